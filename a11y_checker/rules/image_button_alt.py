"""Every picture button has a text alternative."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def expectation(button: Element, page: Page) -> Verdict:
    """Fail without alt, ARIA name or title; the browser's own word for "send" is no help."""
    named = squeeze(button.get("alt")) or squeeze(button.get("title"))
    by_aria = button.get("aria-label") or button.get("aria-labelledby")
    if named or (by_aria and accessible_name(button, page)):
        return passed()
    return failed("missing")


RULE = Rule(
    id="image-button-alt",
    name={"ja": "画像ボタンに代替テキストがある", "en": "Picture buttons have a text alternative"},
    criteria=("1.1.1", "4.1.2"),
    impact="critical",
    items=("G17",),
    michecker=("B_1", "C_300.4"),
    act=("59796f",),
    applicability="input[type=image]",
    expectation=expectation,
    replaces=("input-image-alt",),
    why={
        "ja": "音声で読む人は、何をするボタンか分かりません。",
        "en": "Listeners cannot tell what the button does.",
    },
    messages={
        "missing": {
            "ja": "画像ボタンに代替テキスト（alt）がありません。",
            "en": "The picture button has no text alternative (alt).",
        },
    },
    fixes={
        "": {
            "ja": 'ボタンの働きを書いてください（例：alt="検索する"）。',
            "en": 'Write what the button does (alt="Search").',
        },
    },
    source="WCAG 2.2, SC 1.1.1 and 4.1.2, technique H36; ACT rule 59796f",
)
