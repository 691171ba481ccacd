"""Scores an engine against translations written by people: chrF and BLEU, and how many texts the checks stop.

References: `sentences.en.tsv` (100 sentences of town life, for English) and the texts of the demo's pages (every language).
"""

import html
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sacrebleu
import yaml

from translations import judge_html, model_packages, shipped_glossary
from translations.engines import Engine, build

HERE = Path(__file__).parent
DEMO = HERE.parents[2] / "cms/demo/translations"
SENTENCES = HERE / "sentences.en.tsv"
# Our choice: shorter texts are headings and names of columns, which say little about an engine.
MIN_CHARS = 20
TOKENIZERS = {"zh-hans": "zh", "ko": "char"}
TINY = "tiny package (knows 299 sentences by heart)"


def report(engine_name: str, options: dict[str, str]) -> None:
    """Print a row for each set of references that the engine can translate; without a name, for the tiny package."""
    print("\n| engine | references | texts | chrF | BLEU | stopped by a check |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        if not engine_name:
            model_packages.install_offered(model_packages.offered()[0], Path(folder))
            options = {"folder": folder, "beam_size": "1"}
        engine = build(engine_name or "argos", **options)
        for locale, name, pairs in references():
            if engine.status("ja", locale).is_ready:
                print(f"| {engine_name or TINY} | {name} | {len(pairs)} | {row(engine, locale, pairs)} |")


def references() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Give locale, name and pairs (Japanese, translation) of each set."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    yield "en", "100 sentences, en", [(ja, target) for ja, target in (line.split("\t") for line in lines)]
    for folder in sorted(DEMO.iterdir()):
        if folder.name != "ja-simple":
            yield folder.name, f"demo pages, {folder.name}", demo_pairs(folder)


def demo_pairs(folder: Path) -> list[tuple[str, str]]:
    """Give the longer texts of the demo's pages in one language, each once, without mark-up."""
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8")))
    plain = ((as_plain(ja), as_plain(target)) for ja, target in found.items())
    return [(ja, target) for ja, target in plain if len(ja) >= MIN_CHARS]


def as_plain(text: str) -> str:
    """Give a text without its elements."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def row(engine: Engine, locale: str, pairs: list[tuple[str, str]]) -> str:
    """Give the cells: chrF, BLEU, and the share of texts with a certain fault, all of what the engine itself says."""
    said = [text or "" for text in engine.translate([ja for ja, _ in pairs], "ja", locale)]
    wanted = [[target for _, target in pairs]]
    bleu = sacrebleu.corpus_bleu(said, wanted, tokenize=TOKENIZERS.get(locale, "13a")).score
    chrf = sacrebleu.corpus_chrf(said, wanted).score
    glossary = shipped_glossary(locale)
    stopped = sum(
        any(finding.is_certain for finding in judge_html(html.escape(ja), html.escape(text), locale, glossary))
        for (ja, _), text in zip(pairs, said, strict=True)
    )
    return f"{chrf:.1f} | {bleu:.1f} | {stopped}"


def report_people() -> None:
    """Print how many of the pairs written by people a check stops: these are false alarms."""
    for locale, name, pairs in references():
        glossary = shipped_glossary(locale)
        stopped = [
            ja
            for ja, target in pairs
            if any(f.is_certain for f in judge_html(html.escape(ja), html.escape(target), locale, glossary))
        ]
        print(f"People's own translations stopped by a check, {name}: {len(stopped)} of {len(pairs)}.")
