"""Plain text for people at a terminal: findings page by page, then the score table."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from a11y_checker.dom import squeeze
from a11y_checker.results import Finding, Outcome, Report, RuleResult, SiteReport

MEDIA_TYPE = "text/plain"
EXTENSION = "txt"

# Our choice: more places of one rule on one page fill the screen and teach nothing new.
PLACES_SHOWN = 5

_WORDS = {
    "ja": {
        "failed": "問題", "look": "人による確認が必要", "fix": "直し方", "more": "ほか{n}か所", "known": "既知",
        "exception": "例外", "expired": "期限が過ぎた例外", "sample": "抽出", "trend": "前回との比較",
        "changes": "点数 {before} → {after}、新しい問題 {new}、なくなった問題 {gone}",
        "score": "点数", "page": "ページ", "table": "点数の表", "none": "なし", "error": "判定できません",
        "mean": "サイトの点数（平均）", "clean": "A・AA の問題がないページ", "worst": "点数の低いページ",
        "errors": "判定できなかったページ", "site": "サイト全体の問題", "gone": "なくなった既知の問題", "skipped": "見なかったアドレス",
        "of": "{n} ／ {all} ページ（{share} %）", "no_pages": "ページがありません。", "seconds": "時間",
        "nobody": "自動の点検で分かるのは一部です。満たしているかどうかは人による確認も要ります。",
    },
    "en": {
        "failed": "failed", "look": "a person has to look", "fix": "mend", "more": "{n} more", "known": "known",
        "exception": "exception", "expired": "Exceptions whose time is over", "sample": "Sample",
        "trend": "Since the former run", "changes": "score {before} → {after}, new failures {new}, gone failures {gone}",
        "score": "score", "page": "page", "table": "Scores", "none": "none", "error": "not judged",
        "mean": "Score of the site (mean)", "clean": "Pages without A and AA failures", "worst": "Lowest scores",
        "site": "The site as a whole",
        "errors": "Pages not judged", "gone": "Known failures that are gone", "skipped": "Addresses not visited",
        "of": "{n} of {all} pages ({share} %)", "no_pages": "There are no pages.", "seconds": "time",
        "nobody": "A program finds only part of the faults; conformance also takes a person's judgement.",
    },
}  # fmt: skip
_IMPACTS = {
    "ja": {"critical": "重大", "serious": "大", "moderate": "中", "minor": "小"},
    "en": {"critical": "critical", "serious": "serious", "moderate": "moderate", "minor": "minor"},
}


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The run as text, line by line."""
    words = _WORDS[language]
    if not report.pages:
        yield words["no_pages"] + "\n"
        return
    for page in report.parts:
        if page.error is not None or page.findings:
            yield "\n".join(_page(page, language)) + "\n"
    for line in _table(report, words):
        yield line + "\n"
    yield "\n".join(_summary(report, words, language)) + "\n"


def _page(page: Report, language: str) -> list[str]:
    words = _WORDS[language]
    lines = [f"{page.url}  {page.title}".rstrip()]
    if page.error is not None:
        return [*lines, f"  {words['error']}: {page.error}", ""]
    results = {result.rule.id: result for result in page.results}
    for rule_id, group in groupby(page.findings, key=lambda f: (f.rule, f.outcome)):
        lines += _rule(results[rule_id[0]], list(group), language)
    return [*lines, ""]


def _rule(result: RuleResult, findings: list[Finding], language: str) -> list[str]:
    words, first = _WORDS[language], findings[0]
    is_failed = first.outcome is Outcome.FAILED
    kind = f"{words['failed']}・{_IMPACTS[language][first.impact]}" if is_failed else words["look"]
    marks = " ".join((*first.criteria, *first.items))
    lines = [f"  [{kind}] {result.rule.name[language]} — {result.rule.id} ({marks})"]
    for finding in findings[:PLACES_SHOWN]:
        at = f"{finding.source.line}:{finding.source.column} " if finding.source else ""
        known = f" [{words['known']}]" if finding.known else ""
        known += f" [{words['exception']}: {finding.exception}]" if finding.exception else ""
        lines += [f"    ・{finding.message[language]}{known}"]
        lines += [f"      {at}{finding.selector}"] if finding.selector else []
        lines.append(f"      {squeeze(finding.html)[:110]}")
    if len(findings) > PLACES_SHOWN:
        lines.append("    " + words["more"].format(n=len(findings) - PLACES_SHOWN))
    if first.fix:
        lines.append(f"    {words['fix']}: {first.fix[language]}")
    return lines


def _table(report: SiteReport, words: dict[str, str]) -> Iterator[str]:
    yield words["table"]
    yield f"{_pad(words['score'], 6)}{_pad(words['failed'], 8)}{_pad(words['look'], 20)}{words['page']}"
    yield "-" * 76
    for page in report.pages:
        score = "–" if page.score is None else str(page.score)
        failed = len(page.failed_findings)
        look = len(page.findings) - failed
        yield f"{_pad(score, 6)}{_pad(str(failed), 8)}{_pad(str(look), 20)}{page.url}"
    yield ""


def _summary(report: SiteReport, words: dict[str, str], language: str) -> list[str]:
    lines = [f"{words['mean']}: {words['none'] if report.score is None else report.score}"]
    judged = len(report.pages) - report.error_count
    if report.share_clean is not None:
        clean = round(report.share_clean * judged)
        lines.append(f"{words['clean']}: " + words["of"].format(n=clean, all=judged, share=round(100 * clean / judged)))
    lines.append(f"{words['errors']}: {report.error_count}")
    if report.worst:
        lines.append(f"{words['worst']}:")
        lines += [f"  {_pad(str(page.score), 4)}{page.url}" for page in report.worst]
    if report.site:
        lines.append(f"{words['site']}: {len(report.site)}")
    if report.gone:
        lines.append(f"{words['gone']}: {len(report.gone)}")
        lines += [f"  {line}" for line in report.gone.values()]
    if report.skipped:
        lines.append(f"{words['skipped']}: " + ", ".join(f"{why} {n}" for why, n in sorted(report.skipped.items())))
    if report.expired:
        lines += [f"{words['expired']}:", *(f"  {line}" for line in report.expired)]
    if report.sample:
        lines.append(f"{words['sample']}: " + ", ".join(f"{name} {value}" for name, value in report.sample.items()))
    if report.trend:
        lines.append(f"{words['trend']}: " + words["changes"].format_map(report.trend))
    engines = ", ".join(f"{name} {version}" for name, version in report.engines.items())
    lines.append(f"{words['seconds']}: {report.seconds:.1f} s  {report.profile} {report.level}  {engines}".rstrip())
    return [*lines, words["nobody"]]


def _pad(text: str, width: int) -> str:
    """Text padded to a width in columns, where a Japanese character takes two."""
    columns = sum(2 if unicodedata.east_asian_width(c) in "FWA" else 1 for c in text)
    return text + " " * max(1, width - columns)
