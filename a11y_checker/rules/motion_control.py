"""What moving the device does can be done in another way."""

from a11y_checker.dom import Element
from a11y_checker.motion import controls, motion_code, moves_content
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """The page, when it listens to the movement of the device."""
    return [page.root] if motion_code(page) else []


def expectation(element: Element, page: Page) -> Verdict:
    """Fail when nothing on the page can be operated; else a person has to try."""
    if not moves_content(page):
        return passed()
    return cant_tell("try") if controls(page) else failed("missing")


RULE = Rule(
    id="motion-control",
    name={"ja": "端末を動かさなくても同じ操作ができる", "en": "What movement does can be done without it"},
    criteria=("2.5.4",),
    impact="serious",
    items=("G54",),
    house=True,
    act=("7677a9",),
    needs_browser=True,
    in_frames=False,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "端末を持って動かせない人が、その操作をできません。",
        "en": "People who cannot hold and move the device cannot do it.",
    },
    messages={
        "missing": {
            "ja": "端末を傾けたり振ったりする操作がありますが、代わりに使えるボタンなどがありません。",
            "en": "Something is done by tilting or shaking the device, and there is no button or the like to do it with.",
        },
        "try": {
            "ja": "端末を傾けたり振ったりする操作があります。ボタンなどでも同じことができるかを確かめてください。",
            "en": "Something is done by tilting or shaking the device. See whether a button or the like does it too.",
        },
    },
    fixes={
        "": {
            "ja": "同じことができるボタンを置いてください。例: <button>値を増やす</button>",
            "en": "Offer buttons that do the same: <button>Increase</button>",
        },
    },
    source="WCAG 2.2, SC 2.5.4, technique G213; ACT rule 7677a9",
)
