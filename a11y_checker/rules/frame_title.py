"""Every frame has a title."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, explicit_role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# One pixel, and the border of two that a frame has by itself. Source: HTML Standard, §15.4.1.
_DOT_PX = 5


def applicability(page: Page) -> list[Element]:
    """Frames that a reader can come to: visible, not taken out of the Tab order, larger than a dot."""
    return [frame for frame in page.exposed("iframe, frame") if _is_reached(frame, page)]


def _is_reached(frame: Element, page: Page) -> bool:
    if (frame.get("tabindex") or "").strip().startswith("-") or explicit_role(frame) in ("none", "presentation"):
        return False
    if frame.get("width") in ("0", "1") or frame.get("height") in ("0", "1"):
        return False
    facts = page.facts(frame)
    return facts is None or (facts.visible and min(facts.box[2:]) > _DOT_PX)


def expectation(frame: Element, page: Page) -> Verdict:
    """Fail a frame that nothing names."""
    if accessible_name(frame, page):
        return passed()
    return failed("missing" if frame.get("title") is None else "empty")


RULE = Rule(
    id="frame-title",
    name={"ja": "フレーム（埋込み）に題名がある", "en": "Frames have a title"},
    criteria=("2.4.1", "4.1.2"),
    impact="serious",
    items=("G64",),
    michecker=("C_51.0", "C_51.1", "C_51.4", "C_51.5"),
    act=("cae760",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、何が埋め込まれているか分からず、入るかどうかを選べません。",
        "en": "Listeners cannot tell what is embedded, and whether to enter it.",
    },
    messages={
        "missing": {"ja": "フレーム（iframe）に題名（title）がありません。", "en": "The frame has no title."},
        "empty": {"ja": "フレーム（iframe）の題名（title）が空です。", "en": "The frame's title is empty."},
    },
    fixes={
        "": {
            "ja": 'title="地図：市役所の周辺" のように、中に何があるかを書いてください。',
            "en": 'Say what it holds: title="Map: around the city hall".',
        },
    },
    source="WCAG 2.2, SC 4.1.2, technique H64; ACT rule cae760",
)
