"""Readers can go straight to the main part."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Our choice: fewer links before the main heading need no shortcut.
_MANY_LINKS = 4
_EARLY = 3


def applicability(page: Page) -> list[Element]:
    """The document, when links stand before its first main heading."""
    headings = page.exposed("h1")
    if not headings or page.root.tag != "html":
        return []
    place = page.once(_places)
    before = [link for link in page.exposed("a[href]") if place[link] < place[headings[0]]]
    return [page.root] if len(before) >= _MANY_LINKS else []


def _places(page: Page) -> dict[Element, int]:
    return {element: index for index, element in enumerate(page.elements)}


def expectation(root: Element, page: Page) -> Verdict:
    """Fail a page with neither a main landmark nor a link to the main part near its top."""
    if page.exposed("main, [role=main]"):
        return passed()
    early = page.exposed("a[href]")[:_EARLY]
    skips = [link for link in early if (link.get("href") or "").startswith("#") and len(link.get("href") or "") > 1]
    return passed() if skips else failed("neither")


RULE = Rule(
    id="main-or-skip",
    name={"ja": "本文へすぐ移れる", "en": "The main part is reached at once"},
    criteria=(),
    impact="moderate",
    items=("G47",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    in_frames=False,
    why={
        "ja": "キーボードや音声で読む人は、ページを開くたびに、メニューを全部通ることになります。",
        "en": "People with a keyboard or a screen reader go through the whole menu on every page.",
    },
    messages={
        "neither": {
            "ja": "本文の領域（main）も、「本文へ」のリンクもありません。",
            "en": "There is neither a main landmark nor a link to the main part.",
        },
    },
    fixes={
        "": {
            "ja": '本文を <main> で囲み、ページの始めに <a href="#main">本文へ</a> を置いてください。',
            "en": 'Put the main part into <main>, and begin the page with <a href="#main">本文へ</a>.',
        },
    },
    source="WCAG 2.2, SC 2.4.1, techniques G1 and ARIA11; municipal guideline item G47",
)
