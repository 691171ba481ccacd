"""Links inside the page have a target."""

from urllib.parse import unquote

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_TOP = ("", "top")


def applicability(page: Page) -> list[Element]:
    """Links to a place of the same page, without those that a script turns into buttons."""
    return [link for link in page.exposed("a[href], area[href]") if _fragment(link, page) is not None]


def _fragment(link: Element, page: Page) -> str | None:
    href = (link.get("href") or "").strip()
    address, mark, fragment = href.partition("#")
    if not mark or (address and (not page.url or page.absolute(address) != page.url.partition("#")[0])):
        return None
    scripted = bool(link.get("onclick") or link.get("aria-controls")) or link.get("role") in (
        "button",
        "tab",
        "menuitem",
    )
    scripted = scripted or any(str(name).startswith("data-") and "toggle" in str(name) for name in link.attrib)
    if scripted or fragment.lower() in _TOP or fragment.startswith(("!", "/", ":~:")):
        return None
    return fragment.partition(":~:")[0]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a link whose id or anchor is not on the page."""
    fragment = _fragment(link, page) or ""
    names = page.once(_anchors)
    return (
        passed() if fragment in names or unquote(fragment) in names else failed("missing", fragment=unquote(fragment))
    )


def _anchors(page: Page) -> set[str]:
    return {name for element in page.elements for name in (element.get("id"), _anchor(element)) if name}


def _anchor(element: Element) -> str | None:
    return element.get("name") if element.tag == "a" else None


RULE = Rule(
    id="in-page-link",
    name={"ja": "ページ内リンクの行き先がある", "en": "Links inside the page have a target"},
    criteria=(),
    impact="moderate",
    items=("G46",),
    michecker=("B_8", "B_18", "B_33"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "押しても何も起きず、壊れているのか、もう着いているのか分かりません。",
        "en": "Nothing happens, and readers cannot tell whether it is broken or they are there.",
    },
    messages={
        "missing": {
            "ja": "行き先「#{fragment}」が、このページにありません。",
            "en": "The target “#{fragment}” is not on this page.",
        },
    },
    fixes={
        "": {
            "ja": '行き先の見出しなどに id="{fragment}" を付けるか、リンクを直してください。',
            "en": 'Give the target id="{fragment}", or mend the link.',
        },
    },
    source='Municipal guideline item G46; HTML Standard, §7.4.6.3 "Scrolling to a fragment"',
)
