"""Nothing is pointed at by place or shape alone."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_THING = (
    r"(?:図(?![書鑑面形])|表(?![示彰紙現面題情記])|写真|画像|地図|グラフ|ボタン|メニュー|バナー|アイコン|リンク|欄|枠)"
)
_PLACE = re.compile(
    rf"(?:画面|ページ)の?[右左上下]{{1,2}}(?:側|部|端|隅|すみ)?(?:にある|に出る)?の?(?:「[^」]{{1,15}}」の?)?{_THING}"
    rf"|(?<![一-鿿])(?:(?:右|左|上|下|右上|右下|左上|左下|右側|左側|上側|下側|上部|下部|画面の?[右左上下]側?|真下|真上|横)の?{_THING}"
    rf"|(?:丸い|四角い|三角の|三角形の|丸の|星形の|大きな|小さな){_THING}|(?:太い|細い|点)線の?(?:とおり|部分|枠|所|ところ))"
)


def _look(block: Block, page: Page) -> Verdict:
    """Ask about words that point at a part of the page by its place or shape."""
    match = _PLACE.search(block.text)
    if match is None:
        return passed()
    return cant_tell("place", block.element_at(match.start()), words=match.group())


_WORDING = Wording(_look, r"[右左上下横丸]|四角い|三角|星形|大きな|小さな|太い|細い|点線")

RULE = Rule(
    id="place-words",
    name={"ja": "位置や形だけで指していない", "en": "Nothing is pointed at by place or shape alone"},
    criteria=("1.3.3",),
    impact="moderate",
    items=("G15", "J26"),
    automation="semi",
    verdicts=_WORDING.verdicts,
    why={
        "ja": "音声で読む人には位置や形が伝わりません。スマートフォンでは並び方も変わります。",
        "en": "Listeners get neither place nor shape, and on a phone things stand elsewhere.",
    },
    messages={
        "place": {
            "ja": "「{words}」と書いてあります。位置や形が分からなくても、どれのことか分かりますか。",
            "en": "It says “{words}”. Can readers tell what is meant without seeing place or shape?",
        },
    },
    fixes={
        "": {
            "ja": "「『開館日の一覧』の表」「『送信』ボタン」のように、名前で書いてください。",
            "en": "Use its name: “the table ‘Opening days’”, “the button ‘Send’”.",
        },
    },
    source="WCAG 2.2, SC 1.3.3, failures F14 and F26",
)
