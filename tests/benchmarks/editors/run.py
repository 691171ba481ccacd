"""How fast the report on the whole site opens with 5,000 pages: `python tests/benchmarks/editors/run.py [PAGES]`.

With `--nightly` first: how long check_site needs for all pages, for none and for ten changed ones (500 pages by default).

Makes its own database (DATABASE_URL chooses PostgreSQL), fills it with generated pages, results and findings of two
runs, opens the report as a superuser, and prints seconds and queries of each view.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import django

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    name = "nightly" if "--nightly" in sys.argv else "report"
    import_module(f"tests.benchmarks.editors.{name}").main(*numbers)
