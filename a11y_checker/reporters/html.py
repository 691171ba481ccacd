"""One self-contained page for people: nothing is loaded from elsewhere, and it passes the checker itself."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from a11y_checker.results import Finding, Outcome, Report, RuleInfo, RuleResult, SiteReport
from a11y_checker.standards import LEVELS, all_criteria, all_items, all_profiles

MEDIA_TYPE = "text/html"
EXTENSION = "html"

_WORDS = {
    "ja": {
        "title": "アクセシビリティ点検の結果", "skip": "本文へ移動", "summary": "まとめ", "pages": "ページごとの点数",
        "details": "ページごとの問題", "score": "点数", "page": "ページ", "failed": "問題", "look": "人による確認",
        "site_score": "サイトの点数（平均）", "clean": "レベルA・AA（満たすべき水準）の問題がないページ",
        "errors": "判定できなかったページ",
        "judged_by": "判定の基準", "tools": "使ったプログラム", "worst": "点数の低いページ", "none": "なし",
        "of": "{n}ページ（全{all}ページのうち）", "not_judged": "判定できません", "why": "困る人", "fix": "直し方",
        "places": "場所", "line": "{line}行{column}桁", "known": "既知", "no_findings": "見つかった問題はありません。",
        "note": "自動の点検で分かるのは一部です。満たしているかどうかは、人による確認も必要です。",
        "human": "人が見ること", "human_intro": "自動では決められない達成基準です。ページを見て確かめてください。",
        "criterion": "達成基準", "what": "見ること", "impact": "重さ", "exception": "例外", "expired": "期限が過ぎた例外",
        "rules": "ルールごとの数", "rule": "ルール", "level": "レベル", "all": "すべて", "house": "ガイドラインだけの項目",
        "filter": "しぼりこみ", "one_page": "表で選んだページだけを見る", "sample": "ページの選び方", "new": "新しい問題",
        "trend": "前回との比較", "before": "前回", "after": "今回", "gone": "なくなった問題", "count": "問題の数",
        "site": "サイト全体", "addresses": "ページの例",
        "filter_note": "しぼりこみは、この画面の表示と印刷だけを変えます。",
    },
    "en": {
        "title": "Result of the accessibility check", "skip": "Skip to the content", "summary": "Summary",
        "pages": "Score of each page", "details": "Findings on each page", "score": "Score", "page": "Page",
        "failed": "Failures", "look": "To be looked at", "site_score": "Score of the site (mean)",
        "clean": "Pages without A and AA failures", "errors": "Pages that could not be judged",
        "judged_by": "Judged by", "tools": "Programs used", "worst": "Lowest scores", "none": "none",
        "of": "{n} of {all} pages", "not_judged": "not judged", "why": "Who is hurt", "fix": "How to mend it",
        "places": "Places", "line": "line {line}, column {column}", "known": "known", "no_findings": "Nothing was found.",
        "note": "A program finds only part of the faults; conformance also takes a person's judgement.",
        "human": "What a person looks at", "human_intro": "No program can decide these success criteria.",
        "criterion": "Success criterion", "what": "Look at", "impact": "Impact", "exception": "exception",
        "expired": "Exceptions whose time is over", "rules": "Counts by rule", "rule": "Rule", "level": "Level",
        "all": "All", "house": "Guideline only", "filter": "Filter", "one_page": "Only the page chosen in the table",
        "sample": "How the pages were chosen", "new": "New failures", "trend": "Since the former run", "before": "Before",
        "after": "Now", "gone": "Failures that are gone", "count": "Failures",
        "site": "The site as a whole", "addresses": "Some of the pages",
        "filter_note": "The filter changes only what this page shows and prints.",
    },
}  # fmt: skip
_IMPACTS = {
    "ja": {"critical": "重大", "serious": "大きい", "moderate": "中くらい", "minor": "小さい"},
    "en": {"critical": "critical", "serious": "serious", "moderate": "moderate", "minor": "minor"},
}
_STYLE = """
:root { color-scheme: light dark; --text: #1b2428; --back: #fff; --line: #5c6b73; --soft: #f1f5f7; --link: #0b4884;
  --bad: #8a1020; }
@media (prefers-color-scheme: dark) { :root { --text: #f2f6f8; --back: #12181b; --line: #9fb0b8; --soft: #1d272c;
  --link: #a9d4ff; --bad: #ffb3bb; } }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; color: var(--text); background: var(--back);
  font: 1.125rem/1.7 "BIZ UDPGothic", "Hiragino Sans", "Yu Gothic", sans-serif; }
a { color: var(--link); } a:focus { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; top: -4rem; } .skip:focus { top: .5rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; } caption { text-align: left; font-weight: 700; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; overflow-wrap: anywhere; }
th { background: var(--soft); } td.n { text-align: right; white-space: nowrap; }
dt { font-weight: 700; } dd { margin: 0 0 .6rem; }
section.page { border-top: 2px solid var(--line); margin-top: 2rem; } section.rule { margin: 1rem 0 1rem 1rem; }
samp, code { font-family: inherit; overflow-wrap: anywhere; }
code { display: block; background: var(--soft); padding: .3rem .5rem; font-family: monospace; font-size: 1rem; }
.bad { color: var(--bad); font-weight: 700; }
fieldset { border: 1px solid var(--line); margin: 1rem 0; min-inline-size: 0; } fieldset p { margin: .4rem 0; }
select, input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); padding: .2rem;
  max-width: 100%; }
select:focus, input:focus { outline: 3px solid var(--link); outline-offset: 2px; }
label { display: inline-block; min-width: 7rem; } .check label { min-width: 0; }
input[type=checkbox] { width: 1.5rem; height: 1.5rem; vertical-align: middle; }
main:has(#one-page:checked):has(section.page:target) section.page:not(:target) { display: none; }
@media print { body { font-size: 11pt; max-width: none; color: #000; background: #fff; } .skip, fieldset { display: none; }
  section.rule, tr, li { break-inside: avoid; } h2, h3, h4 { break-after: avoid; } a { color: inherit; } }
"""


@dataclass(slots=True)
class _Tally:
    """What one walk over all pages gives for the tables on top."""

    rules: dict[str, RuleInfo] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    look: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    undecided: set[str] = field(default_factory=set)
    order: dict[str, int] = field(default_factory=dict)


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The run as an HTML page, piece by piece."""
    words = _WORDS[language]
    tally = _count(report)
    yield (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{words["title"]}</title>'
        f"<style>{_STYLE}{_filter_style(tally)}</style></head>\n<body>\n"
        f'<p class="skip-line"><a class="skip" href="#main">{words["skip"]}</a></p>\n'
        f'<main id="main" tabindex="-1"><h1>{words["title"]}</h1>\n'
    )
    for part in (
        _summary(report, tally, language),
        _trend(report, language),
        _rule_table(tally, language),
        _page_table(report, words),
        [f"<h2>{words['details']}</h2>"],
        _filter(tally, language),
        _site(report, language),
        _details(report, language),
        _human(tally, language),
    ):
        for line in part:
            yield line + "\n"
    yield "</main>\n</body>\n</html>\n"


def _count(report: SiteReport) -> _Tally:
    tally = _Tally()
    worst = {page.url for page in report.worst}
    for number, page in enumerate(report.parts, 0 if report.site else 1):
        if number and page.url in worst:
            tally.order[page.url] = number
        tally.undecided |= {n for n, outcome in page.criteria.items() if outcome is Outcome.CANT_TELL}
        for result in page.results:
            if result.findings:
                tally.rules[result.rule.id] = result.rule
                tally.pages[result.rule.id] += 1
                tally.failed[result.rule.id] += result.failed
                tally.look[result.rule.id] += result.cant_tell
    return tally


def _level(criteria: Iterable[str]) -> str:
    """The level of a rule: that of its lowest criterion; "house" without one."""
    levels = {all_criteria()[number].level for number in criteria}
    return next((level for level in LEVELS if level in levels), "house")


def _filter_style(tally: _Tally) -> str:
    """One line per choice: what it hides. Works without a script."""
    lines = []
    for kind, values in (("rule", tally.rules), ("level", (*LEVELS, "house"))):
        for value in values:
            chosen = f'main:has(#{kind} option[value="{value}"]:checked)'
            lines.append(f'{chosen} section.rule:not([data-{kind}="{value}"]) {{ display: none; }}')
            lines.append(f'{chosen} section.page:not(:has([data-{kind}="{value}"])) {{ display: none; }}')
    return "\n".join(lines) + "\n"


def _filter(tally: _Tally, language: str) -> Iterator[str]:
    words = _WORDS[language]
    if not tally.rules:
        return
    levels = {level: level for level in LEVELS} | {"house": words["house"]}
    rules = {rule.id: rule.name[language] for rule in tally.rules.values()}
    yield f"<fieldset><legend>{words['filter']}</legend><p>{words['filter_note']}</p>"
    for kind, choices in (("level", levels), ("rule", rules)):
        yield f'<p><label for="{kind}">{words[kind]}</label> <select id="{kind}"><option value="">{words["all"]}</option>'
        for value, name in choices.items():
            yield f'<option value="{value}">{escape(name)}</option>'
        yield "</select></p>"
    yield f'<p class="check"><input type="checkbox" id="one-page"> <label for="one-page">{words["one_page"]}</label></p>'
    yield "</fieldset>"


def _summary(report: SiteReport, tally: _Tally, language: str) -> Iterable[str]:
    words = _WORDS[language]
    errors = report.error_count
    judged = len(report.pages) - errors
    clean = round((report.share_clean or 0) * judged)
    engines = ", ".join(f"{name} {version}" for name, version in report.engines.items())
    rows = {
        words["site_score"]: words["none"] if report.score is None else str(report.score),
        words["clean"]: words["of"].format(n=clean, all=judged),
        words["errors"]: str(errors),
        words["judged_by"]: f"{all_profiles()[report.profile].name[language]}, {report.level}",
        words["tools"]: f"a11y-checker{', ' if engines else ''}{engines}",
    }
    if report.sample:
        rows[words["sample"]] = ", ".join(f"{name}: {value}" for name, value in report.sample.items())
    yield f"<h2>{words['summary']}</h2><p>{words['note']}</p><dl>"
    for name, value in rows.items():
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"
    if report.expired:
        items = "".join(f"<li><samp>{escape(line)}</samp></li>" for line in report.expired)
        yield f'<h3 class="bad">{words["expired"]}</h3><ul>{items}</ul>'
    if report.worst:
        yield f"<h3>{words['worst']}</h3><ol>"
        for page in report.worst:
            yield f"<li>{page.score}: {_link(page, tally.order[page.url])}</li>"
        yield "</ol>"


def _trend(report: SiteReport, language: str) -> Iterator[str]:
    """What changed since the former run."""
    words, trend = _WORDS[language], report.trend
    if not trend:
        return
    rows = {
        words["site_score"]: (trend["before"], trend["after"]),
        **{f"{words['count']}: {rule}": pair for rule, pair in trend["rules"].items()},
    }
    yield f"<h2>{words['trend']}</h2><dl><dt>{words['new']}</dt><dd>{trend['new']}</dd>"
    yield f"<dt>{words['gone']}</dt><dd>{trend['gone']}</dd></dl>"
    yield _head_row(words["trend"], ("", words["before"], words["after"]))
    for name, (before, after) in rows.items():
        cells = "".join(f'<td class="n">{words["none"] if value is None else value}</td>' for value in (before, after))
        yield f'<tr><th scope="row"><samp>{escape(name)}</samp></th>{cells}</tr>'
    yield "</tbody></table>"


def _head_row(caption: str, names: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' if name else "<td></td>" for name in names)
    return f"<table><caption>{caption}</caption><thead><tr>{cells}</tr></thead><tbody>"


def _rule_table(tally: _Tally, language: str) -> Iterator[str]:
    """Which rules found how much: what to mend first."""
    words = _WORDS[language]
    if not tally.rules:
        return
    yield f"<h2>{words['rules']}</h2>"
    yield _head_row(words["rules"], (words["rule"], words["level"], words["failed"], words["look"], words["page"]))
    for rule in sorted(tally.rules.values(), key=lambda rule: (-tally.failed[rule.id], -tally.look[rule.id], rule.id)):
        level = _level(rule.criteria)
        yield f'<tr><th scope="row">{escape(rule.name[language])}</th><td>{words.get(level, level)}</td>'
        counts = (tally.failed[rule.id], tally.look[rule.id], tally.pages[rule.id])
        yield "".join(f'<td class="n">{count}</td>' for count in counts) + "</tr>"
    yield "</tbody></table>"


def _link(page: Report, number: int) -> str:
    name = f"{page.title} ({page.url})" if page.title else page.url
    return f'<a href="#page-{number}"><samp>{escape(name)}</samp></a>'


def _page_table(report: SiteReport, words: dict[str, str]) -> Iterable[str]:
    yield f"<h2>{words['pages']}</h2>"
    yield _head_row(words["pages"], (words[name] for name in ("page", "score", "failed", "look")))
    for number, page in enumerate(report.pages, 1):
        failed = len(page.failed_findings)
        look = len(page.findings) - failed
        score = words["not_judged"] if page.score is None else str(page.score)
        yield f'<tr><th scope="row">{_link(page, number)}</th><td class="n">{score}</td>'
        yield f'<td class="n">{failed}</td><td class="n">{look}</td></tr>'
    yield "</tbody></table>"


def _site(report: SiteReport, language: str) -> Iterable[str]:
    """What is wrong with the site as a whole, before its pages."""
    if not report.site:
        return
    part = report.site_part
    yield f'<section class="page" id="page-0" aria-labelledby="name-0"><h3 id="name-0">{_WORDS[language]["site"]}</h3>'
    for result in part.results:
        yield from _rule(result, list(result.findings), language)
    yield "</section>"


def _details(report: SiteReport, language: str) -> Iterable[str]:
    words = _WORDS[language]
    for number, page in enumerate(report.pages, 1):
        name = escape(f"{page.title} {page.url}".strip())
        yield f'<section class="page" id="page-{number}" aria-labelledby="name-{number}">'
        yield f'<h3 id="name-{number}"><samp>{name}</samp></h3>'
        if page.error is not None:
            yield f'<p class="bad">{words["not_judged"]}: <samp>{escape(page.error)}</samp></p>'
        elif not page.findings:
            yield f"<p>{words['no_findings']}</p>"
        results = {result.rule.id: result for result in page.results}
        for (rule_id, _), group in groupby(page.findings, key=lambda f: (f.rule, f.outcome)):
            yield from _rule(results[rule_id], list(group), language)
        yield "</section>"


def _rule(result: RuleResult, findings: list[Finding], language: str) -> Iterable[str]:
    words, first = _WORDS[language], findings[0]
    kind = words["failed"] if first.outcome is Outcome.FAILED else words["look"]
    names = [f"{n} {all_criteria()[n].name[language]}" for n in first.criteria]
    names += [f"{item} {all_items()[item].name[language]}" for item in first.items]
    yield f'<section class="rule" data-rule="{first.rule}" data-level="{_level(result.rule.criteria)}">'
    yield f"<h4>{kind}: {escape(result.rule.name[language])}</h4>"
    impact = f"{words['impact']}: {_IMPACTS[language][first.impact]}"
    yield f"<p>{impact}. {escape(' / '.join(names))} (<samp>{first.rule}</samp>)</p>"
    if result.rule.why:
        yield f"<p>{words['why']}: {escape(result.rule.why[language])}</p>"
    yield "<ul>"
    for finding in findings:
        yield f"<li>{_finding(finding, language)}</li>"
    yield "</ul></section>"


def _finding(finding: Finding, language: str) -> str:
    words = _WORDS[language]
    parts = [f"<p><samp>{escape(finding.message[language])}</samp>"]
    if finding.known:
        parts.append(f" [{words['known']}]")
    if finding.exception:
        parts.append(f" [{words['exception']}: <samp>{escape(finding.exception)}</samp>]")
    parts.append("</p>")
    if finding.fix:
        parts.append(f"<p>{words['fix']}: <samp>{escape(finding.fix[language])}</samp></p>")
    if not finding.selector:
        links = "".join(f"<li><samp>{escape(url)}</samp></li>" for url in finding.html.split("\n"))
        return "".join([*parts, f"<p>{words['addresses']}:</p><ul>{links}</ul>"])
    place = finding.source
    at = words["line"].format(line=place.line, column=place.column) + ", " if place else ""
    parts.append(f"<p>{words['places']}: {at}<samp>{escape(finding.selector)}</samp></p>")
    parts.append(f"<code>{escape(finding.html)}</code>")
    return "".join(parts)


def _human(tally: _Tally, language: str) -> Iterable[str]:
    """The criteria that a person has to look at, with what to look at."""
    words = _WORDS[language]
    open_ones = [c for n, c in all_criteria().items() if c.human[language] and n in tally.undecided]
    if not open_ones:
        return
    yield f"<h2>{words['human']}</h2><p>{words['human_intro']}</p>"
    yield _head_row(words["human"], (words["criterion"], words["what"]))
    for criterion in open_ones:
        name = f"{criterion.number} {escape(criterion.name[language])} ({criterion.level})"
        yield f'<tr><th scope="row">{name}</th><td>{escape(criterion.human[language])}</td></tr>'
    yield "</tbody></table>"
