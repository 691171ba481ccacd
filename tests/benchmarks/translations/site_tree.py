"""Measures `manage.py translate` on a tree of 3,000 strings: time, memory, and a second run after a stop.

    python tests/benchmarks/translations/site_tree.py [--strings 3000]

The site is an empty one in a temporary folder; the engine is the tiny package, whose words are no translation.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE), str(ROOT)]
PER_PAGE = 50


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--strings", type=int, default=3000, help="strings of the tree")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        fill(options.strings)
        measure(options.strings)


def set_up(folder: Path) -> None:
    """An empty site in the folder, with the tiny package."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.e2e.settings", "E2E_VAR_DIR": str(folder)}
    import django  # app ready

    django.setup()
    from django.conf import settings  # app ready
    from django.core.management import call_command  # app ready

    from tests import migrated_database  # app ready
    from translations import model_packages  # app ready

    kept = migrated_database.find_kept()
    if kept.exists():
        shutil.copy(kept, folder / "db.sqlite3")
    call_command("migrate", verbosity=0)
    settings.TRANSLATIONS = {**settings.TRANSLATIONS, "FOLDER": folder / "models", "BEAM_SIZE": 1}
    model_packages.install_offered(model_packages.offered()[0], folder / "models")


def fill(strings: int) -> None:
    """A home page with pages of fifty sentences each."""
    from hostile import make  # found by the path above
    from wagtail.models import Locale  # app ready

    from cms.models import ArticlePage  # app ready
    from tests.factories.site import make_home  # app ready

    Locale.objects.get_or_create(language_code="en")
    home = make_home()
    for n in range(0, strings, PER_PAGE):
        sentences = "".join(f"<p>{make(seed).html}</p>" for seed in range(n, n + PER_PAGE))
        body = [{"type": "text", "value": sentences}]
        home.add_child(instance=ArticlePage(title=f"第{n}号", slug=f"p{n}", body=body))


def measure(strings: int) -> None:
    """Two halves and a run that finds nothing to do."""
    from django.core.management import call_command  # app ready
    from wagtail.models import Page  # app ready

    pages = list(Page.objects.filter(depth=3, locale__language_code="ja").values_list("pk", flat=True))
    print(
        f"| manage.py translate, {strings} strings on {len(pages)} pages | time | peak of memory so far |\n|---|---|---|"
    )
    for name, chosen in (
        ("first tenth of the pages", pages[: len(pages) // 10]),
        ("the next tenth", pages[len(pages) // 10 : len(pages) // 5]),
    ):
        start = time.perf_counter()
        for page in chosen:
            call_command("translate", locale="en", page=page, stdout=StringIO(), stderr=StringIO())
        report(name, start)
    for name in ("the whole tree, from there", "again, with nothing left to do"):
        out, start = StringIO(), time.perf_counter()
        call_command("translate", locale="en", stdout=out, stderr=StringIO())
        report(name, start)
        print(f"| {' '.join(out.getvalue().split())} | | |")


def report(name: str, start: float) -> None:
    """Print a line of the table."""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name} | {time.perf_counter() - start:.1f} s | {peak_mb:.0f} MB |")


if __name__ == "__main__":
    main()
