"""Rules on roles and ARIA attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from a11y_checker.dom import Element, ancestors, explicit_role, role, stays_exposed, words
from a11y_checker.foregone.hidden import is_out_of_reach
from a11y_checker.page import Page

# Source: WAI-ARIA 1.2, chapter 5, without what is abstract, deprecated, or new in a draft.
_ROLES = words(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox"
    " complementary contentinfo definition deletion dialog document emphasis feed figure form generic grid gridcell group"
    " heading img insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox"
    " menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row"
    " rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript switch"
    " tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem"
)
# Source: WAI-ARIA 1.2, "Required States and Properties", "Required Owned Elements", "Required Context Role".
_NEEDS_ATTRIBUTE = words(
    "checkbox combobox heading menuitemcheckbox menuitemradio meter radio scrollbar separator slider switch"
)
_NEEDS_CHILDREN = words(
    "combobox feed grid list listbox menu menubar radiogroup row rowgroup suggestion table tablist tree treegrid"
)
_NEEDS_PARENT = words(
    "caption cell columnheader gridcell listitem menuitem menuitemcheckbox menuitemradio option row rowgroup rowheader tab"
    " treeitem"
)
_TRUE_FALSE = frozenset({"true", "false"})
# Attributes that every element may have, and those of a button. Source: WAI-ARIA 1.2, "Global States and Properties".
_GLOBAL = words(
    "aria-atomic aria-busy aria-controls aria-current aria-describedby aria-details aria-hidden aria-label aria-labelledby"
    " aria-live aria-owns aria-relevant"
)
_OF_BUTTON = words("aria-expanded aria-haspopup aria-pressed")
_VALUES = {
    "aria-atomic": _TRUE_FALSE, "aria-busy": _TRUE_FALSE, "aria-hidden": _TRUE_FALSE, "aria-expanded": _TRUE_FALSE,
    "aria-current": words("page step location date time true false"), "aria-live": words("polite assertive off"),
    "aria-haspopup": words("true false menu listbox tree grid dialog"), "aria-pressed": words("true false mixed"),
    "aria-required": _TRUE_FALSE, "aria-invalid": _TRUE_FALSE, "aria-modal": _TRUE_FALSE, "aria-disabled": _TRUE_FALSE,
}  # fmt: skip
_IDS = frozenset({"aria-labelledby", "aria-describedby", "aria-controls"})


def _with_role(page: Page) -> list[Element]:
    return [e for e in page.index.with_attribute("role") if not is_out_of_reach(e, page)]


def _valid_roles(page: Page) -> list[Element] | None:
    """Every role is one that there is; none is blank."""
    found = _with_role(page)
    return found if all(e.get("role", "").strip() in _ROLES for e in found) else None


def _required_attributes(page: Page) -> list[Element] | None:
    """No role needs an attribute."""
    found = _valid_roles(page)
    return None if found is None or any(explicit_role(e) in _NEEDS_ATTRIBUTE for e in found) else found


def _no_role_of(*roles: str) -> Callable[[Page], list[Element] | None]:
    """No element has one of these roles."""
    wanted = frozenset(roles)

    def look(page: Page) -> list[Element] | None:
        given = any(
            wanted.intersection((e.get("role") or "").lower().split()) for e in page.index.with_attribute("role")
        )
        return None if given else []

    return look


def _names(element: Element) -> list[str]:
    return [name for name in map(str, element.keys()) if name.startswith("aria-")]


def _with_aria(page: Page) -> Iterator[Element]:
    """Elements with an ARIA attribute that are not hidden from assistive technology."""
    return (e for e in page.once(_bearers) if not is_out_of_reach(e, page))


def _bearers(page: Page) -> list[Element]:
    found = {e for name in page.index.attributes if name.startswith("aria-") for e in page.index.with_attribute(name)}
    return sorted(found, key=page.index.order.__getitem__)


def _known_attributes(page: Page) -> list[Element] | None:
    """Every attribute is one that there is."""
    known = _GLOBAL | _VALUES.keys()
    found = list(_with_aria(page))
    return found if all(name in known for e in found for name in _names(e)) else None


def _allowed_attributes(page: Page) -> list[Element] | None:
    """Every attribute is allowed on all elements, or belongs to a button."""
    found = list(_with_aria(page))
    return found if all(_is_allowed(e, name) for e in found for name in _names(e)) else None


def _is_allowed(element: Element, name: str) -> bool:
    is_button = element.get("role", "button" if element.tag == "button" else "") == "button"
    return name in _GLOBAL or (is_button and name in _OF_BUTTON)


def _valid_values(page: Page) -> list[Element] | None:
    """Every value is one of those that the attribute has, or names elements of the page."""
    found = list(_with_aria(page))
    return found if all(_has_valid_value(e, name, page) for e in found for name in _names(e)) else None


def _has_valid_value(element: Element, name: str, page: Page) -> bool:
    value = element.get(name) or ""
    if name == "aria-label":
        return bool(value.strip())
    if name in _IDS:
        return bool(value.strip()) and all(page.by_id(each, element) is not None for each in value.split())
    return value in _VALUES.get(name, ())


def _hidden_parts(page: Page) -> list[Element] | None:
    """What is hidden by aria-hidden holds nothing that can be focused."""
    hidden = [e for e in page.index.with_attribute("aria-hidden") if e.get("aria-hidden") == "true"]
    outermost = [e for e in hidden if not any(a.get("aria-hidden") == "true" for a in ancestors(e))]
    return None if any(_may_be_focused(inside) for e in outermost for inside in e.iter()) else outermost


_FOCUSABLE = words("a area button input select textarea iframe summary audio video object embed details")


def _may_be_focused(element: Element) -> bool:
    return (
        element.tag in _FOCUSABLE or element.get("tabindex") is not None or element.get("contenteditable") is not None
    )


# Source: WAI-ARIA 1.2, "Presentational Children: True".
_NO_PARTS = words(
    "button checkbox img math menuitemcheckbox menuitemradio meter option progressbar radio scrollbar separator slider switch"
    " tab"
)


def _not_nested(page: Page) -> list[Element] | None:
    """What is one thing to assistive technology holds no other elements that could be operated."""
    found = [e for e in page.elements if _is_one_thing(e) and not is_out_of_reach(e, page)]
    parts = (inside for element in found for inside in element.iterdescendants())
    return None if any(_may_be_focused(part) or part.get("role") for part in parts) else found


def _is_one_thing(element: Element) -> bool:
    is_summary = element.tag == "summary" and element.get("role") is None
    return role(element) in _NO_PARTS or is_summary or (element.tag == "img" and stays_exposed(element))


FOREGONE = {
    "aria-allowed-attr": _allowed_attributes,
    "aria-conditional-attr": _allowed_attributes,
    "aria-deprecated-role": _valid_roles,
    "aria-dialog-name": _no_role_of("dialog", "alertdialog"),
    "aria-hidden-focus": _hidden_parts,
    "aria-meter-name": _no_role_of("meter"),
    "aria-progressbar-name": _no_role_of("progressbar"),
    "aria-required-attr": _required_attributes,
    "aria-required-children": _no_role_of(*_NEEDS_CHILDREN),
    "aria-required-parent": _no_role_of(*_NEEDS_PARENT),
    "aria-roles": _valid_roles,
    "aria-tab-name": _no_role_of("tab"),
    "aria-tooltip-name": _no_role_of("tooltip"),
    "aria-valid-attr": _known_attributes,
    "aria-valid-attr-value": _valid_values,
    "nested-interactive": _not_nested,
    "role-img-alt": _no_role_of("img", "image"),
    "svg-img-alt": _no_role_of("img", "image", "graphics-document", "graphics-symbol", "graphics-object"),
}
