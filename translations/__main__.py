"""Lets `python -m translations` run the command line."""

import sys

from translations.cli import main

if __name__ == "__main__":
    sys.exit(main())
