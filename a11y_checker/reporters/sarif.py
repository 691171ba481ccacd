"""SARIF 2.1.0, as code hosts and CI systems read it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from a11y_checker.results import Finding, Outcome, Report, RuleInfo, SiteReport

MEDIA_TYPE = "application/sarif+json"
EXTENSION = "sarif"

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# SARIF knows three levels; cantTell is a note whatever its impact.
_LEVELS = {"critical": "error", "serious": "error", "moderate": "warning", "minor": "note"}


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The findings as one SARIF run, one result a line."""
    rules: dict[str, RuleInfo] = {}
    for page in report.parts:
        rules.update((result.rule.id, result.rule) for result in page.results)
    order = {rule_id: index for index, rule_id in enumerate(rules)}
    driver = {
        "name": "a11y-checker",
        "informationUri": "https://waic.jp/",
        "rules": [_rule(rule, language) for rule in rules.values()],
        "properties": {"profile": report.profile, "level": report.level, "engines": dict(report.engines)},
    }
    invocation = {
        "executionSuccessful": not report.error_count,
        "toolExecutionNotifications": [_error(page) for page in report.errors],
    }
    yield f'{{\n "$schema": {_dump(SCHEMA)},\n "version": "2.1.0",\n "runs": [{{\n  "tool": {{"driver": {_dump(driver)}}},\n'
    yield f'  "language": {_dump(language)},\n  "columnKind": "unicodeCodePoints",\n  "invocations": [{_dump(invocation)}],\n'
    yield '  "results": ['
    comma = ""
    for page in report.parts:
        for finding in page.findings:
            yield f"{comma}\n   {_dump(_result(page, finding, order, language))}"
            comma = ","
    yield "\n  ]\n }]\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rule(rule: RuleInfo, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.name[language]},
        "defaultConfiguration": {"level": _LEVELS[rule.impact]},
        "properties": {"tags": ["accessibility", *rule.criteria, *rule.items], "engine": rule.engine},
    }
    if rule.why:
        described["fullDescription"] = {"text": rule.why[language]}
    return described


def _result(page: Report, finding: Finding, order: Mapping[str, int], language: str) -> dict[str, Any]:
    text = f"{finding.message[language]} {finding.fix.get(language, '')}".strip()
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(page.url)}}
    if finding.source:
        location["region"] = {
            "startLine": finding.source.line,
            "startColumn": finding.source.column,
            "snippet": {"text": finding.html},
        }
    described: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": _LEVELS[finding.impact] if finding.outcome is Outcome.FAILED else "note",
        "kind": "fail" if finding.outcome is Outcome.FAILED else "review",
        "message": {"text": text},
        "locations": [{"physicalLocation": location, **_element(finding)}],
        "partialFingerprints": {"a11yChecker/v1": finding.fingerprint},
        "baselineState": "unchanged" if finding.known else "new",
    }
    if finding.exception:
        described["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.exception}]
    return described


def _element(finding: Finding) -> dict[str, Any]:
    """The element as a logical location; nothing for a finding on the site as a whole."""
    named = {"fullyQualifiedName": finding.selector, "kind": "element"}
    return {"logicalLocations": [named]} if finding.selector else {}


def _error(page: Report) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": page.error or ""},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(page.url)}}}],
    }


def _uri(address: str) -> str:
    """An address as RFC 3986 wants it: characters beyond ASCII as percent codes."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~")
