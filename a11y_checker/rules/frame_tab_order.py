"""What can be operated inside a frame can be reached."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Visible frames with something inside that the Tab key stops at."""
    found = []
    for frame in page.select("iframe"):
        facts = page.facts(frame)
        if facts is not None and facts.visible and facts.focusable and facts.extra.get("stops") is True:
            found.append(frame)
    return found


def expectation(frame: Element, page: Page) -> Verdict:
    """Fail a frame that is taken out of the Tab order."""
    return failed("left_out") if (frame.get("tabindex") or "").strip().startswith("-") else passed()


RULE = Rule(
    id="frame-tab-order",
    name={"ja": "フレームの中へキーボードで移れる", "en": "Frames can be entered by keyboard"},
    criteria=("2.1.1",),
    impact="serious",
    items=(
        "G54",
        "G64",
    ),
    act=("akn7bn",),
    replaces=("frame-focusable-content",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "マウスを使わない人は、フレームの中のリンクやボタンを使えません。",
        "en": "People without a mouse cannot use the links and buttons inside.",
    },
    messages={
        "left_out": {
            "ja": '操作する部品のあるフレームに tabindex="-1" があり、キーボードで中へ移れません。',
            "en": 'A frame with controls inside has tabindex="-1", so the keyboard cannot enter it.',
        },
    },
    fixes={
        "": {
            "ja": "tabindex を消してください。",
            "en": "Remove tabindex.",
        },
    },
    source="WCAG 2.2, SC 2.1.1; ACT rule akn7bn",
)
