"""Measures what gets past the checks, what the memory serves, and how fast the parts are.

    python tests/benchmarks/translations/run.py [--segments 2000] [--first-seed 0]
        [--engine argos --option folder=var/translation-models] [--quality-only]

The table is printed as Markdown, for docs/benchmarks/translations.md.
"""

import argparse
import datetime
import importlib.metadata
import importlib.util
import platform
import resource
import sys
import tempfile
import time
from collections import Counter
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

import quality  # noqa: E402  # found by the line above
from hostile import HostileEngine, make, outcome  # noqa: E402

from translations import model_packages  # noqa: E402
from translations.engines import build  # noqa: E402
from translations.glossary import shipped  # noqa: E402
from translations.memory import Former, ListMemory  # noqa: E402
from translations.pipeline import translate  # noqa: E402
from translations.tables import FOLDER  # noqa: E402


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--segments", type=int, default=2000, help="generated segments for the hostile engine")
    parser.add_argument("--first-seed", type=int, default=0, help="the seed of the first of them")
    parser.add_argument("--engine", default="", help="an engine whose quality is scored; without it the tiny package")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="an option of that engine")
    parser.add_argument("--quality-only", action="store_true", help="score an engine and measure nothing else")
    options = parser.parse_args()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    print(f"{today}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    if not options.quality_only:
        hostile(options.segments, options.first_seed)
        memory()
        tiny()
        tree()
    if options.engine or importlib.util.find_spec("argostranslate"):
        quality.report(options.engine, dict(option.split("=", 1) for option in options.option))
    quality.report_people()


def hostile(segments: int, first_seed: int) -> None:
    """Count what becomes of generated segments that an engine spoils."""
    print("| hostile engine, words spoiled at most | segments | intact | caught | escaped |\n|---|---|---|---|---|")
    for harm in (0, 1, 3, 8):
        outcomes: Counter[str] = Counter()
        for seed in range(first_seed, first_seed + segments):
            made, engine = make(seed), HostileEngine(seed, harm)
            engine.pieces = made.pieces
            [done] = translate([made.html], "en", engine=engine, glossary=shipped("en"))
            outcomes[outcome(made, done)] += 1
        print(f"| {harm} | {segments} | {outcomes['intact']} | {outcomes['caught']} | {outcomes['escaped']} |")


def pairs() -> list[list[str]]:
    """Give the pairs that people wrote: Japanese, English."""
    lines = (FOLDER / "models/pairs.ja-en.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def memory() -> None:
    """Count what the memory serves after one string in twenty was edited."""
    now = datetime.datetime.now(tz=datetime.UTC)
    known = ListMemory([Former(escape(ja, quote=False), escape(en, quote=False), True, now) for ja, en in pairs()])
    edited = [f"{ja}確認してください。" if n % 20 == 0 else ja for n, (ja, _) in enumerate(pairs())]
    done = translate(edited, "en", glossary=shipped("en"), memory=known)
    unchanged = [result for n, result in enumerate(done) if n % 20]
    served = sum(result.origin == "memory" for result in unchanged)
    helped = sum(bool(result.similar) for n, result in enumerate(done) if n % 20 == 0)
    print(f"\nMemory: {served} of {len(unchanged)} unchanged strings served;")
    print(f"{helped} of {len(done) - len(unchanged)} edited ones get a suggestion.")


def tiny() -> None:
    """Time the tiny package, cold and warm; its output is no translation and is not judged."""
    if importlib.util.find_spec("argostranslate") is None:
        print("\nArgos Translate is not installed (extra mt): not measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        model_packages.install_offered(model_packages.offered()[0], Path(folder))
        engine = build("argos", folder=folder, beam_size="1")
        start = time.perf_counter()
        engine.translate(["手数料"], "ja", "en")
        cold_s = time.perf_counter() - start
        texts = [ja for ja, _ in pairs()]
        start = time.perf_counter()
        engine.translate(texts, "ja", "en")
        warm_s = time.perf_counter() - start
    version = importlib.metadata.version("argos-translate-lt")
    letters = sum(len(text) for text in texts)
    print(
        f"\nTiny package, argos-translate-lt {version}, one thread: first text {cold_s:.2f} s (import and load), then "
        f"{1000 * warm_s / len(texts):.1f} ms a text, {1000 * warm_s / letters:.2f} s for 1,000 characters."
    )


def tree() -> None:
    """Send 3,000 segments through in one pass with an engine that costs nothing; memory and time are the pipeline's own."""
    made = [make(seed) for seed in range(3000)]
    engine = HostileEngine(0, 0)
    engine.pieces = {
        japanese: english for one in made for japanese, english in one.pieces.items() if not japanese[0].isdigit()
    }
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    for at in range(0, len(made), 100):
        translate([one.html for one in made[at : at + 100]], "en", engine=engine, glossary=shipped("en"))
    took_s = time.perf_counter() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"\n3,000 segments in one pass, 100 at a time: {3000 / took_s:.0f} segments a second without an engine's time;"
    )
    print(f"the peak of memory grew by {grown / 1024:.1f} MB.")


if __name__ == "__main__":
    main()
