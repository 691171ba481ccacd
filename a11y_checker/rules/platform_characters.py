"""No platform-dependent characters in running text."""

import re
from collections.abc import Mapping

from a11y_checker.blocks import Block
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import all_but, blocks_with

# Source: the vendor characters of NEC row 13 and the IBM extensions, as Unicode blocks: Roman
# numerals, circled and bracketed numbers and kanji, squared units and eras, №, ℡, and the
# private use area. Kanji of names (髙 﨑 德), ～ and － are left alone on purpose.
_VENDOR = re.compile(r"[\u2116\u2121\u2160-\u217f\u2460-\u2473\u24eb-\u24f4\u3220-\u3247\u3280-\u33ff\u32ff]")
_SPELLINGS = {
    "№": "No.", "℡": "電話", "㈱": "株式会社", "㈲": "有限会社", "㈹": "代表", "㈳": "社団法人", "㈶": "財団法人",
    "㎜": "ミリメートル", "㎝": "センチメートル", "㎞": "キロメートル", "㎎": "ミリグラム", "㎏": "キログラム",
    "㎡": "平方メートル", "㏄": "シーシー", "㏍": "株式会社", "㍉": "ミリ", "㌔": "キロ", "㌢": "センチ", "㍍": "メートル",
    "㌘": "グラム", "㌧": "トン", "㌃": "アール", "㌶": "ヘクタール", "㍑": "リットル", "㌍": "カロリー", "㌦": "ドル",
    "㌣": "セント", "㌫": "パーセント", "㍊": "ミリバール", "㌻": "ページ", "㍻": "平成", "㍼": "昭和", "㍽": "大正",
    "㍾": "明治", "㋿": "令和", "㊤": "上", "㊥": "中", "㊦": "下", "㊧": "左", "㊨": "右",
}  # fmt: skip


def spelling(character: str) -> str:
    """How to write a platform-dependent character."""
    code = ord(character)
    if 0x2460 <= code <= 0x2473:
        return f"({code - 0x245F})"
    if 0x2160 <= code <= 0x216B:
        return str(code - 0x215F)
    if 0x2170 <= code <= 0x217B:
        return str(code - 0x216F)
    return _SPELLINGS.get(character, "")


def verdicts(page: Page) -> Mapping[Element, Verdict]:
    """Fail the first platform-dependent character of a block of running text or of a text alternative, naming all of it."""
    found: dict[Element, Verdict] = {}
    for block in blocks_with(_VENDOR, page):
        found[block.element] = _judge(block)
    for image in page.exposed("img[alt], input[type=image][alt], area[alt]"):
        if _VENDOR.search(image.get("alt") or ""):
            found[image] = _judge(Block(image, image.get("alt") or ""))
    return all_but(found, page)


def _judge(block: Block) -> Verdict:
    match = _VENDOR.search(block.text)
    if match is None:
        return passed()
    place = block.element_at(match.start())
    characters = "".join(dict.fromkeys(_VENDOR.findall(block.text)))
    right = "、".join(f"{c}→{spelling(c)}" for c in characters if spelling(c))
    return failed("found" if right else "unknown", place, characters=characters, right=right)


RULE = Rule(
    id="platform-characters",
    name={"ja": "機種依存文字を使っていない", "en": "No platform-dependent characters"},
    criteria=(),
    impact="minor",
    items=("G29", "J04"),
    verdicts=verdicts,
    house=True,
    why={
        "ja": "読み上げソフトによって読み方が違い、読み飛ばすものもあります。",
        "en": "Screen readers read them in different ways, and some leave them out.",
    },
    messages={
        "found": {
            "ja": "機種依存文字「{characters}」があります。",
            "en": "There are platform-dependent characters: “{characters}”.",
        },
        "unknown": {
            "ja": "機種依存文字「{characters}」があります。",
            "en": "There are platform-dependent characters: “{characters}”.",
        },
    },
    fixes={
        "found": {"ja": "ほかの書き方にしてください（{right}）。", "en": "Write them in another way ({right})."},
        "unknown": {"ja": "言葉で書いてください。", "en": "Write them in words."},
    },
    source="Municipal guideline item G29",
)
