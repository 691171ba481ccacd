"""One row per finding, for spreadsheets. Begins with a byte-order mark so that Excel reads UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator

from a11y_checker.results import Finding, Report, SiteReport

MEDIA_TYPE = "text/csv"
EXTENSION = "csv"

_HEADS = {
    "ja": (
        "ページ", "題名", "点数", "結果", "重さ", "ルール", "達成基準", "JIS箇条", "ガイドライン項目", "説明", "直し方",
        "場所", "行", "桁", "HTML", "指紋", "既知", "例外",
    ),
    "en": (
        "page", "title", "score", "outcome", "impact", "rule", "criteria", "jis", "items", "message", "fix",
        "selector", "line", "column", "html", "fingerprint", "known", "exception",
    ),
}  # fmt: skip
_OUTCOMES = {"ja": {"failed": "問題", "cantTell": "人による確認"}, "en": {"failed": "failed", "cantTell": "cantTell"}}
_IMPACTS = {"critical": "重大", "serious": "大きい", "moderate": "中", "minor": "小さい"}


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The findings as CSV; a page that could not be judged has a row with its error."""
    yield "\ufeff" + _line(_HEADS[language])
    for page in report.parts:
        if page.error is not None:
            yield _line([_safe(page.url), "", "", "error", "", "", "", "", "", _safe(page.error)])
        for finding in page.findings:
            yield _line(_row(page, finding, language))


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _row(page: Report, finding: Finding, language: str) -> list[object]:
    texts = (
        page.url,
        page.title,
        page.score,
        _OUTCOMES[language][finding.outcome],
        _IMPACTS[finding.impact] if language == "ja" else finding.impact,
        finding.rule,
        " ".join(finding.criteria),
        " ".join(finding.jis),
        " ".join(finding.items),
        finding.message[language],
        finding.fix.get(language, ""),
        finding.selector,
        finding.source.line if finding.source else "",
        finding.source.column if finding.source else "",
        finding.html,
        finding.fingerprint,
        "1" if finding.known else "",
        finding.exception,
    )
    return [_safe(text) if isinstance(text, str) else text for text in texts]


def _safe(text: str) -> str:
    """Text from a page must not become a formula in a spreadsheet."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
