"""Rules that operate the page, each on small pages in one browser."""

from collections.abc import Callable, Iterator

import pytest

from a11y_checker import Checker, Outcome, Report, Settings, check_html
from a11y_checker.deep_rules import all_deep_rules
from a11y_checker.results import IMPACTS

pytestmark = pytest.mark.browser

PAGE = '<!DOCTYPE html><html lang="ja"><title>図書館 | みどり市</title><meta name="viewport" content="width=device-width">{}'
LINKS = '<p><a href="#a">本を探す</a> <a href="#b">本を予約する</a> <button>おわり</button></p>'
NO_RING = "<style>:focus-visible { outline: none } .x { color: #000; background: #fff }</style>"
TIP = "<style>.tip { display: none } .has:hover .tip { display: inline-block } %s</style>"
HINT = '<p><button class="has">会員番号 <span class="tip">カードの裏の六けたの数字です</span></button></p>'
LONG = "図書館の利用カードは、はじめての方にその場でお作りします。"

CASES = {
    "focus-visible": {
        "passed ring": LINKS,
        "passed background of the parent": f"{NO_RING}<style>p:focus-within {{ background: #ffe }}</style>{LINKS}",
        "passed text field": f"{NO_RING}<label>名前 <input></label>",
        "passed sign made by a script": f"{NO_RING}{LINKS}<script>document.querySelectorAll('a, button').forEach((e) =>"
        " { e.onfocus = () => e.classList.add('on'); e.onblur = () => e.classList.remove('on') })</script>"
        "<style>.on { font-weight: bold }</style>",
        "failed nothing changes": f"{NO_RING}{LINKS}",
        "failed one link alone": "<style>a:focus-visible { outline: none; } </style><p><a href='#a'>本</a></p>",
        "failed ring in the colour of the ground": "<style>:focus-visible { outline: 3px solid #fff }</style>" + LINKS,
        "inapplicable nothing to reach": "<p>本</p>",
    },
    "keyboard-escape": {
        "passed through": LINKS,
        "passed date with its parts": '<label>日 <input type="date"></label><a href="#a">次へ</a>',
        "passed moved by a script": f"{LINKS}<script>onkeydown = (e) => {{ if (e.key === 'Tab') {{ e.preventDefault();"
        " const all = [...document.querySelectorAll('a, button')];"
        " all[(all.indexOf(document.activeElement) + 1) % all.length].focus() } }</script>",
        "failed held": f"{LINKS}<script>document.querySelector('button').onkeydown = (e) => e.preventDefault()</script>",
        "failed taken back": f"{LINKS}<script>const b = document.querySelectorAll('a')[1];"
        " b.onblur = () => setTimeout(() => b.focus())</script>",
        "cantTell only Escape leads out": f"{LINKS}<script>document.querySelector('button').onkeydown = (e) => {{"
        " if (e.key === 'Escape') document.querySelector('a').focus(); e.preventDefault() }</script>",
        "inapplicable one stop": "<p><a href='#a'>本</a></p>",
    },
    "hover-content": {
        "cantTell stays with Escape": TIP % "" + HINT,
        "passed Escape sends it away": TIP % ".gone .tip { display: none !important }"
        + HINT
        + "<script>onkeydown = (e) => { if (e.key === 'Escape') document.body.className = 'gone' }</script>",
        "failed gap between": TIP
        % ".tip { position: absolute; top: 200px } .has:has(.tip:hover) .tip { display: none }"
        + "<style>.tip { pointer-events: none }</style>"
        + HINT,
        "inapplicable nothing comes up": LINKS,
    },
    "reflow": {
        "passed wraps": f"<p>{LONG}</p>",
        "passed wide table scrolls": "<table><caption>開館</caption><tr>" + f"<th>{LONG}</th>" * 6 + "</tr></table>",
        "passed box that scrolls by itself": '<div style="overflow-x: auto"><p style="width: 900px">本</p></div>',
        "failed fixed width": f'<main style="width: 900px"><p>{LONG}</p></main>',
        "failed does not wrap": f'<p style="white-space: nowrap">{LONG * 2}</p>',
    },
    "text-spacing": {
        "passed grows": f"<p>{LONG}</p>",
        "passed cut from the start": f'<p style="height: 1em; overflow: hidden; width: 12em">{LONG}</p>',
        "failed height is fixed": f'<p style="height: 3em; overflow: hidden; width: 15em">{LONG}</p>',
        "failed one line is fixed": '<p style="overflow: hidden; white-space: nowrap; width: 6.2em">図書館の案内</p>',
    },
    "text-zoom": {
        "passed grows": f"<p>{LONG * 4}</p>",
        "failed height is fixed": f'<p style="height: 2.6em; overflow: hidden">{LONG * 3}</p>',
        "failed goes out of a box": f'<div style="overflow: hidden"><p style="white-space: nowrap">{LONG * 2}</p></div>',
    },
}


@pytest.fixture(scope="module")
def judge() -> Iterator[Callable[[str, str], Report]]:
    """The report of one deep rule on a page's body."""
    with Checker(Settings(profile="wcag-22", level="AAA", deep=True, axe=False)) as checker:
        every = checker.rules

        def run(rule: str, body: str) -> Report:
            checker.rules = tuple(r for r in every if r.id == rule)
            return checker.check_html(PAGE.format(body), browser=True)

        yield run


@pytest.mark.parametrize(
    ("rule", "name"), [pytest.param(rule, name, id=f"{rule}: {name}") for rule in CASES for name in CASES[rule]]
)
def test_example(judge: Callable[[str, str], Report], rule: str, name: str) -> None:
    report = judge(rule, CASES[rule][name])

    assert report.error is None
    assert report.outcomes[rule] == name.split()[0], [finding.message["en"] for finding in report.findings]


def test_every_rule_has_examples() -> None:
    kinds = {rule: {name.split()[0] for name in cases} for rule, cases in CASES.items()}

    assert set(kinds) == {rule.id for rule in all_deep_rules()}
    assert all({"passed", "failed"} <= found for found in kinds.values())


def test_they_are_run_only_when_asked_for() -> None:
    deep = {rule.id for rule in all_deep_rules()}

    assert not deep & {rule.id for rule in Checker(Settings(level="AAA")).rules}
    assert deep <= {rule.id for rule in Checker(Settings(level="AAA", profile="wcag-22", deep=True)).rules}
    assert not deep & check_html(PAGE.format(LINKS), settings=Settings(deep=True)).outcomes.keys()


def test_page_is_as_before_afterwards(judge: Callable[[str, str], Report]) -> None:
    with Checker(Settings(profile="wcag-22", level="AA", deep=True)) as checker:
        report = checker.check_html(PAGE.format(f"<main>{LINKS}<p>{LONG}</p></main>"), browser=True)

    assert [finding.rule for finding in report.failed_findings] == []
    assert report.timing_ms["deep"] > 0
    assert {report.outcomes[rule] for rule in ("focus-visible", "reflow", "text-spacing", "text-zoom")} == {
        Outcome.PASSED
    }


@pytest.mark.parametrize(
    ("operating", "looking", "body"),
    [
        ("text-zoom", "text-cut", f'<p style="height: 2.6em; overflow: hidden">{LONG * 3}</p>'),
        ("keyboard-escape", "keyboard-trap", f'{LINKS}<p><a href="#c" onblur="this.focus()">本を返す</a></p>'),
    ],
)
def test_what_a_look_tells_is_not_told_twice(operating: str, looking: str, body: str) -> None:
    with Checker(Settings(profile="wcag-22", level="AAA", deep=True, axe=False, only=(operating, looking))) as checker:
        report = checker.check_html(PAGE.format(body), browser=True)

    assert [finding.rule for finding in report.findings] == [looking]


def test_words_are_complete() -> None:
    for rule in all_deep_rules():
        assert rule.impact in IMPACTS
        assert rule.why
        assert all(rule.fixes.get(key) or rule.fixes.get("") for key in rule.messages)
