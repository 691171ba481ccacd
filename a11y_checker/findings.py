"""Makes findings of what rules say about targets: where, in which words, under which criteria."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from a11y_checker.dom import Element, ancestors, selector, snippet, squeeze
from a11y_checker.exceptions import Exceptions
from a11y_checker.page import Page
from a11y_checker.results import Finding, Outcome, RuleInfo, RuleResult, Verdict
from a11y_checker.rule import PassedPairs, Rule
from a11y_checker.standards import Criterion, Profile

Verdicts = list[tuple[Element, Verdict]]


def make_result(rule: Rule, info: RuleInfo, verdicts: Verdicts, builder: FindingBuilder) -> RuleResult:
    """The result of one rule: only what did not pass has a key, and is a finding."""
    if isinstance(verdicts, PassedPairs):
        return RuleResult(info, len(verdicts))
    findings = tuple([builder.finding(rule, target, verdict) for target, verdict in verdicts if verdict.key])
    failed = sum(1 for finding in findings if finding.outcome is Outcome.FAILED)
    return RuleResult(info, len(verdicts) - len(findings), failed, len(findings) - failed, findings)


class FindingBuilder:
    """Makes findings of verdicts: where, in which words, under which criteria."""

    def __init__(
        self, pages: Sequence[Page], profile: Profile, criteria: Mapping[str, Criterion], exceptions: Exceptions
    ) -> None:
        self.pages = pages
        self.exceptions = exceptions
        self.profile = profile
        self.criteria = criteria
        self.seen: dict[tuple[str, ...], int] = defaultdict(int)
        self.home = {id(page.root): page for page in pages}

    def finding(self, rule: Rule, target: Element, verdict: Verdict) -> Finding:
        place: Element = target if verdict.place is None else verdict.place
        page = self.home[id(place.getroottree().getroot())]
        criteria = tuple(number for number in rule.criteria if number in self.criteria)
        path = selector(place, page)
        html = snippet(place)
        return Finding(
            rule=rule.id,
            outcome=verdict.outcome,
            impact=rule.impact,
            criteria=criteria,
            jis=tuple(clause for clause in map(self.profile.clause, criteria) if clause),
            items=rule.items,
            selector=f"{page.frame} >>> {path}" if page.frame else path,
            html=html,
            source=page.source_index.find(place) if page.source else None,
            block=_block(place),
            message=rule.message(verdict),
            fix=rule.fix(verdict),
            fingerprint=self._fingerprint(rule.id, verdict.key, page.url, html),
            exception=self.exceptions.reason(rule.id, place, page, self.pages[0].url),
        )

    def _fingerprint(self, rule_id: str, key: str, url: str, html: str) -> str:
        """Stable over runs and hosts: rule, message, path of the page (of a file: its name), HTML, rank."""
        address = urlsplit(url)
        path = address.path if address.scheme != "file" else address.path.rpartition("/")[2]
        parts = (rule_id, key, path, squeeze(html))
        self.seen[parts] += 1
        return hashlib.sha256("\n".join((*parts, str(self.seen[parts]))).encode()).hexdigest()[:16]


def _block(element: Element) -> str | None:
    """The id of the StreamField block around an element, if the page's templates state it."""
    for place in (element, *ancestors(element)):
        if place.get("data-block-id"):
            return place.get("data-block-id")
    return None
