"""What a page does when its reader moves the device: tilts, shakes or turns it."""

from __future__ import annotations

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, is_disabled, role
from a11y_checker.page import Page

# Source: DOM and HTML Standards: what a script uses to change what a page shows.
_CHANGES = re.compile(
    r"\.(?:innerHTML|innerText|textContent|value|style|className|classList|hidden|src|scroll\w*)\b|setAttribute|append|insert\w+"
    r"|location|scroll(?:To|By)|animate\("
)
_CONTROL_ROLES = frozenset(
    {"button", "link", "checkbox", "switch", "radio", "slider", "spinbutton", "combobox", "listbox"}
)


def motion_code(page: Page) -> str:
    """The code that listens to the device's movement, as far as the page's own scripts name it; "" when there is none."""
    facts = page.facts(page.root)
    return str(facts.extra.get("motion", "")) if facts else ""


def moves_content(page: Page) -> bool:
    """Whether the code that listens to the device's movement changes what the page shows."""
    return _CHANGES.search(motion_code(page)) is not None


def controls(page: Page) -> list[tuple[Element, str]]:
    """What a reader can operate, with its name; what is switched off is left out."""
    found = page.exposed("a[href], button, input, select, summary, [role]")
    usable = [e for e in found if role(e) in _CONTROL_ROLES | {"textbox"} or e.tag == "summary"]
    return [(e, accessible_name(e, page)) for e in usable if not is_disabled(e) and page.is_visible(e)]
