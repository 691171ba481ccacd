"""Measures readings and speed, ours against other engines in the same run.

    python tests/benchmarks/furigana/run.py CORPORA [--rules] [--runs N]

CORPORA: a folder with dev.jsonl and municipal-dev.jsonl (README.md tells the format). --rules: what each rule for a
reading gains and loses on them. The table is printed as Markdown, for docs/benchmarks/furigana.md.
"""

import argparse
import datetime
import functools
import importlib.metadata
import importlib.util
import platform
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

import score  # noqa: E402  # found by the line above

from translations import add_ruby, read, to_kana  # noqa: E402
from translations.furigana.layout import HAS_KANJI  # noqa: E402
from translations.furigana.readings import RULES  # noqa: E402
from translations.tokens import to_hiragana  # noqa: E402

Row = dict[str, Any]
Engine = Callable[[str], list[Row]]
SETS = ("dev", "municipal-dev")
OTHERS = ("pykakasi", "mecab-python3", "ipadic", "fugashi", "unidic-lite", "pyopenjtalk-plus")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpora",
        type=Path,
        help="folder with dev.jsonl and municipal-dev.jsonl, or with a folder furigana that has them",
    )
    parser.add_argument("--rules", action="store_true", help="also measure each rule")
    parser.add_argument("--runs", type=int, default=5, help="timed runs; the median counts (default 5)")
    options = parser.parse_args()
    folder = options.corpora / "furigana" if (options.corpora / "furigana").is_dir() else options.corpora
    sets = {name: list(score.load(folder / f"{name}.jsonl", "tokens")) for name in SETS}
    print_machine()
    print_engines(sets, options.runs)
    print_html_speed(sets["dev"], options.runs)
    if options.rules:
        print_rules(sets)


def print_machine() -> None:
    """Print when, on what and with which versions."""
    names = ["sudachipy", "sudachidict-core", *OTHERS]
    installed = {distribution.metadata["Name"].lower() for distribution in importlib.metadata.distributions()}
    versions = [f"{name} {importlib.metadata.version(name)}" for name in names if name in installed]
    print(f"Measured {datetime.datetime.now(datetime.UTC):%Y-%m-%d} on {platform.machine()}, {platform.system()},")
    print(f"Python {platform.python_version()}; {', '.join(versions)}.\n")


def print_engines(sets: dict[str, list[Row]], runs: int) -> None:
    """Print words and sentences right, and speed, of each engine."""
    print("| engine | set | words, lenient | words, strict | sentences, lenient | chars/s |")
    print("|---|---|---|---|---|---|")
    for engine_name, engine in engines().items():
        for set_name, rows in sets.items():
            figures = judged(rows, engine)
            speed = chars_per_second(lambda rows=rows, engine=engine: [engine(row["text"]) for row in rows], rows, runs)
            print(
                f"| {engine_name} | {set_name} | {percent(figures, 'lenient')} | {percent(figures, 'strict')} "
                f"| {100 * figures['sentences_lenient'] / figures['sentences']:.1f} % | {speed:,.0f} |"
            )


def engines() -> dict[str, Engine]:
    """Give what is installed: name → text to ruby."""
    found: dict[str, Engine] = {"ours": ours, "SudachiPy, mode A": bare_sudachi()}
    others = {
        "pykakasi": ("pykakasi", kakasi),
        "MeCab + IPADIC": ("ipadic", mecab_ipadic),
        "fugashi + unidic-lite": ("fugashi", fugashi_unidic),
        "pyopenjtalk-plus": ("pyopenjtalk", openjtalk),
    }
    found |= {name: make() for name, (module, make) in others.items() if importlib.util.find_spec(module)}
    return found


def ours(text: str) -> list[Row]:
    """Read with the library."""
    return [ruby._asdict() for ruby in read(text)]


def bare_sudachi() -> Engine:
    """Give Sudachi's own readings, kana at both ends of a word outside the ruby."""
    import sudachipy

    tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode="A")

    def engine(text: str) -> list[Row]:
        words = ((m.surface(), m.begin(), to_hiragana(m.reading_form())) for m in tokenizer.tokenize(text))
        return [ruby for surface, start, reading in words for ruby in trimmed(surface, start, reading)]

    return engine


def kakasi() -> Engine:
    """Give pykakasi's readings."""
    import pykakasi

    converter = pykakasi.kakasi()

    def engine(text: str) -> list[Row]:
        found, at = [], 0
        for word in converter.convert(text):
            found += trimmed(word["orig"], at, word["hira"])
            at += len(word["orig"])
        return found

    return engine


def mecab_ipadic() -> Engine:
    """Give the readings of MeCab with IPADIC (packages mecab-python3 and ipadic)."""
    import ipadic
    import MeCab

    tagger = MeCab.Tagger(ipadic.MECAB_ARGS)

    def engine(text: str) -> list[Row]:
        lines = (line.split("\t") for line in tagger.parse(text).splitlines() if "\t" in line)
        features = ((surface, feature.split(",")) for surface, feature in lines)
        return in_order(text, ((surface, row[7] if len(row) > 7 else "") for surface, row in features))

    return engine


def fugashi_unidic() -> Engine:
    """Give the readings (column kana) of fugashi with unidic-lite."""
    import fugashi

    tagger = fugashi.Tagger()
    return lambda text: in_order(text, ((word.surface, word.feature.kana or "") for word in tagger(text)))


def openjtalk() -> Engine:
    """Give the readings of pyopenjtalk-plus, which changes half-width characters to full-width ones."""
    import pyopenjtalk

    def engine(text: str) -> list[Row]:
        words = pyopenjtalk.run_frontend(text)
        return in_order(text, ((word["string"], word["read"].replace("’", "")) for word in words))

    return engine


def in_order(text: str, words: Iterable[tuple[str, str]]) -> list[Row]:
    """Give the ruby of words that follow each other, some of them perhaps left out, and written in another width."""
    found, at = [], 0
    plain = unicodedata.normalize("NFKC", text)
    plain = plain if len(plain) == len(text) else text
    for surface, reading in words:
        start = plain.find(unicodedata.normalize("NFKC", surface), at)
        if start < 0 or start > at + 20:
            continue
        at = start + len(surface)
        found += trimmed(text[start:at], start, to_hiragana(reading))
    return found


def trimmed(surface: str, start: int, reading: str) -> list[Row]:
    """Give one ruby for a word, less the kana that both ends share with the reading."""
    if not HAS_KANJI.search(surface):
        return []
    end, plain = start + len(surface), to_hiragana(surface)
    while plain and reading and plain[-1] == reading[-1]:
        plain, reading, end = plain[:-1], reading[:-1], end - 1
    while plain and reading and plain[0] == reading[0]:
        plain, reading, start = plain[1:], reading[1:], start + 1
    return [{"start": start, "end": end, "reading": reading}] if reading and start < end else []


def judged(rows: list[Row], engine: Engine) -> dict[str, int]:
    """Score an engine on a set."""
    figures, _errors = score.score(rows, [{"id": row["id"], "ruby": engine(row["text"])} for row in rows])
    return figures


def percent(figures: dict[str, int], name: str) -> str:
    """Give a share of the words in per cent."""
    return f"{100 * figures[name] / figures['tokens']:.2f} %"


def chars_per_second(work: Callable[[], object], rows: list[Row], runs: int) -> float:
    """Give the median speed of several runs after a first one that loads everything; processor time, not the clock."""
    work()
    times = []
    for _run in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sum(len(row["text"]) for row in rows) / statistics.median(times)


def print_html_speed(rows: list[Row], runs: int) -> None:
    """Print how fast HTML goes in and out, against Sudachi alone on the same text in turns."""
    import sudachipy

    tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode="A")
    page = "<!doctype html><html lang=ja><body>" + "".join(f"<p>{row['text']}</p>\n" for row in rows) + "</body></html>"

    def bare() -> None:
        for row in rows:
            for m in tokenizer.tokenize(row["text"]):
                m.surface()
                m.reading_form()

    # In turns, so that what else the machine does weighs on both alike.
    pairs = [
        (chars_per_second(lambda: add_ruby(page), rows, 1), chars_per_second(bare, rows, 1)) for _run in range(runs)
    ]
    html, sudachi = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"\nHTML in and out: {html:,.0f} characters of text a second; SudachiPy alone on the same text,")
    print(f"surfaces and readings only: {sudachi:,.0f}; ours at {ratio:.2f} of it (median of {runs} turns).\n")


def print_rules(sets: dict[str, list[Row]]) -> None:
    """Print for each rule how many words it puts right and wrong, against the same run without it.

    The last column counts sentences of tests/translations/cases/furigana.tsv that are right only with the rule.
    """
    with_all = {name: rights(rows) for name, rows in sets.items()}
    print("| rule | words | gained | lost | own sentences |")
    print("|---|---|---|---|---|")
    for by_word in (RULES.by_surface, RULES.by_dictionary_form):
        all_rules = dict(by_word)
        for rule in dict.fromkeys(rule for rules in all_rules.values() for rule in rules):
            words = [word for word, rules in all_rules.items() if rule in rules]
            by_word.update({word: tuple(r for r in all_rules[word] if r is not rule) for word in words})
            without = {name: rights(rows) for name, rows in sets.items()}
            own = sum(to_kana(text) != kana for text, kana in own_sentences())
            by_word.update(all_rules)
            gained = sum(len(with_all[name] - without[name]) for name in sets)
            lost = sum(len(without[name] - with_all[name]) for name in sets)
            print(f"| `{rule.__name__}` | {' '.join(words)} | {gained} | {lost} | {own} |")


@functools.cache
def own_sentences() -> list[tuple[str, str]]:
    """Give the project's own sentences and how they read."""
    path = HERE.parents[1] / "translations" / "cases" / "furigana.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[0], row[1]) for row in rows]


def rights(rows: list[Row]) -> set[tuple[object, int]]:
    """Give the gold words that are right, lenient: id of the sentence and place."""
    found = set()
    for row in rows:
        for gold, _strict, lenient, *_rest in score.judge(row["text"], row["tokens"], ours(row["text"])):
            if lenient:
                found |= {(row["id"], token["start"]) for token in gold}
    return found


if __name__ == "__main__":
    main()
