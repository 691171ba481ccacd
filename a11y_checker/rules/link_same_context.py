"""Two links with one text in one sentence, list item or cell lead to one place."""

from collections import defaultdict

from a11y_checker.accname import accessible_name, description
from a11y_checker.dom import Element, ancestors, role
from a11y_checker.linked_pages import Likeness, compare
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Source: WCAG 2.2, "programmatically determined link context": sentence, paragraph, list item, cell, and the headings of the cell.
_CONTEXT = frozenset(
    {"p", "li", "td", "th", "dd", "dt", "div", "body", "blockquote", "figcaption", "section", "article"}
)
Key = tuple[Element | None, str, str]


def applicability(page: Page) -> list[Element]:
    """Links whose text another link in the same context has too."""
    return [link for group in page.once(_groups).values() if len(group) > 1 for link in group]


def _groups(page: Page) -> dict[Key, list[Element]]:
    groups: dict[Key, list[Element]] = defaultdict(list)
    for link in page.exposed("a, area, [role=link]"):
        name = accessible_name(link, page).casefold()
        if name and role(link) == "link" and _address(link, page):
            context = next((place for place in ancestors(link) if place.tag in _CONTEXT), None)
            if context is not None and context.tag != "body":
                groups[context, name, description(link, page)].append(link)
    return groups


def _first(page: Page) -> dict[Element, Element]:
    """For each link the first of its group."""
    return {link: links[0] for links in page.once(_groups).values() for link in links}


def _address(link: Element, page: Page) -> str:
    address = link.get("href") or link.get("xlink-href")
    return page.absolute(address) if address else link.get("onclick") or ""


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a link to a page that certainly holds something else than that of its namesake."""
    name = accessible_name(link, page)
    here, there = _address(link, page), _address(page.once(_first)[link], page)
    if here == there:
        return passed()
    likeness = compare(here, there, name, page)
    if likeness is Likeness.SAME:
        return passed()
    return failed("other", name=name) if likeness is Likeness.OTHER else cant_tell("compare", name=name)


RULE = Rule(
    id="link-same-context",
    name={
        "ja": "一つの文の中の同じ文字のリンクは同じ所へ行く",
        "en": "Links with one text in one sentence lead to one place",
    },
    criteria=("2.4.4",),
    impact="moderate",
    items=("G38",),
    act=("fd3a94",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "前後の文を聞いても、どちらがどこへ行くのか分かりません。",
        "en": "Even the words around them do not tell which leads where.",
    },
    messages={
        "other": {
            "ja": "すぐ近くに同じ文字「{name}」のリンクがあり、内容の違う別のページへ行きます。",
            "en": "A link with the same text “{name}” right beside it leads to a page with other content.",
        },
        "compare": {
            "ja": "すぐ近くに同じ文字「{name}」のリンクがあり、別の所へ行きます。同じ内容かを確かめてください。",
            "en": "A link with the same text “{name}” right beside it leads elsewhere. See whether it holds the same.",
        },
    },
    fixes={
        "": {
            "ja": "「電話で問い合わせる」「メールで問い合わせる」のように、違いが分かる文字にしてください。",
            "en": "Let the texts tell them apart, such as “Ask by phone” and “Ask by mail”.",
        },
    },
    source="WCAG 2.2, SC 2.4.4; ACT rule fd3a94",
)
