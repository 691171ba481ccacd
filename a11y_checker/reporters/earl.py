"""EARL 1.0 as JSON-LD, as W3C's ACT implementation reports and WCAG-EM tools read it.

The context stands in the document: reading it needs no network.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from a11y_checker.results import Finding, Outcome, Report, RuleResult, SiteReport
from a11y_checker.standards import all_criteria

MEDIA_TYPE = "application/ld+json"
EXTENSION = "jsonld"

_ASSERTOR = "#a11y-checker"
_ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
# Source: EARL 1.0 Schema (W3C Note, 2 February 2017); Pointer Methods in RDF 1.0.
CONTEXT: Mapping[str, Any] = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "Assertion": "earl:Assertion",
    "Software": "earl:Software",
    "TestCriterion": "earl:TestCriterion",
    "TestRequirement": "earl:TestRequirement",
    "TestResult": "earl:TestResult",
    "TestSubject": "earl:TestSubject",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "assertions": {"@reverse": "earl:subject"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "pointer": "earl:pointer",
    "result": "earl:result",
    "test": {"@id": "earl:test", "@type": "@id"},
    "description": "dct:description",
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id", "@container": "@set"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "title": "dct:title",
    "expression": "ptr:expression",
    "line": {"@id": "ptr:lineNumber", "@type": "xsd:positiveInteger"},
    "column": {"@id": "ptr:charNumber", "@type": "xsd:positiveInteger"},
    "name": "doap:name",
    "revision": "doap:revision",
}


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The run as JSON-LD: who judged, the rules, then one subject per page with its assertions."""
    context = {**CONTEXT, "@language": language}
    yield f'{{\n "@context": {_dump(context)},\n "@graph": [\n  {_dump(_assertor(report))}'
    told: set[str] = set()
    for page in report.parts:
        for result in page.results:
            if result.rule.id not in told:
                told.add(result.rule.id)
                yield f",\n  {_dump(_criterion(result, language))}"
        yield f",\n  {_dump(_subject(page, language))}"
    yield "\n ]\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _assertor(report: SiteReport) -> Mapping[str, Any]:
    engines = ", ".join(f"{name} {version}" for name, version in report.engines.items())
    return {
        "@id": _ASSERTOR,
        "@type": "Software",
        "name": "a11y-checker",
        "description": f"{report.profile} {report.level} {engines}".strip(),
    }


def _criterion(result: RuleResult, language: str) -> Mapping[str, Any]:
    """A rule as a test: its title, the ACT rules it implements, the success criteria it is about."""
    rule = result.rule
    criteria = [
        {"@id": f"#{n}", "@type": "TestRequirement", "title": f"{n} {all_criteria()[n].name[language]}"}
        for n in rule.criteria
    ]
    return {
        "@id": f"#{rule.id}",
        "@type": "TestCriterion",
        "title": rule.name[language],
        "source": [f"{_ACT}{act}/" for act in rule.act],
        "isPartOf": criteria,
    }


def _subject(page: Report, language: str) -> Mapping[str, Any]:
    subject = {"@id": page.url, "@type": "TestSubject", "title": page.title}
    if page.error is not None:
        return {**subject, "description": page.error, "assertions": []}
    assertions = [assertion for result in page.results for assertion in _assertions(result, language)]
    return {**subject, "assertions": assertions}


def _assertions(result: RuleResult, language: str) -> Iterator[Mapping[str, Any]]:
    """One assertion per finding; one for the page when the rule found nothing."""
    for finding in result.findings:
        yield _assertion(finding.rule, finding.outcome, _place(finding, language))
    if not result.findings:
        yield _assertion(result.rule.id, result.outcome, {})


def _assertion(rule: str, outcome: Outcome, more: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "@type": "Assertion",
        "assertedBy": _ASSERTOR,
        "mode": "earl:automatic",
        "test": f"#{rule}",
        "result": {"@type": "TestResult", "outcome": f"earl:{outcome}", **more},
    }


def _place(finding: Finding, language: str) -> Mapping[str, Any]:
    if not finding.selector:
        return {"description": finding.message[language]}
    pointers: list[Mapping[str, Any]] = [{"@type": "ptr:CSSSelectorPointer", "expression": finding.selector}]
    if finding.source:
        place = finding.source
        pointers.append({"@type": "ptr:LineCharPointer", "line": place.line, "column": place.column})
    return {"description": finding.message[language], "pointer": pointers}
