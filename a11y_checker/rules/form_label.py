"""Every form field has a label."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role, squeeze, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Source: ACT rule e086e5, applicability: the roles of form fields.
_FIELDS = words("checkbox combobox listbox radio searchbox slider spinbutton switch textbox")
_NOT_FIELDS = frozenset({"hidden", "submit", "reset", "button", "image"})


def applicability(page: Page) -> list[Element]:
    """Form fields that assistive technology gets."""
    return [e for e in page.exposed("input, select, textarea, [role]") if _is_field(e)]


def _is_field(element: Element) -> bool:
    if role(element) == "presentation":
        return False
    if element.tag == "input":
        return (element.get("type") or "").lower() not in _NOT_FIELDS and role(element) != "button"
    return element.tag in ("select", "textarea") or role(element) in _FIELDS


def expectation(field: Element, page: Page) -> Verdict:
    """Fail a field that nothing names; ask when only its placeholder does."""
    name = accessible_name(field, page)
    if not name:
        return failed("missing")
    hint = squeeze(field.get("placeholder"))
    named = field.get("aria-label") or field.get("aria-labelledby") or field.get("title")
    if hint and name == hint and not named and not _is_labelled(field, page):
        return cant_tell("placeholder", hint=hint)
    return passed()


def _is_labelled(field: Element, page: Page) -> bool:
    identifier = field.get("id")
    around = any(place.tag == "label" for place in field.iterancestors())
    return around or any(label.get("for") == identifier for label in page.select("label[for]") if identifier)


RULE = Rule(
    id="form-label",
    name={"ja": "入力欄にラベルがある", "en": "Form fields have a label"},
    criteria=("1.3.1", "3.3.2", "4.1.2"),
    impact="critical",
    items=("G61",),
    michecker=("C_79.0", "C_79.6"),
    act=("e086e5",),
    applicability=applicability,
    expectation=expectation,
    replaces=("label", "select-name", "aria-input-field-name", "aria-toggle-field-name"),
    why={
        "ja": "音声で読む人は、何を入れる欄か分かりません。欄の横に文字があっても、結び付いていないと読まれません。",
        "en": "Listeners cannot tell what to enter; words beside a field are not read unless linked to it.",
    },
    messages={
        "missing": {"ja": "入力欄にラベルがありません。", "en": "The form field has no label."},
        "placeholder": {
            "ja": "入力欄の名前が、入力すると消える見本（placeholder「{hint}」）だけです。ラベルが要るか確かめてください。",
            "en": "Only the placeholder “{hint}” names the field, and it goes when one types. See whether a label is needed.",
        },
    },
    fixes={
        "": {
            "ja": '<label for="name">お名前</label><input id="name"> のように、ラベルを結び付けてください。',
            "en": 'Link a label to it: <label for="name">Name</label><input id="name">.',
        },
    },
    source="WCAG 2.2, SC 1.3.1, 3.3.2 and 4.1.2, technique H44; ACT rule e086e5",
)
