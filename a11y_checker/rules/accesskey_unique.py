"""An access key belongs to one element."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Elements with an access key."""
    return [e for e in page.exposed("[accesskey]") if (e.get("accesskey") or "").strip()]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail the second and any further element with the same key."""
    key = (element.get("accesskey") or "").strip().lower()
    first = next(e for e in applicability(page) if (e.get("accesskey") or "").strip().lower() == key)
    return passed() if first is element else failed("duplicate", letter=key)


RULE = Rule(
    id="accesskey-unique",
    name={"ja": "accesskey が重複していない", "en": "Access keys are unique"},
    criteria=(),
    impact="serious",
    items=("G54",),
    michecker=("C_422.0",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    replaces=("accesskeys",),
    why={
        "ja": "キーを押しても、思った所へ移れません。",
        "en": "The key does not lead where readers expect.",
    },
    messages={
        "duplicate": {
            "ja": "accesskey「{letter}」が、2か所以上にあります。",
            "en": "The access key “{letter}” is used more than once.",
        },
    },
    fixes={
        "": {
            "ja": "accesskey を消すか、別の文字にしてください。",
            "en": "Remove it, or choose another character.",
        },
    },
    source='HTML Standard, §6.6.2 "The accesskey attribute"',
)
