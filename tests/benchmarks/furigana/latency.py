"""Measures what furigana adds to a page that has been read before, on the demo city in var/db.sqlite3 (`make run` makes it).

    python tests/benchmarks/furigana/latency.py [--pages N] [--runs N]

Each page is asked for in turns with furigana off and on every kanji, through Django and all of the site's middleware, without a
server and a network between; processor time, not the clock. Printed: the medians, and the slowest page.
"""

import argparse
import itertools
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

import django

django.setup()

from django.test import Client  # noqa: E402  # app ready
from wagtail.models import Page  # noqa: E402  # app ready


def main() -> None:
    """Print the medians of all pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=30, help="how many pages, spread over the tree (default 30)")
    parser.add_argument("--runs", type=int, default=15, help="turns for each page; the median counts (default 15)")
    options = parser.parse_args()
    paths = [page.url for page in Page.objects.live().public().filter(depth__gt=1).order_by("pk")]
    paths = paths[:: max(1, len(paths) // options.pages)][: options.pages]
    off, everywhere = make_visitor("off"), make_visitor("all")
    turns = {path: [(ask(off, path), ask(everywhere, path)) for _run in range(options.runs + 2)][2:] for path in paths}
    added = {path: statistics.median(on - plain for plain, on in pairs) for path, pairs in turns.items()}
    plain, on = (
        statistics.median(column) for column in zip(*itertools.chain.from_iterable(turns.values()), strict=True)
    )
    slowest = max(added, key=lambda path: added[path])
    print(f"{len(paths)} pages, {options.runs} turns each: {plain:.2f} ms off, {on:.2f} ms on every kanji;")
    print(f"added {statistics.median(added.values()):.2f} ms, at most {added[slowest]:.2f} ms ({slowest})")


def make_visitor(ruby: str) -> Client:
    """Give somebody who has chosen how many readings there are."""
    visitor = Client(HTTP_HOST="127.0.0.1")
    visitor.cookies["display"] = f"ruby={ruby}"
    return visitor


def ask(visitor: Client, path: str) -> float:
    """Give the processor time of a page, in milliseconds."""
    start = time.process_time()
    visitor.get(path)
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
