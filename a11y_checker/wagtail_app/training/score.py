"""What the checker says about a practice page, part by part, and how far the person has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from a11y_checker.checker import Checker
from a11y_checker.config import Settings
from a11y_checker.results import Finding, Report
from a11y_checker.wagtail_app.training.exercise import PARTS, Field, render_page, seeded_values

# Findings without a block are about the title: it is the only part that also stands in the head.
HEAD = "title"
# Texts that may be empty; to delete any other is no way to mend it.
MAY_BE_EMPTY = ("before", "caption")
# Rules about what the exercise leaves out: it is a piece of a page, without a site around it.
LEFT_OUT = ("page-contact", "breadcrumb", "ways-to-find")


@dataclass(frozen=True)
class Standing:
    """findings: by part. emptied: parts whose text was deleted. left: how many of both. seeded: how many at first.

    page_score: as the reports count.
    score: 0–100, the share that is mended; it rises with every fault, while page_score is held down by the gravest.
    """

    findings: Mapping[str, tuple[Finding, ...]]
    emptied: frozenset[str]
    left: int
    seeded: int
    page_score: int

    @property
    def score(self) -> int:
        return max(0, 100 * (self.seeded - self.left) // self.seeded)

    @property
    def is_done(self) -> bool:
        return self.left == 0


def judge(values: Mapping[str, str]) -> Standing:
    """Return how a practice page stands. New faults count like seeded ones."""
    report = check(values)
    findings: dict[str, tuple[Finding, ...]] = {part.id: () for part in PARTS}
    for finding in report.findings:
        part = finding.block if finding.block in findings else HEAD
        findings[part] = (*findings[part], finding)
    emptied = frozenset(part.id for part in PARTS if any(is_emptied(field, values) for field in part.fields))
    return Standing(findings, emptied, len(report.findings) + len(emptied), count_seeded(), report.score or 0)


def is_emptied(field: Field, values: Mapping[str, str]) -> bool:
    return field.kind == "text" and field.name not in MAY_BE_EMPTY and not values[field.name].strip()


def check(values: Mapping[str, str]) -> Report:
    settings = Settings(browser=False, files=False, skip=LEFT_OUT)
    with Checker(settings) as checker:
        return checker.check_html(render_page(values))


@cache
def count_seeded() -> int:
    """Return how many findings the exercise has at first."""
    return len(check(seeded_values()).findings)
