"""Rules on the document, on links, pictures, tables and form fields."""

from __future__ import annotations

from collections.abc import Callable

from a11y_checker.accname import accessible_name, labels
from a11y_checker.dom import Element, ancestors, raw_text, squeeze, words
from a11y_checker.foregone.hidden import is_out_of_reach
from a11y_checker.foregone.text_links import underlined_links
from a11y_checker.page import Page

_ID_LISTS = words(
    "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage aria-flowto aria-labelledby aria-owns"
)


def _none_of(*selectors: str) -> Callable[[Page], list[Element] | None]:
    """Nothing of the kind is there."""

    def look(page: Page) -> list[Element] | None:
        return None if any(page.index.select(css) for css in selectors) else []

    return look


def _seen(page: Page, css: str) -> list[Element]:
    return [e for e in page.index.select(css) if not is_out_of_reach(e, page)]


def _body(page: Page) -> list[Element] | None:
    body = page.root.find("body")
    return None if body is None or body.get("aria-hidden") is not None else [body]


def _named_ids(page: Page) -> list[Element] | None:
    """Each id that a label or ARIA names is given once."""
    named = {label.get("for") for label in page.index.select("label[for]")}
    for name in _ID_LISTS:
        named.update(each for e in page.index.with_attribute(name) for each in (e.get(name) or "").split())
    found = [e for e in page.index.with_attribute("id") if e.get("id") in named]
    return found if len({e.get("id") for e in found}) == len(found) else None


_NOT_LABELLED = words("hidden image button submit reset")


def _fields(page: Page) -> list[Element]:
    found = _seen(page, "input, select, textarea")
    return [e for e in found if e.tag != "input" or (e.get("type") or "").lower() not in _NOT_LABELLED]


def _single_labels(page: Page) -> list[Element] | None:
    """No field has two labels."""
    found = _fields(page)
    return found if all(len(labels(e, page)) < 2 for e in found) else None


def _seen_labels(page: Page) -> list[Element] | None:
    """Each field has a label with text, or nothing in place of one."""
    found = _fields(page)
    return (
        found if all(_has_label(e, page) or not (e.get("title") or e.get("aria-describedby")) for e in found) else None
    )


def _has_label(field: Element, page: Page) -> bool:
    return any(raw_text(label) and not is_out_of_reach(label, page) for label in labels(field, page))


_AROUND = words("button a p li td th dt dd summary label h1 h2 h3 h4 h5 h6 div span")


def _pictures(page: Page) -> list[Element] | None:
    """No picture says what stands beside it: its text is in none of the elements around it."""
    found = _seen(page, "img")
    return found if all(not _may_repeat(e, page) for e in found) else None


def _may_repeat(image: Element, page: Page) -> bool:
    name = accessible_name(image, page).lower()
    around = (place for place in ancestors(image) if place.tag in _AROUND or place.get("role"))
    return bool(name) and any(name in raw_text(place).lower() for place in around)


def _summaries(page: Page) -> list[Element] | None:
    """Every summary has text of its own."""
    found = _seen(page, "summary")
    plain = all(squeeze(e.text) and e.get("role") is None and _is_first(e) for e in found)
    return found if plain else None


def _is_first(summary: Element) -> bool:
    parent = summary.getparent()
    return parent is not None and parent.tag == "details" and next(parent.iterchildren("summary")) is summary


def _tab_stops(page: Page) -> list[Element] | None:
    """No tabindex is above 0."""
    found = _seen(page, "[tabindex]")
    return found if all((e.get("tabindex") or "") in ("0", "-1") for e in found) else None


def _tables(page: Page) -> list[Element] | None:
    """No table has a summary that could repeat its caption."""
    return None if page.index.select("table[summary]") else _seen(page, "table")


# Languages of residents and visitors; of any other, axe knows the registry.
_LANGUAGES = words("ja en zh ko pt es vi fr de it ru th id tl ne")


def _languages(page: Page) -> list[Element] | None:
    """Every part that states a language states one of these."""
    if any(page.index.with_attribute(name) for name in ("xml:lang", "xml-lang")):
        return None
    found = [e for e in _seen(page, "[lang]") if e is not page.root]
    return found if all((e.get("lang") or "").split("-")[0].lower() in _LANGUAGES for e in found) else None


def _skip_links(page: Page) -> list[Element] | None:
    """No link inside the page is off the screen."""
    links = [e for e in page.index.with_tag("a") if (e.get("href") or "").startswith(("#", "/#"))]
    return None if any(_may_be_off_screen(e, page) for e in links) else []


def _may_be_off_screen(link: Element, page: Page) -> bool:
    facts = page.facts(link)
    if facts is None or page.viewport is None:
        return True
    x, y, width, height = facts.box
    return facts.rendered and not (x >= 0 and y >= 0 and x < page.viewport[0] and width > 0 and height > 0)


FOREGONE = {
    "aria-hidden-body": _body,
    "autocomplete-valid": _none_of("[autocomplete]"),
    "duplicate-id-aria": _named_ids,
    "form-field-multiple-labels": _single_labels,
    "link-in-text-block": underlined_links,
    "html-xml-lang-mismatch": _none_of("[xml-lang]"),
    "image-redundant-alt": _pictures,
    "label-title-only": _seen_labels,
    "server-side-image-map": _none_of("img[ismap]"),
    "skip-link": _skip_links,
    "summary-name": _summaries,
    "tabindex": _tab_stops,
    "table-duplicate-name": _tables,
    "valid-lang": _languages,
    "video-caption": _none_of("video"),
}
