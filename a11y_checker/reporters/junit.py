"""JUnit XML: one test suite per page, one test case per rule, as CI systems read it."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from a11y_checker.results import Outcome, Report, RuleResult, SiteReport

MEDIA_TYPE = "application/xml"
EXTENSION = "xml"

_COUNTS = ("tests", "failures", "errors")


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The run as JUnit XML. Known findings and exceptions do not make a test case fail."""
    totals: Counter[str] = Counter()
    for page in report.parts:
        totals += Counter({name: int(_suite(page, language).get(name) or 0) for name in _COUNTS})
    counts = " ".join(f'{name}="{totals[name]}"' for name in _COUNTS)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="a11y-checker" time="{report.seconds:.3f}" {counts}>\n'
    for page in report.parts:
        suite = _suite(page, language)
        etree.indent(suite, level=1)
        yield f"  {etree.tostring(suite, encoding='unicode')}\n"
    yield "</testsuites>\n"


def _suite(page: Report, language: str) -> etree._Element:
    seconds = sum(page.timing_ms.values()) / 1000
    suite = etree.Element("testsuite", name=_clean(page.url), time=f"{seconds:.3f}")
    if page.error is not None:
        case = etree.SubElement(suite, "testcase", name="load", classname=_clean(page.url))
        etree.SubElement(case, "error", message=_clean(page.error)).text = _clean(page.error)
    for result in page.results:
        suite.append(_case(page, result, language))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(sum(1 for case in suite if case.find("failure") is not None)))
    suite.set("errors", str(sum(1 for case in suite if case.find("error") is not None)))
    suite.set("skipped", str(sum(1 for case in suite if case.find("skipped") is not None)))
    return suite


def _case(page: Report, result: RuleResult, language: str) -> etree._Element:
    case = etree.Element("testcase", name=result.rule.id, classname=_clean(page.url))
    new = [f for f in result.findings if f.is_new]
    if new:
        text = "\n".join(f"{f.selector or page.url}\n  {f.message[language]}\n  {f.html}" for f in new)
        title = f"{result.rule.name[language]}: {len(new)}"
        etree.SubElement(case, "failure", message=_clean(title), type=result.rule.impact).text = _clean(text)
    elif result.outcome is Outcome.INAPPLICABLE:
        etree.SubElement(case, "skipped")
    return case


def _clean(text: str) -> str:
    """Text without the characters that XML 1.0 forbids."""
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "?" for c in text
    )
