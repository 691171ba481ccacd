"""Nouns of one kanji that Sudachi reads as if they were part of a compound: 金を借りる is かね, not きん.

Each rule holds only where the word stands alone: no noun, prefix or number before it, and a particle or the end after it.
"""

from translations.furigana.rules import Rules, near, pos, surface, words
from translations.tokens import TokenList

RULES = Rules()

_NOUN_LIKE = {"名詞", "接頭辞", "接尾辞"}


def stands_alone(tokens: TokenList, i: int) -> bool:
    """Tell whether token i is a noun of its own, no part of a compound."""
    if pos(tokens, i - 1)[0] in _NOUN_LIKE or surface(tokens, i - 1) in {"・", "ー"}:
        return False
    return pos(tokens, i + 1)[0] not in _NOUN_LIKE and surface(tokens, i + 1) != "・"


_METALS = words(
    "銀 銅 白金 プラチナ メダル 純 採掘 鉱山 鉱石 相場 地金 価格 元素 金属 合金 含有 産出 オリンピック 五輪 獲得 砂金 鉄"
)


@RULES.for_words("金")
def _kane(tokens: TokenList, i: int) -> str | None:
    """かね that one pays, きん the metal."""
    if not stands_alone(tokens, i) or near(tokens, i - 6, i + 7) & _METALS:
        return None
    return "かね" if surface(tokens, i + 1) in {"を", "が", "は", "も", "に", "で", "の", "と", "、"} else None


_COUNTRIES = words("日 英 仏 独 中 露 韓 豪 伊 軍 大統領 国 政府 首脳 紙 欧")


@RULES.for_words("米")
def _kome(tokens: TokenList, i: int) -> str | None:
    """こめ that one eats, べい the United States."""
    if not stands_alone(tokens, i) or near(tokens, i - 2, i + 3) & _COUNTRIES:
        return None
    return (
        "こめ" if surface(tokens, i + 1) in {"を", "が", "は", "も", "に", "の", "や", "と", "、", "づくり"} else None
    )


_BEAR = words("なる 付ける つける 結ぶ 熟す 熟する 食べる 落ちる 採る とる 生る つく 付く 赤い 大きい")


@RULES.for_words("実")
def _mi(tokens: TokenList, i: int) -> str | None:
    """み of a plant, じつ in truth."""
    if surface(tokens, i + 1) not in {"が", "を"} or i + 2 >= len(tokens):
        return None
    return "み" if tokens[i + 2].dictionary_form in _BEAR and pos(tokens, i - 1)[0] != "名詞" else None


@RULES.for_words("角")
def _tsuno(tokens: TokenList, i: int) -> str | None:
    """つの of an animal, かど of a street."""
    after = tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    horned = surface(tokens, i - 2) in words("鹿 シカ 牛 鬼 羊 雄 サイ 悪魔")
    grows = surface(tokens, i + 1) in {"を", "が"} and after in {"もつ", "持つ", "生える", "はえる", "生やす"}
    return "つの" if horned or grows else None


@RULES.for_words("命")
def _mei(tokens: TokenList, i: int) -> str | None:
    """めい an order (藩主の命により), いのち life."""
    after, then = surface(tokens, i + 1), tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    if surface(tokens, i - 1) != "の":
        return None
    is_order = (after == "に" and then in {"よる", "従う", "背く", "したがう"}) or (
        after == "を" and then in {"受ける", "奉ずる"}
    )
    return "めい" if is_order else None


@RULES.for_words("間")
def _ma(tokens: TokenList, i: int) -> str | None:
    """ま a pause (間を置く), あいだ between."""
    if surface(tokens, i + 1) != "を" or i + 2 >= len(tokens):
        return None
    return "ま" if tokens[i + 2].dictionary_form in {"置く", "おく", "取る", "とる", "詰める"} else None


@RULES.for_words("値")
def _ne(tokens: TokenList, i: int) -> str | None:
    """ね a price (値が張る, 値が下がる), あたい a value."""
    after = tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    if surface(tokens, i + 1) in {"が", "を", "も"} and after in {
        "張る",
        "付く",
        "つく",
        "つける",
        "付ける",
        "上がる",
        "下がる",
    }:
        return "ね"
    return None


@RULES.for_words("札")
def _fuda(tokens: TokenList, i: int) -> str | None:
    """ふだ that hangs or is worn, さつ paper money."""
    after = tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    if stands_alone(tokens, i) and surface(tokens, i + 1) in {"を", "が", "に"}:
        return (
            "ふだ"
            if after in {"掛ける", "かける", "下げる", "付ける", "つける", "貼る", "立てる", "立つ", "引く", "取る"}
            else None
        )
    return None


@RULES.for_words("園", "館", "局", "科", "階", "史", "類", "級")
def _institution(tokens: TokenList, i: int) -> str | None:
    """えん, かん, きょく …: the short name of an institution or kind, where Sudachi gives その, やかた, つぼね."""
    if not stands_alone(tokens, i):
        return None
    return dict(zip("園館局科階史類級", "えん かん きょく か かい し るい きゅう".split(), strict=True))[
        tokens[i].surface
    ]


@RULES.for_words("雨")
def _ame(tokens: TokenList, i: int) -> str | None:
    """あめ the word, う at the end of a compound that Sudachi cuts (一日中雨で)."""
    return (
        "あめ" if tokens[i].reading == "う" and surface(tokens, i + 1) in {"で", "が", "の", "、", "。", "だ"} else None
    )


@RULES.for_words("仏")
def _hotoke(tokens: TokenList, i: int) -> str | None:
    """ほとけ the Buddha, ふつ France."""
    return "ほとけ" if stands_alone(tokens, i) and surface(tokens, i - 1) not in {"、", "・"} else None


@RULES.for_forms_of("温める")
def _atatame(tokens: TokenList, i: int) -> str:
    """あたためる, where Sudachi may give ぬるめる."""
    return "あたた" + tokens[i].surface[1:]


_USUAL = dict(zip("城尼膿禍宴錐綾店", "しろ あま うみ わざわい うたげ きり あや みせ".split(), strict=True))


@RULES.for_words(*_USUAL)
def _alone(tokens: TokenList, i: int) -> str | None:
    """城 is しろ, じょう only in a name: words of which Sudachi knows two readings of one weight."""
    return _USUAL[surface(tokens, i)] if stands_alone(tokens, i) else None


_EMPTY = words("箱 容器 缶 瓶 びん ボトル 袋 コップ 財布 ペットボトル 棚 皿 ケース 席 封筒 かばん 鍋 樽 弁当")


@RULES.for_words("空")
def _kara(tokens: TokenList, i: int) -> str | None:
    """から of a box (空の容器, 缶を空にする), そら above."""
    after, then = surface(tokens, i + 1), i + 2
    if not stands_alone(tokens, i) or then >= len(tokens):
        return None
    if after == "に" and tokens[then].dictionary_form in {"する", "なる"}:
        return "から"
    return "から" if after == "の" and surface(tokens, then) in _EMPTY else None


_YEARS = {
    "が": words("明ける 改まる"),
    "を": words("とる 取る 重ねる 越す 召す"),
    "の": words("瀬 初め 始め はじめ 暮れ 差 功"),
}


@RULES.for_words("年")
def _toshi(tokens: TokenList, i: int) -> str | None:
    """とし that one is old or that begins, ねん that is counted."""
    then = tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    return "とし" if stands_alone(tokens, i) and then in _YEARS.get(surface(tokens, i + 1), ()) else None


@RULES.for_words("市")
def _ichi(tokens: TokenList, i: int) -> str | None:
    """いち that is held (市が立つ, 市が開かれる), し that has a mayor and holds a meeting (市が開く)."""
    then, how = ((tokens[n].dictionary_form if n < len(tokens) else "") for n in (i + 2, i + 3))
    is_held = then == "立つ" or (then == "開く" and how in {"れる", "られる"})
    return "いち" if stands_alone(tokens, i) and surface(tokens, i + 1) == "が" and is_held else None


@RULES.for_words("床")
def _toko(tokens: TokenList, i: int) -> str | None:
    """とこ to sleep in, ゆか to stand on."""
    then = tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    return "とこ" if surface(tokens, i + 1) == "に" and then in {"就く", "つく", "伏す", "ふせる", "臥す"} else None
