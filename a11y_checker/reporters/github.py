"""Workflow commands of GitHub Actions: each finding becomes an annotation."""

from collections.abc import Iterator

from a11y_checker.results import Finding, Outcome, Report, SiteReport

MEDIA_TYPE = "text/plain"
EXTENSION = "txt"

_COMMANDS = {"critical": "error", "serious": "error", "moderate": "warning", "minor": "notice"}


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """One line per finding that is not known, and per page that could not be judged."""
    for words in report.expired:
        yield f"::error title=a11y-checker::{_data(words)}\n"
    for page in report.parts:
        if page.error is not None:
            yield f"::error title=a11y-checker::{_data(page.error)}\n"
        for finding in page.findings:
            if not finding.known and not finding.exception:
                yield _line(page, finding, language) + "\n"


def _line(page: Report, finding: Finding, language: str) -> str:
    command = _COMMANDS[finding.impact] if finding.outcome is Outcome.FAILED else "notice"
    title = " ".join((finding.rule, *finding.criteria))
    properties = [f"title={_property(title)}"]
    if page.url.startswith("file:"):
        properties.insert(0, f"file={_property(page.url.removeprefix('file://'))}")
        if finding.source:
            properties[1:1] = [f"line={finding.source.line}", f"col={finding.source.column}"]
    text = (
        f"{finding.message[language]} {finding.fix.get(language, '')}\n{page.url}\n{finding.selector or finding.html}"
    )
    return f"::{command} {','.join(properties)}::{_data(text)}"


# Source: GitHub Actions, "Workflow commands": the toolkit's own escaping.
def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
