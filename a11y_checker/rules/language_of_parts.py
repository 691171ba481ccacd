"""Parts in other languages say so."""

import re

from a11y_checker.blocks import Block
from a11y_checker.dom import LANGUAGE_ATTRIBUTES, Element, language, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, all_passed

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _is_japanese_too(character: str) -> bool:
    """Whether JIS X 0208 has it, so that it may stand in a Japanese text."""
    try:
        return bool(character.encode("shift_jis"))
    except UnicodeEncodeError:
        return False


# Characters of today's Chinese that Japanese does not use. Source: 简化字总表, without what JIS X 0208 has.
_SIMPLIFIED = frozenset(
    character
    for character in "们这为个专业东两严丰临举义乐习书买产亲亿仅从价众优传伤债关兴养写农决况净减击创剧劝办务动劳势华协单卖卫厅历压厌县发变"
    "号吗听启员响问间闭阳阴阵际陆陈险随难页项顺须顾预领频题额风飞饭饮馆马驾验鱼鸟龙请谢谁调谈让记讲许论设访证词试话该详"
    "语说读课费资购贵贴车转轮软较载达过运还进远连适选递边遗邮铁银错键长门时显样标树桥检机权条极构欢气汉汤沟没济涨温湾满"
    "灯灾炉点热爱状猫环现电画疗监盖盘确码礼离种积稳窗竞笔签简类粮紧纪约级纸线练组织经结给络统继续维绿缴网罗职联肤胜脑脚"
    "艺节苏药营获虑虽补装见观规视觉计订认误谱贝负贡财责败货质贸质赛赞赶起践踪轨轻办"
    if not _is_japanese_too(character)
)
# Old forms stand in names here and there; three kinds of them in a passage without kana are Chinese.
_TRADITIONAL = frozenset("們這說對與會學國觀發點辦處應將從區號圖當體嗎麼您關歡證繳來氣廣實團醫藥轉")
_HANGUL = re.compile(r"[\uac00-\ud7a3][\uac00-\ud7a3\s,.]{5,}")
_OTHER = re.compile(r"[\u0400-\u04ff\u0e00-\u0e7f\u0600-\u06ff\u0900-\u097f\u1000-\u109f]{4,}")
_LATIN = re.compile(r"(?:[A-Za-zÀ-ỹ'’]+[,.:;!?]?[ ]){4,}[A-Za-zÀ-ỹ'’]+")
# The commonest words of English, Portuguese, Spanish, Vietnamese, Tagalog and Indonesian.
_FUNCTION_WORDS = words(
    "the of and to is are you your please for with from this that we our in on at by can will be have not if or when"
    " de da do das dos para os as em não uma um por que seu você é ao na no se con los las el la y una su es"
    " và của bạn không các được là cho có người trong ang ng mga sa po ay kung na yang dan untuk di dengan anda"
)
_MIN_HAN = 8
_HINT = (
    r"[\uac00-\ud7a3][\uac00-\ud7a3\s,.]{5}"
    rf"|{_OTHER.pattern}|[{''.join(_SIMPLIFIED | _TRADITIONAL)}]|[A-Za-zÀ-ỹ'’][,.:;!?]?[ ][A-Za-zÀ-ỹ'’]"
)


def _usual(page: Page) -> dict[Element, Verdict]:
    """What is in Japanese by its mark-up; most pages state a language only once, at the top."""
    stated = [e for name in LANGUAGE_ATTRIBUTES for e in page.index.with_attribute(name)]
    if all(element is page.root for element in stated):
        return all_passed(page) if _is_stated_japanese(page.root) else {}
    return {block.element: passed() for block in page.blocks if _is_stated_japanese(block.element)}


def _is_stated_japanese(element: Element) -> bool:
    return language(element).split("-")[0] == "ja"


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail a passage that is in another language than the page says."""
    if not _is_stated_japanese(block.element):
        return None
    text = block.text
    for pattern in (_HANGUL, _OTHER):
        match = pattern.search(text)
        if match is not None:
            return failed("foreign", block.element_at(match.start()), words=match.group()[:20].strip())
    if _is_chinese(text):
        return failed("foreign", words=text[:20].strip())
    for match in _LATIN.finditer(text):
        found = [word.strip(",.:;!?").lower() for word in match.group().split()]
        if sum(word in _FUNCTION_WORDS for word in found) >= 2:
            return failed("foreign", block.element_at(match.start()), words=match.group()[:30].strip())
    return passed()


def _is_chinese(text: str) -> bool:
    if _KANA.search(text) or len(_HAN.findall(text)) < _MIN_HAN:
        return False
    return len(_SIMPLIFIED.intersection(text)) >= 2 or len(_TRADITIONAL.intersection(text)) >= 3


_WORDING = Wording(_look, _HINT, usual=_usual)

RULE = Rule(
    id="language-of-parts",
    name={"ja": "ほかの言語の部分に、言語が指定してある", "en": "Parts in other languages say so"},
    criteria=("3.1.2",),
    impact="moderate",
    items=("G52", "J38"),
    verdicts=_WORDING.verdicts,
    why={
        "ja": "日本語の声で読み上げられ、外国語を聞く人には分かりません。",
        "en": "A Japanese voice reads it, and those who know the language do not understand a word.",
    },
    messages={
        "foreign": {
            "ja": "「{words}」は、日本語ではないようですが、言語が指定されていません。",
            "en": "“{words}” does not seem to be Japanese, and nothing says in which language it is.",
        },
    },
    fixes={
        "": {
            "ja": 'その部分に lang="en"（英語）、lang="zh-Hans"（中国語・簡体字）などを付けてください。',
            "en": 'Add lang to that part: lang="en" for English, lang="zh-Hans" for simplified Chinese.',
        },
    },
    source="WCAG 2.2, SC 3.1.2, technique H58",
)
