"""Words that sound otherwise at the end of a compound: 会社 is かいしゃ, 旅行会社 りょこうがいしゃ."""

import functools
import re

from translations.furigana.rules import Rules, is_katakana, is_noun, pos, surface, words
from translations.tables import read_rows
from translations.tokens import TokenList

RULES = Rules()


@functools.cache
def _endings() -> dict[str, tuple[str, str]]:
    """Give what endings.tsv says of a word: its reading at the end of a compound, and after what."""
    return {row["surface"]: (row["reading"], row["after"]) for row in read_rows("endings.tsv")}


def _is_end_of_compound(tokens: TokenList, i: int, after: str) -> bool:
    """after: "noun": any noun; "name": a proper noun or katakana; "katakana"."""
    if after == "noun" and (is_noun(tokens, i - 1) or pos(tokens, i - 1)[:2] == ("接尾辞", "名詞的")):
        return True
    return is_katakana(tokens, i - 1) or (after == "name" and pos(tokens, i - 1)[1] == "固有名詞")


_AFTER_NOUN = {
    ("助詞", "格助詞"),
    ("助詞", "係助詞"),
    ("補助記号", "読点"),
    ("補助記号", "句点"),
    ("", ""),
    ("名詞", "普通名詞"),
}


@RULES.for_words(*_endings())
def _ending(tokens: TokenList, i: int) -> str | None:
    """The words of endings.tsv: 会社帰り is かいしゃがえり."""
    reading, after = _endings()[tokens[i].surface]
    if pos(tokens, i)[0] == "動詞" and pos(tokens, i + 1)[:2] not in _AFTER_NOUN:
        return None  # a verb of its own: 本を使いました
    return reading if _is_end_of_compound(tokens, i, after) else None


@RULES.for_words("家")
def _ie(tokens: TokenList, i: int) -> str | None:
    """け after the name of a family (徳川家, ハプスブルク家); 〜か of a person who does it stays."""
    if (pos(tokens, i - 1)[1] == "固有名詞" or is_katakana(tokens, i - 1)) and surface(tokens, i + 1) != "屋":
        return "け"
    return None


@RULES.for_words("川")
def _kawa(tokens: TokenList, i: int) -> str | None:
    """がわ at the end of a river's name, かわ the word alone."""
    return "がわ" if tokens[i].reading == "かわ" and (is_noun(tokens, i - 1) or is_katakana(tokens, i - 1)) else None


@RULES.for_words("山")
def _yama(tokens: TokenList, i: int) -> str | None:
    """さん after a foreign name (アイガー山)."""
    return "さん" if is_katakana(tokens, i - 1) else None


@RULES.for_words("会社")
def _gaisha(tokens: TokenList, i: int) -> str | None:
    """がいしゃ at the end of a compound (旅行会社)."""
    return "がいしゃ" if is_noun(tokens, i - 1) and surface(tokens, i - 1) not in {"同", "当", "会社"} else None


@RULES.for_words("不足")
def _fusoku(tokens: TokenList, i: int) -> str | None:
    """ぶそく at the end of a compound (人手不足)."""
    return (
        "ぶそく"
        if (is_noun(tokens, i - 1) or pos(tokens, i - 1)[0] == "接尾辞") and pos(tokens, i - 1)[2] != "助数詞可能"
        else None
    )


@RULES.for_words("内")
def _uchi(tokens: TokenList, i: int) -> str | None:
    """ない at the end of a compound (区域内), うち the word alone."""
    return "ない" if is_noun(tokens, i - 1) else None


@RULES.for_words("後")
def _ato(tokens: TokenList, i: int) -> str | None:
    """その後 is そのご, この後 このあと."""
    return {"その": "ご", "この": "あと"}.get(surface(tokens, i - 1))


@RULES.for_words("付", "付け")
def _tsuke(tokens: TokenList, i: int) -> str | None:
    """づけ after a date, つき what a thing comes with."""
    if surface(tokens, i - 1) == "日":
        return "づけ"
    if tokens[i].surface == "付け":
        return None
    return "つき" if is_noun(tokens, i - 1) and surface(tokens, i + 1) in {"の", "で", "き", "）", ")"} else None


@RULES.for_words("生")
def _umare(tokens: TokenList, i: int) -> str | None:
    """うまれ after a date of birth."""
    return "うまれ" if surface(tokens, i - 1) == "日" and pos(tokens, i + 1)[0] != "名詞" else None


@RULES.for_words("組")
def _gumi(tokens: TokenList, i: int) -> str | None:
    """ぐみ at the end of a name or after pieces and people (二枚組), くみ the word alone."""
    return (
        "ぐみ"
        if pos(tokens, i - 1)[1] == "固有名詞" or surface(tokens, i - 1) in {"枚", "人", "名", "本", "台"}
        else None
    )


_THROUGHOUT = words(
    "年 一晩 晩 世界 日本 体 身体 町 村 家 部屋 国 夏 冬 春 秋 今年 今日 明日 一年 1年 島 街 庭 店 学校 年がら年"
)


@RULES.for_words("中")
def _naka(tokens: TokenList, i: int) -> str | None:
    """じゅう throughout (一年中), ちゅう during, なか inside."""
    if i == 0:
        return None
    before = surface(tokens, i - 1)
    if surface(tokens, i + 1) == "区":
        return "なか"
    if before == "日" and surface(tokens, i - 2) in {"一", "1", "１"}:
        return "じゅう"
    if before == "年" and surface(tokens, i - 2) not in {"一", "1", "１"}:
        return None
    return "じゅう" if before in _THROUGHOUT else None


@RULES.for_words("日")
def _bi(tokens: TokenList, i: int) -> str | None:
    """び at the end of a compound (収集日, 予定日), where Sudachi gives the ひ of the word alone."""
    token_before = pos(tokens, i - 1)
    if tokens[i].reading == "ひ" and token_before[0] == "名詞" and token_before[1] == "普通名詞":
        return "び"
    return None


@RULES.for_words("箱")
def _hako(tokens: TokenList, i: int) -> str | None:
    """ばこ at the end of a compound (ごみ箱), はこ the word alone."""
    return None if is_noun(tokens, i - 1) else "はこ"


@RULES.for_words("係")
def _gakari(tokens: TokenList, i: int) -> str | None:
    """がかり at the end of a compound (受付係), かかり the word alone."""
    return "がかり" if is_noun(tokens, i - 1) else None


@RULES.for_words("種")
def _tane(tokens: TokenList, i: int) -> str | None:
    """たね of a plant, しゅ a kind (この種の)."""
    if surface(tokens, i - 1) in {"この", "その", "ある", "同", "各", "本", "全"}:
        return "しゅ"
    if pos(tokens, i - 1)[0] in {"名詞", "接頭辞"}:
        return None
    return "たね" if surface(tokens, i + 1) in {"を", "が", "から", "や", "も", "は", "まき"} else None


_WITH_MONO = words("翻訳 輸入 復刻 通販 洗濯 恋愛 冒険 推理 格闘 連載 企画 復讐 撮影 青春 贈答")


@RULES.for_words("物")
def _butsu(tokens: TokenList, i: int) -> str | None:
    """ぶつ after what one does in a word from Chinese (建造物), もの the word alone."""
    if surface(tokens, i - 1) in _WITH_MONO:
        return "もの"
    if pos(tokens, i - 1)[2] != "サ変可能":
        return None
    return "ぶつ" if re.fullmatch("[一-鿿]{2}", surface(tokens, i - 1)) else None


@RULES.for_words("杯")
def _hai(tokens: TokenList, i: int) -> str | None:
    """はい of a contest (京成杯); a number's 杯 is the counter's matter."""
    return "はい" if is_noun(tokens, i - 1) or is_katakana(tokens, i - 1) else None


@RULES.for_words("上")
def _joge(tokens: TokenList, i: int) -> str | None:
    """じょう of a court rank (従四位上)."""
    return "じょう" if surface(tokens, i - 1).endswith("位") and surface(tokens, i - 2) in {"正", "従"} else None
