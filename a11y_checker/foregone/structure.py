"""Rules on lists, landmarks and headings."""

from __future__ import annotations

from collections.abc import Callable

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, ancestors, children, words
from a11y_checker.foregone.hidden import is_out_of_reach
from a11y_checker.page import Page

_ITEMS = frozenset({"dt", "dd"})
_SILENT = frozenset({"script", "template"})


def _plain(page: Page, *tags: str) -> list[Element]:
    """Elements of these tags that keep their role and are not hidden from assistive technology."""
    found = [e for tag in tags for e in page.index.with_tag(tag)]
    return [e for e in found if e.get("role") is None and not is_out_of_reach(e, page)]


def _has_text(element: Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _holds_only(element: Element, tags: frozenset[str]) -> bool:
    """Whether an element has children, all of these tags and with their own role, and no text beside them."""
    inside = [child for child in children(element) if child.tag not in _SILENT]
    return bool(inside) and not _has_text(element) and all(c.tag in tags and c.get("role") is None for c in inside)


def _lists(page: Page) -> list[Element] | None:
    """Every list holds items only."""
    found = _plain(page, "ul", "ol")
    return found if all(_holds_only(e, frozenset({"li"})) for e in found) else None


def _list_items(page: Page) -> list[Element] | None:
    """Every item is in a list."""
    found = _plain(page, "li")
    return found if all(_parent_is(e, "ul", "ol") for e in found) else None


def _parent_is(element: Element, *tags: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in tags and parent.get("role") is None


def _description_lists(page: Page) -> list[Element] | None:
    """Every description list holds terms and descriptions, some perhaps in a div each."""
    found = _plain(page, "dl")
    return found if all(_is_description_list(e) for e in found) else None


def _is_description_list(element: Element) -> bool:
    groups = [child for child in children(element) if child.tag == "div"]
    whole = _holds_only(element, _ITEMS | {"div"}) and all(_holds_only(group, _ITEMS) for group in groups)
    tags = {child.tag for place in (element, *groups) for child in children(place)}
    return whole and tags >= _ITEMS


def _description_items(page: Page) -> list[Element] | None:
    """Every term and description is in a description list."""
    found = _plain(page, "dt", "dd")
    return found if all(_parent_is(e, "dl") or _is_in_group(e) for e in found) else None


def _is_in_group(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and _parent_is(element, "div") and _parent_is(parent, "dl")


_SECTIONS = words("article aside main nav section")


def _is_top(element: Element, sections: frozenset[str] = _SECTIONS) -> bool | None:
    """Whether a header or footer is the page's own, in no section; None where a role makes that hard to tell."""
    around = list(ancestors(element))
    if any(place.get("role") is not None for place in around):
        return None
    return not any(place.tag in sections for place in around)


def _single(tag: str, role: str) -> Callable[[Page], list[Element] | None]:
    """At most one landmark of a kind; axe tells of the first element that could be one."""

    def look(page: Page) -> list[Element] | None:
        if any(role in (e.get("role") or "").lower().split() for e in page.index.with_attribute("role")):
            return None
        found = _plain(page, tag)
        tops = [True if tag == "main" else _is_top(e) for e in found]
        return None if None in tops or tops.count(True) > 1 else found[:1]

    return look


def _has_main(page: Page) -> list[Element] | None:
    return [page.root] if _plain(page, "main") else None


def _has_heading(page: Page) -> list[Element] | None:
    found = [e for e in _plain(page, "h1") if e.get("aria-level") is None]
    return [page.root] if found else None


# Source: HTML-AAM 1.0; section and form are landmarks when they have a name.
_LANDMARKS = {
    "header": "banner",
    "footer": "contentinfo",
    "main": "main",
    "nav": "navigation",
    "aside": "complementary",
}
_NAMED = {"section": "region", "form": "form"}
_ROLES = words("banner complementary contentinfo main navigation search")
_TAGS = frozenset({*_LANDMARKS, *_NAMED, "search"})


def _landmarks(page: Page) -> list[Element] | None:
    """No two landmarks have one role and one name."""
    found: dict[tuple[str, str], Element] = {}
    for element in page.elements:
        kind = _landmark(element, page)
        key = (kind, accessible_name(element, page).lower()) if kind else None
        if kind is None or key in found:
            return None
        if key:
            found[key] = element
    return list(found.values())


def _landmark(element: Element, page: Page) -> str | None:
    """The kind of landmark that an element is, "" for none, None where that is hard to tell."""
    tag, given = str(element.tag), element.get("role")
    if (tag not in _TAGS and given is None) or is_out_of_reach(element, page):
        return ""
    is_named = any(element.get(name) for name in ("aria-label", "aria-labelledby", "title"))
    if tag in _NAMED and not is_named:
        return ""
    if given is not None:
        return _given_landmark(tag, given)
    if tag in ("header", "footer"):
        is_top = _is_top(element)
        return None if is_top is None else _LANDMARKS[tag] if is_top else ""
    if tag == "aside" and _is_top(element, _SECTIONS - {"main"}) is not True:
        return None
    return _NAMED.get(tag) or _LANDMARKS.get(tag)


def _given_landmark(tag: str, given: str) -> str | None:
    """The same for an element with a role attribute."""
    if given in _ROLES and tag in ("div", "form", "nav", "main", "search"):
        return given
    is_other = tag not in _TAGS and not (_ROLES | {"form", "region"}).intersection(given.lower().split())
    return "" if is_other else None


def _has_no_main(page: Page) -> bool:
    return not page.index.select("main, [role]")


def _has_no_heading(page: Page) -> bool:
    return not page.index.select("h1, [role], [aria-level]")


# What the page as a whole fails for certain.
FAILS = {"landmark-one-main": _has_no_main, "page-has-heading-one": _has_no_heading}

FOREGONE = {
    "definition-list": _description_lists,
    "dlitem": _description_items,
    "landmark-no-duplicate-banner": _single("header", "banner"),
    "landmark-no-duplicate-contentinfo": _single("footer", "contentinfo"),
    "landmark-no-duplicate-main": _single("main", "main"),
    "landmark-one-main": _has_main,
    "landmark-unique": _landmarks,
    "list": _lists,
    "listitem": _list_items,
    "page-has-heading-one": _has_heading,
}
