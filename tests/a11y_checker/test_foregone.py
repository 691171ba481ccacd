"""What is foregone about axe-core's rules is what axe-core says, and axe is asked where it is not."""

import json
from collections.abc import Iterator

import pytest

from a11y_checker import axe, foregone
from a11y_checker.browser import Browser
from a11y_checker.config import View
from a11y_checker.page import Page, from_snapshot

PLAIN = """<!DOCTYPE html><html lang=ja><head><title>図書館</title></head><body>
<a href="#main">本文へ</a><header><p>みどり市</p><nav aria-label="おもな案内"><ul><li><a href="/">初め</a></li></ul></nav>
<form role=search><label for=q>探す言葉</label> <input id=q name=q title="言葉"><button aria-expanded=false>探す</button></form></header>
<main id=main><h1>図書館</h1><p>くわしくは<a href="/b">案内</a>をご覧ください。</p><p><a href="/c">一つだけ</a></p>
<p>前<a href="/d">長い長い長い長い長い長い名前の案内</a></p><p lang=en>Hello <a href="/e">there</a> and good bye</p>
<dl><dt>時</dt><dd>10時</dd></dl><dl><div><dt>所</dt><dd>本館</dd></div></dl><ol><li>一</li></ol>
<details><summary>開く</summary><p>中</p></details><img src="data:," alt="入口の写真"><img src="data:," alt="">
<table><caption>数</caption><tr><th scope=col>月</th><td>1</td></tr></table><span aria-hidden=true>→</span>
<div role=status aria-live=polite></div><section aria-labelledby=s><h2 id=s>お知らせ</h2></section><aside>問合せ</aside>
<label><input type=checkbox> 同意</label><select aria-label="月"><option>1</option></select><hr><button tabindex=0>押す</button>
<input type=radio aria-label="はい"><template><p>x</p></template></main><footer><p>電話</p></footer></body></html>"""

# Each has something that a function has to leave to axe, or to see as it is.
DOUBTFUL = {
    "roles": "<main><h1>x</h1><div role=nonsense>a</div><div role=' '>b</div><div role=tablist>"
    "<div role=tab></div></div></main>",
    "attributes": "<main><h1>x</h1><p aria-foo=1 aria-live=loud aria-labelledby=none>a</p><a href=/x role=button"
    " aria-pressed=x>b</a></main>",
    "lists": "<h1>x</h1><ul><p>a</p></ul><li>b</li><dl><p>c</p></dl><dt>d</dt><ul></ul><ul><li role=none>e</li></ul>",
    "landmarks": "<header>a</header><header>b</header><main>c</main><main>d</main><nav>e</nav><nav>f</nav><div role=main>g</div>",
    "sections": "<article><header>a</header><aside>b</aside></article><section title=x>c</section><form title=y>d</form>"
    "<div role=region>e</div>",
    "headers": "<article><header>a</header></article><header>b</header><footer>c</footer><section><footer>d</footer></section>",
    "links": "<p>長い文の中の<a href=/x style='text-decoration:none'>案内</a>です。</p><p>二<br><a href=/y>三</a>四五六</p>"
    "<style>p{}</style>"
    "<a href=/z>文</a>の中の案内です。",
    "fields": "<label for=a>a</label><label for=a>b</label><input id=a><input title=c><input autocomplete=foo><input id=a tabindex=3>",
    "parts": "<button>a<a href=/>b</a></button><a href=/><img src='data:,' alt=図>図</a><p lang=xx>c</p>"
    "<details><summary></summary></details>"
    "<table summary=x><caption>x</caption><tr><td>1</td></tr></table><div aria-hidden=true><a href=/>d</a></div><video></video>",
    "skip": "<a href='#m' style='position:absolute;left:-999px'>本文へ</a><h1 id=m>x</h1>",
    "hidden": "<div hidden><ul><p>a</p></ul></div><div style='visibility:hidden'><ul><li>b</li></ul><img src='data:,' alt=c></div>",
    "inert": "<div inert><ul><li>a</li></ul></div><object><img src='data:,' alt=b></object>",
    "bare": "x",
    "decoration": "<h1>x</h1><img src='data:,' alt='' tabindex=0><img src='data:,' alt='' aria-label=b>",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


def both(html: str, browser: Browser) -> tuple[Page, dict[str, list[list[int]] | None], dict[str, list[list[int]]]]:
    """The page, what is foregone, and what axe says: per rule the numbers of the elements that fail, that it cannot tell, that pass."""
    rules = [rule.id for rule in axe.axe_rules()]
    with browser.open_html(html, View()) as opened:
        document = opened.documents()[0]
        page = from_snapshot(document.data)
        document.evaluate(f"() => {{ {axe.script()} }}")
        said = json.loads(document.evaluate(axe._RUN, rules))
    numbers = {element: number for number, element in enumerate(page.elements)}
    ours: dict[str, list[list[int]] | None] = {}
    for rule in rules:
        found = foregone.verdicts(rule, page)
        ours[rule] = None if found is None else [
            sorted(numbers[e] for e, v in found if v.key), [], sorted(numbers[e] for e, v in found if not v.key)
        ]  # fmt: skip
    nothing: dict[str, list[int]] = {"failed": [], "cantTell": [], "passed": []}
    kinds = ("failed", "cantTell", "passed")
    return page, ours, {rule: [sorted(said.get(rule, nothing)[kind]) for kind in kinds] for rule in rules}


@pytest.mark.browser
def test_a_plain_page_needs_no_axe(browser: Browser) -> None:
    _, ours, said = both(PLAIN, browser)

    known = {rule: found for rule, found in ours.items() if found is not None}
    assert known == {rule: said[rule] for rule in known}
    assert set(foregone.FOREGONE) - {"autocomplete-valid", *known} == set()


@pytest.mark.browser
@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_foregone_is_what_axe_says(name: str, browser: Browser) -> None:
    html = f"<!DOCTYPE html><html lang=ja><head><title>図書館</title></head><body>{DOUBTFUL[name]}</body></html>"

    _, ours, said = both(html, browser)

    known = {rule: found for rule, found in ours.items() if found is not None}
    assert known == {rule: said[rule] for rule in known}


@pytest.mark.browser
def test_axe_is_not_brought_to_a_page_without_doubt(browser: Browser) -> None:
    class Silent:
        def evaluate(self, script: str, argument: object = None) -> object:
            raise AssertionError("The page was asked.")

    rules = [rule for rule in axe.axe_rules() if rule.id in foregone.FOREGONE]
    page, _, _ = both(PLAIN, browser)

    found = axe.run(Silent(), page, rules)

    assert set(found) == {rule.id for rule in rules}
    assert [verdict.key for verdicts in found.values() for _, verdict in verdicts if verdict.key] == []
