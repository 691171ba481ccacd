"""The accessible name of an element.

Source: Accessible Name and Description Computation 1.2 (W3C), and HTML-AAM 1.0 for native
mark-up. Letters in comments are the steps of that document. Names that a browser takes from
style sheets count where the page was opened in a browser.
"""

from __future__ import annotations

from a11y_checker.dom import (
    BLOCK_TAGS,
    NO_TEXT,
    RUBY_TEXT,
    Element,
    Tree,
    ancestors,
    children,
    closest,
    explicit_role,
    raw_text,
    role,
    squeeze,
    words,
)

# Source: WAI-ARIA 1.2, "Roles Supporting Name from Content".
NAMED_BY_CONTENT = words(
    "button cell checkbox columnheader comment gridcell heading link menuitem menuitemcheckbox menuitemradio option"
    " radio row rowheader switch tab tooltip treeitem"
)
LABELABLE = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
BUTTON_TYPES = frozenset({"button", "submit", "reset"})
# Source: HTML-AAM 1.0, names of submit and reset buttons without a value (as Chromium in Japanese).
DEFAULT_BUTTON_NAMES = {"submit": "送信", "reset": "リセット", "image": "送信"}


def accessible_name(element: Element, tree: Tree) -> str:
    """The name that assistive technology announces, white space collapsed; "" when none."""
    known = tree.names.get(element)
    if known is None:
        known = tree.names[element] = squeeze(_name(element, tree, set(), referenced=False, in_content=False))
    return known


def labels(element: Element, tree: Tree) -> list[Element]:
    """The label elements of a form control, in document order."""
    if element.tag not in LABELABLE:
        return []
    identifier = element.get("id")
    root = element.getroottree().getroot()
    found = [
        label
        for label in root.iter("label")
        if label.get("for") is not None
        and label.get("for") == identifier
        and tree.by_id(identifier or "", label) is element
    ]
    around = closest(element, "label")
    if around is not None and around.get("for") is None and _first_control(around) is element:
        found.append(around)
    return found


def _first_control(label: Element) -> Element | None:
    return next((child for child in label.iter() if child.tag in LABELABLE and child.get("type") != "hidden"), None)


def referenced(element: Element, attribute: str, tree: Tree) -> list[Element]:
    """The elements that an attribute of ids names, in that order; missing ones left out."""
    found = (tree.by_id(identifier, element) for identifier in (element.get(attribute) or "").split())
    return [target for target in found if target is not None]


def description(element: Element, tree: Tree) -> str:
    """The text of aria-describedby."""
    targets = referenced(element, "aria-describedby", tree)
    parts = (_name(target, tree, set(), referenced=True, in_content=True) for target in targets)
    return squeeze(" ".join(parts))


def _name(element: Element, tree: Tree, seen: set[Element], *, referenced: bool, in_content: bool) -> str:
    if element in seen:
        return ""
    seen.add(element)
    if tree.is_hidden(element) and not referenced:  # A
        return ""
    if not referenced and element.get("aria-labelledby"):  # B
        text = _from_ids(element, tree)
        if text:
            return text
    if in_content:  # C
        value = _embedded_value(element)
        if value is not None:
            return value
    label = squeeze(element.get("aria-label"))  # D
    if label:
        return label
    if role(element) != "presentation" or explicit_role(element) == "":
        native = _native(element, tree, seen)  # E
        if native:
            return native
    if in_content or role(element) in NAMED_BY_CONTENT or element.tag in ("summary", "legend", "caption", "label"):
        text = _content(element, tree, seen, referenced)  # F, G
        if squeeze(text):
            return text
    return squeeze(element.get("title")) or _placeholder(element)  # I


def _from_ids(element: Element, tree: Tree) -> str:
    parts: list[str] = []
    for target in referenced(element, "aria-labelledby", tree):
        seen = set() if target is element else {element}
        parts.append(_name(target, tree, seen, referenced=True, in_content=True))
    return squeeze(" ".join(parts))


def _embedded_value(element: Element) -> str | None:
    kind = role(element)
    if kind in ("textbox", "searchbox", "spinbutton", "slider") and element.tag in ("input", "textarea"):
        return squeeze(element.get("value") if element.tag == "input" else element.text)
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return squeeze(" ".join(raw_text(option) for option in chosen))
    return None


def _native(element: Element, tree: Tree, seen: set[Element]) -> str:
    tag = element.tag
    kind = (element.get("type") or "").lower()
    if tag in ("img", "area") or (tag == "input" and kind == "image"):
        return squeeze(element.get("alt")) or (_button_default(element, kind) if tag == "input" else "")
    if tag == "input" and kind in BUTTON_TYPES:
        return squeeze(element.get("value")) or _from_labels(element, tree, seen) or _button_default(element, kind)
    if tag in LABELABLE:
        return _from_labels(element, tree, seen)
    part = {"fieldset": "legend", "table": "caption", "figure": "figcaption", "svg": "title"}.get(str(tag))
    if part is None:
        return ""
    child = next((c for c in children(element) if c.tag == part), None)
    if child is None:
        return ""
    return squeeze(child.text) if part == "title" else _content(child, tree, seen, True)


def _button_default(element: Element, kind: str) -> str:
    return squeeze(element.get("title")) or DEFAULT_BUTTON_NAMES.get(kind, "")


def _from_labels(element: Element, tree: Tree, seen: set[Element]) -> str:
    found = labels(element, tree)
    return squeeze(" ".join(_name(label, tree, set(seen), referenced=False, in_content=True) for label in found))


def _placeholder(element: Element) -> str:
    return squeeze(element.get("placeholder")) if element.tag in ("input", "textarea") else ""


def _content(element: Element, tree: Tree, seen: set[Element], referenced: bool) -> str:
    facts = tree.facts(element)
    parts = [facts.before if facts else "", element.text or ""]
    for child in children(element):
        if child.tag not in (NO_TEXT | RUBY_TEXT) or child.tag in ("textarea", "object"):
            parts.append(_child_text(child, tree, seen, referenced))
        parts.append(child.tail or "")
    parts.append(facts.after if facts else "")
    return "".join(parts)


def _child_text(child: Element, tree: Tree, seen: set[Element], referenced: bool) -> str:
    hidden_root = referenced and any(tree.is_hidden(a) for a in ancestors(child)) and not _hides_more(child, tree)
    text = _name(child, tree, seen, referenced=hidden_root, in_content=True)
    return f" {text} " if child.tag in BLOCK_TAGS or child.tag == "br" or child.tag in LABELABLE else text


def _hides_more(child: Element, tree: Tree) -> bool:
    """Whether a child of a hidden, referenced element is hidden by its own doing as well."""
    return child.get("hidden") is not None or (child.get("aria-hidden") or "").lower() == "true"
