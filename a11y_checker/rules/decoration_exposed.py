"""What is marked as decoration is left out by assistive technology."""

from a11y_checker.dom import Element, explicit_role, stays_exposed
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Elements with role none or presentation, and pictures with an empty alt."""
    return [e for e in page.exposed('[role], img[alt=""]') if _is_marked(e)]


def _is_marked(element: Element) -> bool:
    if explicit_role(element):
        return explicit_role(element) in ("none", "presentation")
    return element.tag == "img" and element.get("alt") == ""


def expectation(element: Element, page: Page) -> Verdict:
    """Fail when something else on the element brings it back."""
    return failed("comes_back") if stays_exposed(element) else passed()


RULE = Rule(
    id="decoration-exposed",
    name={"ja": "装飾とした要素が読み上げられない", "en": "Decorative elements are really left out"},
    criteria=("4.1.2",),
    impact="minor",
    items=(
        "G19",
        "G66",
    ),
    act=("46ca7f",),
    replaces=("presentation-role-conflict",),
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "飾りのはずのものが読み上げられ、聞く人を迷わせます。",
        "en": "What should be decoration is announced and confuses listeners.",
    },
    messages={
        "comes_back": {
            "ja": '装飾とした要素（role="none"、alt=""）に、それを打ち消す属性（aria-label、tabindex など）があります。',
            "en": 'An element marked as decoration (role="none", alt="") has an attribute that undoes it, such as aria-label or tabindex.',
        },
    },
    fixes={
        "": {
            "ja": "装飾なら aria-label や tabindex を消し、そうでないなら role を消してください。",
            "en": "For decoration remove aria-label and tabindex; otherwise remove the role.",
        },
    },
    source='WAI-ARIA 1.2, "Presentational Roles Conflict Resolution"; ACT rule 46ca7f',
)
