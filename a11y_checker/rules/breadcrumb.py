"""The page tells where in the site it is."""

import re
from urllib.parse import urlsplit

from a11y_checker.dom import Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_NAMES = re.compile(
    r"bread-?_?crumb|topic-?_?path|pankuzu|crumbs|パンくず|パン屑|現在地|現在位置|現在のページ|位置情報", re.I
)
# トップ > くらし > ごみ, however the mark is written.
_PATH = re.compile(r"^(?:現在(?:地|位置|のページ)\s?[:：]?\s?)?\S{1,15}\s?[>＞›»→/／]\s?\S+")
_MOST_CHARS = 200
# The first page in another language: /en/, /pt-br/.
_FIRST_OF_A_LANGUAGE = re.compile(r"/[a-z]{2}(?:-[a-z]{2,8})?/", re.I)


def applicability(page: Page) -> list[Element]:
    """The document, when it is a page of a site other than the first."""
    return [page.root] if _is_page_of_a_site(page) else []


def _is_page_of_a_site(page: Page) -> bool:
    """Whether it is a page below the first one, with a heading, navigation, and a header or footer."""
    path = urlsplit(page.url).path
    is_first = path.rpartition("/")[2].partition(".")[0] in ("", "index", "default", "top") and path.count("/") < 2
    is_first = is_first or bool(_FIRST_OF_A_LANGUAGE.fullmatch(path))
    parts = ("h1", "nav, [role=navigation]", "footer, header, [role=contentinfo], [role=banner]")
    return page.root.tag == "html" and not is_first and all(page.exposed(part) for part in parts)


def expectation(root: Element, page: Page) -> Verdict:
    """Fail a page without a breadcrumb: by name, by structured data, or by looks."""
    marked = page.exposed("nav, ol, ul, div, p, [role=navigation], section")
    named = (" ".join(e.get(name) or "" for name in ("class", "id", "aria-label", "itemtype")) for e in marked)
    if any(_NAMES.search(name) for name in named):
        return passed()
    texts = (raw_text(e) for e in page.exposed("p, ul, ol, nav, div") if next(e.iter("a"), None) is not None)
    if any(len(text) <= _MOST_CHARS and (_PATH.match(text) or _NAMES.match(text)) for text in texts):
        return passed()
    return failed("missing")


RULE = Rule(
    id="breadcrumb",
    name={
        "ja": "サイトの中の現在地（パンくずリスト）が分かる",
        "en": "A breadcrumb tells where in the site the page is",
    },
    criteria=(),
    impact="minor",
    items=("G50",),
    house=True,
    in_frames=False,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "検索などから直接来た人が、サイトのどこにいるのか分からず、近くの情報へ進めません。",
        "en": "People who come from a search do not know where in the site they are, nor how to get to what is near.",
    },
    messages={
        "missing": {
            "ja": "パンくずリスト（今いるページまでの道のりを示すリンクの並び）がありません。",
            "en": "There is no breadcrumb, the row of links that shows the way to this page.",
        },
    },
    fixes={
        "": {
            "ja": "ページの初めに置いてください。"
            '例: <nav aria-label="パンくずリスト"><ol><li><a href="/">トップ</a></li><li>ごみの出し方</li></ol></nav>',
            "en": 'Put it at the beginning: <nav aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li>Waste</li></ol></nav>',
        },
    },
    source="Municipal guideline item G50; WCAG 2.2, technique G65",
)
