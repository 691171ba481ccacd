"""A page can be found in more than one way."""

import re
from urllib.parse import urlsplit

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_WAYS = re.compile(
    r"サイトマップ|サイト内?(?:を)?検索|検索|さがす|探す|五十音|索引|全ページ|ページの?一覧|site ?map|search|index a",
    re.I,
)
_FIELDS = "[role=search], search, input[type=search], form[action*=search], form[action*=google], form[id*=search], form[class*=search]"


def applicability(page: Page) -> list[Element]:
    """The document, when it is a page of a site other than the first."""
    return [page.root] if _is_page_of_a_site(page) else []


def _is_page_of_a_site(page: Page) -> bool:
    """Whether it is a page below the first one, with a heading, navigation, and a header or footer."""
    path = urlsplit(page.url).path
    is_first = path.rpartition("/")[2].partition(".")[0] in ("", "index", "default", "top") and path.count("/") < 2
    parts = ("h1", "nav, [role=navigation]", "footer, header, [role=contentinfo], [role=banner]")
    return page.root.tag == "html" and not is_first and all(page.exposed(part) for part in parts)


def expectation(root: Element, page: Page) -> Verdict:
    """Fail a page from which neither a site map nor a search can be reached."""
    if page.exposed(_FIELDS):
        return passed()
    names = (accessible_name(e, page) for e in page.exposed("a[href], button, input, [role=button]"))
    return passed() if any(_WAYS.search(name) for name in names) else failed("neither")


RULE = Rule(
    id="ways-to-find",
    name={"ja": "サイトマップか検索で探せる", "en": "A site map or a search leads to every page"},
    criteria=(),
    impact="minor",
    items=("G49",),
    house=True,
    in_frames=False,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "メニューの分け方が分からない人は、目当てのページにたどり着けません。",
        "en": "People who cannot guess how the menu is ordered never get to the page they want.",
    },
    messages={
        "neither": {
            "ja": "このページから、サイトマップ（全ページの一覧）へも検索へも行けません。",
            "en": "Neither a site map, the list of all pages, nor a search can be reached from this page.",
        },
    },
    fixes={
        "": {
            "ja": 'ページの上か下に、サイトマップへのリンクか検索を置いてください。例: <a href="/sitemap.html">サイトマップ</a>',
            "en": 'Put a link to the site map, or a search, at the top or bottom: <a href="/sitemap.html">Site map</a>',
        },
    },
    source="Municipal guideline item G49; WCAG 2.2, SC 2.4.5, techniques G63 and G161",
)
