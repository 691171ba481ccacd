"""Nouns with two readings, told apart by what is spoken of: 会議の最中 is さいちゅう, 最中とまんじゅう もなか."""

from translations.furigana.rules import Rules, is_noun, near, pos, surface, words
from translations.tokens import TokenList

RULES = Rules()


@RULES.for_words("何時")
def _nanji(tokens: TokenList, i: int) -> str | None:
    """なんじ asks for the time; いつ in 何時も, 何時か, 何時の間."""
    after, then = surface(tokens, i + 1), surface(tokens, i + 2)
    return None if after in {"も", "か", "でも"} or (after == "の" and then in {"間", "世", "日"}) else "なんじ"


_GREENGROCERY = words("朝市 魚 鮮魚 野菜 競り セリ せり 新鮮 買い物 買っ 買う 屋台 食べ歩き 観光客 露店 果物 魚介 海鮮")


_GOODS = words("魚 魚介 野菜 青果 果物 海産物 花 食品 朝 漁港 港 骨董 農産物 町")


@RULES.for_words("市場")
def _ichiba(tokens: TokenList, i: int) -> str | None:
    """いちば where goods lie on tables (魚の市場, 市場で野菜を買う); しじょう of an economy."""
    if surface(tokens, i - 1) == "の" and surface(tokens, i - 2) in _GOODS:
        return "いちば"
    if is_noun(tokens, i - 1) or pos(tokens, i + 1)[0] in {"名詞", "接尾辞"}:
        return None
    return "いちば" if near(tokens, i - 6, i + 7) & _GREENGROCERY else None


_KEPT_COOL = words("冷蔵 早め 召し上がり 腐り 食べ 保管 発送 配送 宅配 冷凍 返品 賞味")


@RULES.for_words("生物")
def _namamono(tokens: TokenList, i: int) -> str | None:
    """なまもの that spoils, せいぶつ that lives."""
    if is_noun(tokens, i - 1) or pos(tokens, i + 1)[0] in {"名詞", "接尾辞"}:
        return None
    return "なまもの" if near(tokens, i + 1, i + 12) & _KEPT_COOL else None


_WRITTEN_ON = words("寄せ書き サイン 揮毫 墨 筆 俳句 短歌 書道 色紙掛け メッセージ 直筆 言葉 揮ごう")


@RULES.for_words("色紙")
def _shikishi(tokens: TokenList, i: int) -> str | None:
    """しきし to write on, いろがみ to fold."""
    return "しきし" if near(tokens, i - 6, i + 8) & _WRITTEN_ON else "いろがみ"


_SWEETS = words(
    "まんじゅう 饅頭 和菓子 菓子 あん 餡 せんべい 煎餅 餅 ようかん 羊羹 どら焼き 団子 アイス 小豆 あんこ 銘菓 皮"
)


@RULES.for_words("最中")
def _monaka(tokens: TokenList, i: int) -> str | None:
    """もなか that one eats, さいちゅう in the middle of."""
    return "もなか" if near(tokens, i - 6, i + 7) & _SWEETS else "さいちゅう"


@RULES.for_words("小人")
def _shonin(tokens: TokenList, i: int) -> str | None:
    """しょうにん before what a child pays, or beside 大人 in a list of fares; こびと in a tale."""
    if near(tokens, i - 12, i + 12) & {"大人", "中人"}:
        return "しょうにん"
    return "しょうにん" if surface(tokens, i + 1) in {"料金", "運賃", "券", "半額", "無料", "割引"} else None


_CLAUSE_STARTS = frozenset("はがも、。「（(") | {"", "で", "より", "・"}


@RULES.for_words("後")
def _nochi(tokens: TokenList, i: int) -> str | None:
    """のち at the start of a clause (長男は後に町長となった), あと after a deed (食事の後に)."""
    before, after = surface(tokens, i - 1), surface(tokens, i + 1)
    if before not in _CLAUSE_STARTS:
        return None
    if after == "に" and pos(tokens, i + 2)[0] not in {"補助記号", "動詞"}:
        return "のち"
    return "のち" if after == "の" and before in {"、", "（", "(", "で"} and is_noun(tokens, i + 2) else None


@RULES.for_words("判")
def _ban(tokens: TokenList, i: int) -> str | None:
    """ばん of a size of paper (A4判), はん a stamp or a verdict."""
    sizes = {"A", "B", "Ａ", "Ｂ", "a", "b"}
    return "ばん" if surface(tokens, i - 2) in sizes and pos(tokens, i - 1)[1] == "数詞" else None


@RULES.for_words("城跡")
def _shiroato(tokens: TokenList, i: int) -> str | None:
    """しろあと the word alone, じょうせき after a name (竹田城跡)."""
    return "じょうせき" if is_noun(tokens, i - 1) else "しろあと"


@RULES.for_words("下手")
def _shitate(tokens: TokenList, i: int) -> str | None:
    """したて in 下手に出る."""
    goes = i + 2 < len(tokens) and tokens[i + 2].dictionary_form == "出る"
    return "したて" if surface(tokens, i + 1) == "に" and goes else None


@RULES.for_words("日用")
def _biyo(tokens: TokenList, i: int) -> str | None:
    """びよう for a day (誕生日用), where Sudachi cuts off 日用."""
    return "びよう" if surface(tokens, i - 1) in {"誕生", "記念", "結婚記念"} else None
