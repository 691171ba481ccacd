"""A label stands where readers look for it."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_BEHIND = ("radio", "checkbox")
_NO_LABEL = ("hidden", "submit", "button", "reset", "image")


def applicability(page: Page) -> list[Element]:
    """Controls whose label is their neighbour."""
    controls = page.exposed("input[id], select[id], textarea[id]")
    return [c for c in controls if (c.get("type") or "").lower() not in _NO_LABEL and _side(c)]


def _side(control: Element) -> str:
    """before or behind: where the control's one label stands; "" when it is no neighbour."""
    for where, sibling in (("before", control.getprevious()), ("behind", control.getnext())):
        if sibling is not None and sibling.tag == "label" and sibling.get("for") == control.get("id"):
            return where
    return ""


def expectation(control: Element, page: Page) -> Verdict:
    """Ask about radio buttons with the label before them, and other controls with it behind."""
    right = "behind" if (control.get("type") or "").lower() in _BEHIND else "before"
    return passed() if _side(control) == right else cant_tell(right)


RULE = Rule(
    id="label-side",
    name={"ja": "ラベルが見つけやすい側にある", "en": "Labels stand on the usual side"},
    criteria=("3.3.2",),
    impact="minor",
    items=("G61",),
    michecker=("C_79.1",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "拡大して見る人は、いつもの側だけを見ます。反対側だと、隣のラベルと間違えます。",
        "en": "People who enlarge look on the usual side only, and take the neighbour's label for this one.",
    },
    messages={
        "behind": {
            "ja": "ラジオボタン・チェックボックスのラベルが、前にあります。隣の選択肢と間違えませんか。",
            "en": "The label of a radio button or checkbox stands before it. May it be taken for the neighbour's?",
        },
        "before": {
            "ja": "入力欄のラベルが、後にあります。見つけられますか。",
            "en": "The label of a field stands behind it. Will readers find it?",
        },
    },
    fixes={
        "": {
            "ja": "ラベルは、ラジオボタンとチェックボックスでは後、ほかの入力欄では前に置いてください。",
            "en": "Put labels behind radio buttons and checkboxes, and before other controls.",
        },
    },
    source="WCAG 2.2, SC 3.3.2, technique G162",
)
