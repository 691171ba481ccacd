"""Neighbouring links to the same place are one link."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links right behind another link."""
    return [link for link in page.exposed("a[href]") if _before(link, page) is not None]


def _before(link: Element, page: Page) -> Element | None:
    """The link right before, with nothing but white space or a line break between."""
    other = link.getprevious()
    while other is not None and other.tag == "br" and not squeeze(other.tail):
        other = other.getprevious()
    if other is None or other.tag != "a" or not other.get("href") or squeeze(other.tail) or page.is_hidden(other):
        return None
    return other


def expectation(link: Element, page: Page) -> Verdict:
    """Fail when both lead to the same address."""
    other = _before(link, page)
    here = page.absolute(link.get("href") or "")
    if other is None or page.absolute(other.get("href") or "") != here or not here:
        return passed()
    return failed("same", name=accessible_name(link, page))


RULE = Rule(
    id="adjacent-links",
    name={"ja": "隣り合う同じ行き先のリンクは一つである", "en": "Neighbouring links to one target are one"},
    criteria=(),
    impact="minor",
    items=("G45",),
    michecker=("B_9",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "同じリンクを二度聞かされ、Tab キーも二度押すことになります。",
        "en": "Listeners hear the link twice, and keyboard users press Tab twice.",
    },
    messages={
        "same": {
            "ja": "リンク「{name}」は、すぐ前のリンクと同じ所へ行きます。",
            "en": "The link “{name}” leads to the same place as the link right before it.",
        },
    },
    fixes={
        "": {
            "ja": '一つのリンクにまとめ、画像は alt="" にしてください。',
            "en": 'Make them one link, and give the image alt="".',
        },
    },
    source="WCAG 2.2, technique H2; municipal guideline item G45",
)
