"""Every button has a name."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Buttons that assistive technology gets; picture buttons are another rule's."""
    found = [e for e in page.exposed("button, input, [role]") if role(e) == "button"]
    return [e for e in found if not (e.tag == "input" and (e.get("type") or "").lower() == "image")]


def expectation(button: Element, page: Page) -> Verdict:
    """Fail a button that nothing names."""
    if accessible_name(button, page):
        return passed()
    if button.tag == "input":
        return failed("value")
    return failed("image" if next(button.iter("img", "svg"), None) is not None else "empty")


RULE = Rule(
    id="button-name",
    name={"ja": "ボタンに名前がある", "en": "Buttons have a name"},
    criteria=("4.1.2",),
    impact="critical",
    items=("G66", "G61"),
    michecker=("B_36",),
    act=("97a4e1",),
    applicability=applicability,
    expectation=expectation,
    replaces=("aria-command-name", "button-name", "input-button-name"),
    why={
        "ja": "音声で読む人と、声で操作する人は、何をするボタンか分からず、押せません。",
        "en": "Listeners, and people who speak their commands, cannot tell what the button does.",
    },
    messages={
        "empty": {"ja": "ボタンに文字がありません。", "en": "The button has no text."},
        "image": {
            "ja": "絵だけのボタンで、絵に代わりの文字がありません。",
            "en": "The button holds only a picture without a text alternative.",
        },
        "value": {"ja": "ボタン（input）に value がありません。", "en": "The input button has no value."},
    },
    fixes={
        "empty": {
            "ja": "ボタンの中に働きを書いてください（例：<button>検索する</button>）。",
            "en": "Write what it does inside the button: <button>Search</button>.",
        },
        "image": {
            "ja": '画像なら alt="検索する" を、svg ならボタンに aria-label="検索する" を付けてください。',
            "en": 'Give an image alt="Search"; for svg, add aria-label="Search" to the button.',
        },
        "value": {
            "ja": 'value="検索する" のように働きを書いてください。',
            "en": 'Write what it does in value, for example value="Search".',
        },
    },
    source="WCAG 2.2, SC 4.1.2; ACT rule 97a4e1",
)
