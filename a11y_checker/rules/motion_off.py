"""What moving the device does can be switched off."""

import re

from a11y_checker.dom import Element, role
from a11y_checker.motion import controls, motion_code, moves_content
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_SWITCHES = frozenset({"checkbox", "switch", "radio", "combobox", "listbox"})
_WORDS = re.compile(
    r"motion|sensor|tilt|shake|gyro|disable|turn off|\boff\b|stop|pause|setting|preference|option|menu"
    r"|動き|傾|振|センサー|無効|停止|止め|オフ|切|設定|メニュー",
    re.I,
)


def applicability(page: Page) -> list[Element]:
    """The page, when it listens to the movement of the device."""
    return [page.root] if motion_code(page) else []


def expectation(element: Element, page: Page) -> Verdict:
    """Fail when nothing on the page can be the switch; else a person has to try."""
    if not moves_content(page):
        return passed()
    may_switch = any(role(control) in _SWITCHES or _WORDS.search(name) for control, name in controls(page))
    return cant_tell("try") if may_switch else failed("missing")


RULE = Rule(
    id="motion-off",
    name={"ja": "端末の動きへの反応を止められる", "en": "Reacting to the device's movement can be switched off"},
    criteria=("2.5.4",),
    impact="serious",
    items=("G54",),
    house=True,
    act=("c249d5",),
    needs_browser=True,
    in_frames=False,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "手が震える人や、車いすに端末を固定している人が、思わぬ操作をしてしまいます。",
        "en": "People whose hands tremble, or whose device is fixed to a wheelchair, set it off without wanting to.",
    },
    messages={
        "missing": {
            "ja": "端末を傾けたり振ったりすると内容が変わりますが、それを止める部品がありません。",
            "en": "Tilting or shaking the device changes the page, and nothing on the page switches that off.",
        },
        "try": {
            "ja": "端末を傾けたり振ったりすると内容が変わります。それを止められるかを確かめてください。",
            "en": "Tilting or shaking the device changes the page. See whether that can be switched off.",
        },
    },
    fixes={
        "": {
            "ja": "「端末の動きに反応しない」というチェックボックスを置いてください。"
            '例: <label><input type="checkbox"> 端末の動きに反応しない</label>',
            "en": 'Offer a checkbox: <label><input type="checkbox"> Do not react to movement</label>',
        },
    },
    source="WCAG 2.2, SC 2.5.4, technique G213; ACT rule c249d5",
)
