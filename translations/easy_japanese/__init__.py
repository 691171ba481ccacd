"""Easy Japanese (やさしい日本語): what makes a text hard, why, and what to write in its place.

    report = judge("令和8年4月1日より申請を受け付けます。")
    report.score      # 0 to 100
    report.findings   # [Finding(rule="era-year", start=0, end=4, …, replacement="2026年"), …]

Each file of rules/ is one rule. Nothing is ever changed here: a person takes a replacement or leaves it.
"""

from translations.easy_japanese.finding import ERROR, HINT, WARNING, Finding, Found, Rule
from translations.easy_japanese.judge import GOOD, Report, SentenceReport, judge
from translations.easy_japanese.rules import all_rules
from translations.easy_japanese.spacing import with_spaces

__all__ = [
    "ERROR",
    "GOOD",
    "HINT",
    "WARNING",
    "Finding",
    "Found",
    "Report",
    "Rule",
    "SentenceReport",
    "all_rules",
    "judge",
    "with_spaces",
]
