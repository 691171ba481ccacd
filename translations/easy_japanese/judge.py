"""All rules over one text, and the score."""

from bisect import bisect_right
from dataclasses import dataclass
from math import floor

from translations.easy_japanese.finding import Finding, Found
from translations.easy_japanese.rules import all_rules
from translations.easy_japanese.text import Text

# Our choice: from here on a text is easy enough to be published as やさしい日本語. The six lessons and the forms keep it.
GOOD = 80
# Our choice: two errors in one sentence are not made up for by the ease of the others.
WORST = 40


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """One sentence. start, end: code points of the text. score: 100 less the weights of its findings."""

    text: str
    start: int
    end: int
    score: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found.

    score: mean of the sentences by their length, less the weights of what is said of the whole page, rounded down; None when
    there is no Japanese in the text. page: the remarks on the whole page.
    """

    score: int | None
    sentences: tuple[SentenceReport, ...]
    page: tuple[Finding, ...]

    @property
    def is_good(self) -> bool:
        """Whether the text is easy enough, and none of its sentences far from it."""
        return self.score is not None and self.score >= GOOD and not self.has_hard_sentence

    @property
    def has_hard_sentence(self) -> bool:
        """Whether a sentence is so hard that the ease of the others does not count."""
        return any(sentence.score < WORST for sentence in self.sentences)

    @property
    def findings(self) -> list[Finding]:
        """All findings in the order of the text, those on the whole page last."""
        return [finding for sentence in self.sentences for finding in sentence.findings] + list(self.page)


def judge(text: str, *, is_disaster: bool = False, is_spaced: bool = False) -> Report:
    """Judge a plain text; a new line ends a paragraph, a heading or an item of a list.

    is_disaster: limits for texts that are read in haste. is_spaced: spaces between phrases are asked for.
    Raises TokenizerUnavailable without Sudachi.
    """
    parsed = Text(text, is_disaster, is_spaced)
    starts = [sentence.start for sentence in parsed.sentences]
    by_sentence: dict[int | None, list[Finding]] = {}
    for rule in all_rules().values():
        for found in rule.check(parsed):
            number = bisect_right(starts, found.start) - 1 if found.end else None
            if number is not None and (number < 0 or found.start >= parsed.sentences[number].end):
                continue  # in a line that is no Japanese
            by_sentence.setdefault(number, []).append(_with_rule(found, rule.id, number))
    sentences = tuple(
        _report(parsed.text[s.start : s.end], s.start, s.end, by_sentence.get(number, []))
        for number, s in enumerate(parsed.sentences)
    )
    page = tuple(by_sentence.get(None, ()))
    return Report(_score(sentences, page), sentences, page)


def _with_rule(found: Found, rule: str, sentence: int | None) -> Finding:
    return Finding(rule, found.start, found.end, found.ja, found.en, found.weight, found.replacement, sentence)


def _report(text: str, start: int, end: int, findings: list[Finding]) -> SentenceReport:
    ordered = tuple(sorted(findings, key=lambda finding: (finding.start, -finding.weight)))
    return SentenceReport(text, start, end, max(0, 100 - sum(f.weight for f in ordered)), ordered)


def _score(sentences: tuple[SentenceReport, ...], page: tuple[Finding, ...]) -> int | None:
    letters = sum(len(sentence.text) for sentence in sentences)
    if not letters:
        return None
    mean = sum(sentence.score * len(sentence.text) for sentence in sentences) / letters
    return max(0, floor(mean) - sum(finding.weight for finding in page))
