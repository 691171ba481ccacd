"""Nothing is pointed at by colour or type alone."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_COLOUR = "赤|青|黄|緑|紫|茶|水|黄緑|ピンク|オレンジ|グレー|灰"
# The whole compound, never the colour word alone: flowers, bags and 青色申告 have colours too.
_POINTER = re.compile(
    rf"(?:(?:{_COLOUR})色?(?:い|の)?(?:文字|枠|部分|箇所|か所|マス|欄|セル|ボタン|マーク|印|網かけ|下線)|(?:青|緑|黄|紫)字"
    rf"|赤字(?=の部分|の箇所|の所|のところ|部分|で(?:示|書|表|記))|(?:{_COLOUR})色?(?:い|の)(?:日|行|所|ところ)"
    r"|(?:太字|斜体|下線|色付き|色の付いた|色のついた|網かけ)の?(?:部分|箇所|か所|ところ|日|欄|文字))"
    r"(?=[はがをにでへとも]|の(?:部分|箇所|か所|ところ|欄|項目|日|中|内|下|横)|から|まで|、|。|だけ)"
)


def _look(block: Block, page: Page) -> Verdict:
    """Ask about words that point at something by its colour."""
    match = _POINTER.search(block.text)
    if match is None:
        return passed()
    return cant_tell("colour", block.element_at(match.start()), words=match.group())


_WORDING = Wording(_look, r"[赤青黄緑紫茶水灰色]|ピンク|オレンジ|グレー|太字|斜体|下線|網かけ")

RULE = Rule(
    id="colour-words",
    name={"ja": "色や字体だけで指していない", "en": "Nothing is pointed at by colour alone"},
    criteria=("1.4.1",),
    impact="moderate",
    items=("G14", "J25"),
    automation="semi",
    verdicts=_WORDING.verdicts,
    why={
        "ja": "色を見分けにくい人、音声で読む人、白黒で印刷した人には、どこのことか分かりません。",
        "en": "People who do not see the colour, who listen, or who print in black cannot tell what is meant.",
    },
    messages={
        "colour": {
            "ja": "「{words}」と書いてあります。色や字体が分からなくても、どこのことか分かりますか。",
            "en": "It says “{words}”. Can readers tell what is meant without seeing the colour or type?",
        },
    },
    fixes={
        "": {
            "ja": "「変更（赤い字）」のように、印や言葉も添えてください。",
            "en": "Add a mark or a word besides the colour, such as “変更”.",
        },
    },
    source="WCAG 2.2, SC 1.4.1, technique G14",
)
