"""Verbs and adjectives of which Sudachi knows two readings of one weight: the neighbouring word would decide by chance.

言う is いう and not ゆう, 深い ふかい and not ぶかい. verbs.tsv has those with one reading in general use; for the others the
object decides.
"""

import functools
import re

from translations.furigana.layout import KANJI
from translations.furigana.rules import Rules, is_noun, pos, surface, words
from translations.tables import read_rows
from translations.tokens import TokenList

RULES = Rules()

_STEM = re.compile(f"[{KANJI}]+")


@functools.cache
def _stems() -> dict[str, tuple[str, str]]:
    """Give for each verb of verbs.tsv the kanji it starts with, and their reading."""
    found = {}
    for row in read_rows("verbs.tsv"):
        stem = _STEM.match(row["verb"])
        if stem:
            found[row["verb"]] = stem.group(), row["reading"]
    return found


@RULES.for_forms_of(*_stems())
def _usual(tokens: TokenList, i: int) -> str | None:
    """The readings of verbs.tsv, but not at the end of a compound (注意深い is ちゅういぶかい)."""
    stem, reading = _stems()[tokens.entries[i][0]]
    if not surface(tokens, i).startswith(stem) or (is_noun(tokens, i - 1) and tokens.entries[i][0] in {"深い", "込む"}):
        return None
    return reading + tokens[i].surface[len(stem) :]


def _object(tokens: TokenList, i: int, *particles: str) -> str:
    """Give the noun before the particle before token i; empty if there is no such particle."""
    return surface(tokens, i - 2) if surface(tokens, i - 1) in particles else ""


@RULES.for_forms_of("得る")
def _eru(tokens: TokenList, i: int) -> str | None:
    """える something (資格を得る), うる what can happen (起こり得る)."""
    if not surface(tokens, i).startswith("得"):
        return None
    can_happen = pos(tokens, i - 1)[0] == "動詞" and surface(tokens, i) in {"得る", "得れ"}
    return ("う" if can_happen else "え") + surface(tokens, i)[1:]


_SUFFERED = words("損害 被害 影響 不利益 損失 迷惑 恩恵 災害 打撃 災い 汚名 害 痛手 罪")


@RULES.for_forms_of("被る")
def _komuru(tokens: TokenList, i: int) -> str | None:
    """こうむる a loss, かぶる a hat."""
    what = _object(tokens, i, "を", "が", "は", "も", "の")
    return ("こうむ" if what in _SUFFERED else "かぶ") + surface(tokens, i)[1:]


_DRINKS = words("お茶 茶 酒 お酒 ビール ワイン コーヒー 紅茶 湯 日本酒 水 汁 ジュース")


@RULES.for_forms_of("注ぐ")
def _tsugu(tokens: TokenList, i: int) -> str | None:
    """つぐ a drink, そそぐ into the sea, efforts."""
    is_poured = _object(tokens, i, "を") in _DRINKS
    return ("つ" if is_poured else "そそ") + surface(tokens, i)[1:]


_STOMACH = words("腹 お腹 おなか なか 小腹")


@RULES.for_forms_of("空く")
def _suku(tokens: TokenList, i: int) -> str | None:
    """すく of the stomach, あく of a seat."""
    return "す" + surface(tokens, i)[1:] if _object(tokens, i, "が", "も", "の", "は") in _STOMACH else None


_PLAYED = words("ピアノ ギター 曲 琴 三味線 バイオリン ヴァイオリン 楽器 オルガン チェロ 弦")


@RULES.for_forms_of("弾ける")
def _hajikeru(tokens: TokenList, i: int) -> str | None:
    """ひける an instrument, はじける of a seed."""
    return ("ひ" if _object(tokens, i, "を", "が", "も") in _PLAYED else "はじ") + surface(tokens, i)[1:]


_HELD_BACK = words("涙 怒り 笑い 痛み 痛さ 眠気 声 悲しみ 空腹")


@RULES.for_forms_of("堪える")
def _koraeru(tokens: TokenList, i: int) -> str | None:
    """こらえる tears, たえる what one has to bear (見るに堪えない)."""
    if _object(tokens, i, "を") in _HELD_BACK:
        return "こら" + surface(tokens, i)[1:]
    return "た" + surface(tokens, i)[1:] if surface(tokens, i - 1) == "に" else None


_DRAWN = words("絵 図 似顔絵 イラスト 漫画 マンガ 線 地図 円 油絵 ポスター 顔 眉 下絵 設計図")


@RULES.for_forms_of("描く")
def _kaku(tokens: TokenList, i: int) -> str | None:
    """かく with a pencil, えがく a future."""
    return "か" + surface(tokens, i)[1:] if _object(tokens, i, "を", "の") in _DRAWN else None


@RULES.for_forms_of("来る", "来たる")
def _kuru(tokens: TokenList, i: int) -> str | None:
    """きたる before a date (来る四月一日), くる of a bus or a person."""
    if surface(tokens, i) != "来る" or surface(tokens, i + 1) in {"べき", "べく"}:
        return None
    opens = surface(tokens, i - 1) in {"", "、", "。", "「", "（", "　"}
    return "きたる" if opens and pos(tokens, i + 1)[1] == "数詞" else "くる"
