"""Pages bring no sound of their own."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Background sounds, and embedded sounds and films of the old kinds."""
    return page.exposed("bgsound, embed[src], object[data]")


def expectation(element: Element, page: Page) -> Verdict:
    """Ask about what is set to start by itself: today's browsers play little of it."""
    if element.tag == "bgsound":
        return cant_tell("starts")
    given = [element.get("autostart"), element.get("autoplay")]
    given += [
        p.get("value") for p in element.iter("param") if (p.get("name") or "").lower() in ("autostart", "autoplay")
    ]
    starts = any(value is not None and value.strip().lower() not in ("false", "0", "no") for value in given)
    return cant_tell("starts") if starts else passed()


RULE = Rule(
    id="background-sound",
    name={"ja": "背景の音が鳴らない", "en": "No background sound"},
    criteria=("1.4.2",),
    impact="serious",
    items=("G59",),
    michecker=("C_85.0",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "読み上げの音声が聞こえなくなります。",
        "en": "It drowns the voice of the screen reader.",
    },
    messages={
        "starts": {
            "ja": "開くと音が鳴る指定があります。鳴らないか、止められるか確かめてください。",
            "en": "Sound is set to start by itself. See whether it does, and whether it can be stopped.",
        },
    },
    fixes={
        "": {
            "ja": "指定を消すか、音を止める操作を付けた audio にしてください。",
            "en": "Remove it, or use audio with controls.",
        },
    },
    source="WCAG 2.2, SC 1.4.2, failure F23",
)
