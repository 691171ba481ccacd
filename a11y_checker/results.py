"""What a check gives: outcomes, findings and reports. Data only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlsplit

# Words in each language of the reports: {"ja": "…", "en": "…"}.
Text = Mapping[str, str]


class Outcome(StrEnum):
    """The four outcomes of W3C's ACT Rules Format."""

    FAILED = "failed"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"
    CANT_TELL = "cantTell"


# Source: axe-core, impact values.
IMPACTS = ("minor", "moderate", "serious", "critical")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an expectation says about one target.

    key: which message of the rule; empty when passed.
    values: what is filled into the message.
    place: a more exact element than the target, if there is one.
    """

    outcome: Outcome
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    place: Any = None


# Most verdicts of a page are this one, and none is ever changed.
_PASSED = Verdict(Outcome.PASSED)


def passed() -> Verdict:
    """The target meets the expectation."""
    return _PASSED


def failed(key: str, place: Any = None, **values: object) -> Verdict:
    """The target does not meet the expectation; `key` names the message."""
    return Verdict(Outcome.FAILED, key, values, place)


def cant_tell(key: str, place: Any = None, **values: object) -> Verdict:
    """A person has to decide about the target; `key` names the message."""
    return Verdict(Outcome.CANT_TELL, key, values, place)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """The description of a rule, as lists and reports show it."""

    id: str
    name: Text
    impact: str
    criteria: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    michecker: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    engine: str = "own"
    automation: str = "auto"
    why: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a start tag stands in the page's source; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One target with the outcome failed or cantTell, with message and place.

    criteria, jis: only those in force in the profile and level of the run.
    block: id of the StreamField block the place is in.
    fingerprint: the same over runs as long as the place does not change.
    known: it stands in the baseline.
    exception: why it is let be, in the words of the configuration; "" when it is not.
    """

    rule: str
    outcome: Outcome
    impact: str
    criteria: tuple[str, ...]
    jis: tuple[str, ...]
    items: tuple[str, ...]
    selector: str
    html: str
    source: Place | None
    block: str | None
    message: Text
    fix: Text
    fingerprint: str
    known: bool = False
    exception: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it is a fault that neither the baseline nor an exception covers."""
        return self.outcome is Outcome.FAILED and not self.known and not self.exception

    def as_dict(self) -> dict[str, Any]:
        """The finding in the form of the JSON report."""
        return {
            "rule": self.rule,
            "outcome": str(self.outcome),
            "impact": self.impact,
            "criteria": list(self.criteria),
            "jis": list(self.jis),
            "items": list(self.items),
            "selector": self.selector,
            "html": self.html,
            "source": {"line": self.source.line, "column": self.source.column} if self.source else None,
            "block": self.block,
            "message": dict(self.message),
            "fix": dict(self.fix),
            "fingerprint": self.fingerprint,
            "known": self.known,
            "exception": self.exception,
        }


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule's result on one page: how many targets had which outcome."""

    rule: RuleInfo
    passed: int = 0
    failed: int = 0
    cant_tell: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Failed beats cantTell beats passed; without a target inapplicable."""
        if self.failed:
            return Outcome.FAILED
        if self.cant_tell:
            return Outcome.CANT_TELL
        return Outcome.PASSED if self.passed else Outcome.INAPPLICABLE


@runtime_checkable
class StoredResults(Protocol):
    """Results that were read from a report, and have its form at hand."""

    def rows(self) -> dict[str, Any]:
        """What each rule found, in the form of the JSON report: outcomes, counts, findings."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one page.

    score: 0–100, or None when the page was not judged (see `error`).
    criteria: outcome per success criterion of the profile up to the level.
    mode: "browser" or "static".
    """

    url: str
    title: str
    profile: str
    level: str
    score: int | None
    error: str | None = None
    results: Sequence[RuleResult] = ()
    criteria: Mapping[str, Outcome] = field(default_factory=dict)
    timing_ms: Mapping[str, int] = field(default_factory=dict)
    mode: str = "static"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, the gravest first, in page order within an impact."""
        found = [finding for result in self.results for finding in result.findings]
        return tuple(sorted(found, key=lambda f: (f.outcome is Outcome.CANT_TELL, -IMPACTS.index(f.impact))))

    @property
    def failed_findings(self) -> tuple[Finding, ...]:
        """The findings that are faults, without what a person has to decide."""
        return tuple(f for f in self.findings if f.outcome is Outcome.FAILED)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Outcome of every rule that was run."""
        return {result.rule.id: result.outcome for result in self.results}

    def as_dict(self) -> dict[str, Any]:
        """The page in the form of the JSON report: the stable public format."""
        return {
            "url": self.url,
            "title": self.title,
            "profile": self.profile,
            "level": self.level,
            "mode": self.mode,
            "score": self.score,
            "error": self.error,
            **(self.results.rows() if isinstance(self.results, StoredResults) else self._rows()),
            "criteria": {number: str(outcome) for number, outcome in self.criteria.items()},
            "timing_ms": dict(self.timing_ms),
        }

    def _rows(self) -> dict[str, Any]:
        return {
            "outcomes": {rule: str(outcome) for rule, outcome in self.outcomes.items()},
            "counts": {
                r.rule.id: [r.passed, r.failed, r.cant_tell] for r in self.results if r.outcome != "inapplicable"
            },
            "findings": [finding.as_dict() for finding in self.findings],
        }

    def has_failure_at(self, criteria: frozenset[str]) -> bool:
        """Whether one of these success criteria failed."""
        return any(self.criteria.get(number) is Outcome.FAILED for number in criteria)


@dataclass(frozen=True, slots=True)
class SiteFinding:
    """Something wrong with a site as a whole, such as two pages with one title.

    about: what it is about (the title, the address, the menu's words), the same over runs.
    urls: some of the pages it is about; count: how many there are.
    known: it stands in the baseline.
    """

    info: RuleInfo
    outcome: Outcome
    about: str
    message: Text
    fix: Text
    urls: tuple[str, ...]
    count: int
    known: bool = False

    @property
    def fingerprint(self) -> str:
        """The same over runs as long as what it is about does not change."""
        return hashlib.sha256(f"{self.info.id}\n{self.about}".encode()).hexdigest()[:16]

    def as_finding(self) -> Finding:
        """The same as a finding of a page, for reports that list them; its HTML is the list of addresses."""
        info = self.info
        return Finding(
            rule=info.id, outcome=self.outcome, impact=info.impact, criteria=info.criteria, jis=(), items=info.items,
            selector="", html="\n".join(self.urls), source=None, block=None, message=self.message, fix=self.fix,
            fingerprint=self.fingerprint, known=self.known,
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """The finding in the form of the JSON report."""
        info = self.info
        return {
            "rule": info.id, "outcome": str(self.outcome), "impact": info.impact, "items": list(info.items),
            "criteria": list(info.criteria), "about": self.about, "message": dict(self.message), "fix": dict(self.fix),
            "urls": list(self.urls), "count": self.count, "fingerprint": self.fingerprint, "known": self.known,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteReport:
    """The result of a run over many pages.

    score: mean of the pages' scores, rounded down; None when no page has one.
    share_clean: share (0–1) of judged pages without an A or AA failure.
    error_count: how many pages could not be loaded or judged.
    pages: in memory, or read from the disk one by one (store.py).
    gone: what the baseline holds and no page shows any more, fingerprint → a line of words.
    skipped: addresses that a crawl left out, reason → how many.
    sample: how the pages were chosen, when they were drawn from a longer list (sample.py).
    trend: what changed since a former run (trend.py).
    expired: exceptions of the configuration whose time is over.
    site: what is wrong with the site as a whole (site_rules.py); only after a crawl.
    """

    pages: Sequence[Report]
    profile: str
    level: str
    score: int | None
    share_clean: float | None
    worst: tuple[Report, ...]
    error_count: int
    engines: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    sample: Mapping[str, Any] = field(default_factory=dict)
    trend: Mapping[str, Any] = field(default_factory=dict)
    expired: tuple[str, ...] = ()
    site: tuple[SiteFinding, ...] = ()

    @property
    def parts(self) -> Iterator[Report]:
        """What a list of findings is made of: the site as a whole, when something is wrong with it, then the pages."""
        if self.site:
            yield self.site_part
        yield from self.pages

    @property
    def site_part(self) -> Report:
        """The findings on the site as a whole in the form of a page's report, under the site's first address."""
        groups: dict[str, list[SiteFinding]] = {}
        for finding in self.site:
            groups.setdefault(finding.info.id, []).append(finding)
        results = []
        for group in groups.values():
            failed = sum(1 for finding in group if finding.outcome is Outcome.FAILED)
            found = tuple(finding.as_finding() for finding in group)
            results.append(RuleResult(group[0].info, 0, failed, len(group) - failed, found))
        place = urlsplit(self.site[0].urls[0])
        url, title = f"{place.scheme}://{place.netloc}/", "サイト全体 / The site as a whole"
        return Report(url, title, self.profile, self.level, None, results=tuple(results), mode="site")

    @property
    def errors(self) -> tuple[Report, ...]:
        """The pages that could not be loaded or judged."""
        return tuple(page for page in self.pages if page.error is not None)
