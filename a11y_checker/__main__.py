"""`python -m a11y_checker` is the same as `a11y-checker`."""

import sys

from a11y_checker.cli import main
from a11y_checker.collector import calm_collector


def program() -> int:
    """Run the command line as a program of its own; returns the exit code."""
    calm_collector()
    return main()


if __name__ == "__main__":
    sys.exit(program())
