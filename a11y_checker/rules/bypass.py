"""What is repeated on every page can be skipped."""

from lxml import etree

from a11y_checker.dom import NO_TEXT, Element, ancestors, children, raw_text, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_REPEATED = frozenset({"navigation", "banner", "complementary"})
# Our choice: shorter text is a title or a date, not the content of a page.
_CONTENT_CHARS = 40


def applicability(page: Page) -> list[Element]:
    """The first block that looks repeated and stands before the content."""
    block = page.once(_first_block)
    return [] if block is None else [block]


def _first_block(page: Page) -> Element | None:
    """The last repeated-looking block before the first text of some length; None when content comes first."""
    found: Element | None = None
    body = page.root.find("body")
    inside: set[Element] = set()
    for element in [] if body is None else body.iter(etree.Element):
        is_repeated = role(element) in _REPEATED
        if is_repeated and element not in inside:
            inside.update(element.iterdescendants(etree.Element))
        if element.tag in NO_TEXT or not page.is_visible(element):
            continue
        if is_repeated and not page.is_hidden(element):
            found = element if found is None or not _inside(element, found) else found
        elif element not in inside and _own_length(element) >= _CONTENT_CHARS:
            return found
    return None


def _inside(element: Element, other: Element) -> bool:
    return any(place is other for place in ancestors(element))


def _own_length(element: Element) -> int:
    return len("".join([element.text or "", *(child.tail or "" for child in children(element))]).strip())


def expectation(block: Element, page: Page) -> Verdict:
    """Fail when there is no way past it; ask about links and buttons that may be one."""
    if _has_heading(block, page) or any(role(e) == "main" and raw_text(e) for e in page.exposed("main, [role=main]")):
        return passed()
    doubt = False
    for link in page.exposed('a[href^="#"]'):
        target = page.by_id((link.get("href") or "")[1:], link)
        if target is not None and not _inside(target, block) and target is not block:
            return passed()
        doubt = doubt or target is not None
    controls = page.exposed("button, summary, [role=button], [onclick], input[type=button]")
    return cant_tell("maybe") if doubt or controls else failed("none")


def _has_heading(block: Element, page: Page) -> bool:
    headings = [e for e in page.exposed("h1, h2, h3, h4, h5, h6, [role=heading]") if role(e) == "heading"]
    seen = [e for e in headings if page.is_visible(e) or any(page.is_visible(c) for c in e.iter("img"))]
    return any(not any(role(place) in _REPEATED for place in ancestors(e)) for e in seen)


RULE = Rule(
    id="bypass",
    name={"ja": "繰り返しの部分を飛ばせる", "en": "Repeated parts can be skipped"},
    criteria=("2.4.1",),
    impact="serious",
    items=("G47",),
    act=(
        "cf77f2",
        "b40fd1",
        "047fe0",
        "ye5d6e",
    ),
    needs_browser=True,
    in_frames=False,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "キーボードや音声で読む人は、どのページでもメニューを全部通らないと本文に着きません。",
        "en": "People who use a keyboard or listen must pass the whole menu on every page.",
    },
    messages={
        "none": {
            "ja": "メニューなどの後の本文へ、飛んで行く方法（見出し、main、「本文へ」のリンク）がありません。",
            "en": "There is no way past the menu to the content: no heading, no main, no skip link.",
        },
        "maybe": {
            "ja": "メニューなどを飛ばして本文へ行く方法があるかを確かめてください。",
            "en": "See whether there is a way past the menu to the content.",
        },
    },
    fixes={
        "": {
            "ja": "本文を <main> で囲み、初めに見出し（h1）を置いてください。",
            "en": "Wrap the content in <main> and begin it with a heading (h1).",
        },
    },
    source="WCAG 2.2, SC 2.4.1, techniques H69, ARIA11 and G1; ACT rules cf77f2, b40fd1, 047fe0, ye5d6e",
)
