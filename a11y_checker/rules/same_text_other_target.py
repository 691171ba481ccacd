"""Links with one text lead to one place (level AAA)."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role
from a11y_checker.linked_pages import Likeness, compare
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_GOES_TO = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)")


def applicability(page: Page) -> list[Element]:
    """Links whose name another link has too."""
    return [link for group in page.once(_groups).values() if len(group) > 1 for link in group]


def _groups(page: Page) -> dict[str, list[Element]]:
    groups: dict[str, list[Element]] = defaultdict(list)
    for link in page.exposed("a, area, [role=link]"):
        name = accessible_name(link, page).casefold()
        if role(link) == "link" and name and _address(link, page):
            groups[name].append(link)
    return groups


def _address(link: Element, page: Page) -> str:
    match = _GOES_TO.search(link.get("onclick") or "")
    address = link.get("href") or link.get("xlink-href") or (match.group(1) if match else "")
    return page.absolute(address) if address else ""


def _place(address: str) -> tuple[str, str]:
    """Host and the rest, without what makes no difference."""
    parts = urlsplit(address)
    path = re.sub(r"(?:^|/)(?:index\.(?:html?|php))?$", "", parts.path)
    return parts.netloc.lower().removeprefix("www."), f"{path}?{parts.query}" + (
        f"#{parts.fragment}" if parts.fragment else ""
    )


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a link to another site than its namesake; on one site two addresses may hold the same."""
    name = accessible_name(link, page)
    first = page.once(_groups)[name.casefold()][0]
    here, there = _place(_address(link, page)), _place(_address(first, page))
    if here == there:
        return passed()
    if here[0] != there[0] and here[0] and there[0]:
        return failed("other_site", name=name, other=_address(first, page))
    likeness = compare(_address(link, page), _address(first, page), name, page)
    if likeness is Likeness.SAME:
        return passed()
    judge = failed if likeness is Likeness.OTHER else cant_tell
    return judge(
        "other_content" if likeness is Likeness.OTHER else "other_page", name=name, other=_address(first, page)
    )


RULE = Rule(
    id="same-text-other-target",
    name={"ja": "同じ文字のリンクは同じ所へ行く", "en": "Links with one text lead to one place"},
    criteria=("2.4.9",),
    impact="minor",
    items=("G38",),
    act=("b20e66",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "リンクだけを聞いて選ぶ人は、どちらがどこへ行くのか分かりません。",
        "en": "People who listen to the links alone cannot tell which leads where.",
    },
    messages={
        "other_site": {
            "ja": "同じ文字「{name}」のリンクが、別のサイト（{other}）へも行きます。",
            "en": "Another link with the same text “{name}” leads to another site ({other}).",
        },
        "other_content": {
            "ja": "同じ文字「{name}」のリンクが、内容の違う別のページ（{other}）へも行きます。",
            "en": "Another link with the same text “{name}” leads to a page with other content ({other}).",
        },
        "other_page": {
            "ja": "同じ文字「{name}」のリンクが、別のページ（{other}）へも行きます。同じ内容かを確かめてください。",
            "en": "Another link with the same text “{name}” leads to another page ({other}). See whether it holds the same.",
        },
    },
    fixes={
        "": {
            "ja": "「講座の申込み」「施設の申込み」のように、行き先の違いが分かる文字にしてください。",
            "en": "Let the texts tell the targets apart: “Apply for a class”, “Apply for a room”.",
        },
    },
    source="WCAG 2.2, SC 2.4.9; ACT rule b20e66",
)
