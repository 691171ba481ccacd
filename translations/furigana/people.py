"""方: かた a person, ほう a side, がた several persons. The word that a city's pages have most of two readings."""

from translations.furigana.rules import Rules, pos, surface, words
from translations.tokens import TokenList

RULES = Rules()

_PARTICLES_AFTER_PERSON = frozenset("はをもにへとや、")


# Nouns that name people, before の方 (かた) or 方 (がた).
_PEOPLE = words(
    "外国 市民 住民 町民 県民 国民 高齢者 障害者 障がい者 外国人 家族 女性 男性 地域 地元 市内 市外 在住 在勤 "
    "在学 希望 対象 初めて 暮らし 住まい 持ち 以上 以下 未満 妊娠中 妊婦 スタッフ 農家 職員 担当 係 年配 "
    "近所 歳 才 代 病気 認知症 多く 一般 大人 学生 子育て中 お子さん 連れ 本人 全員 すべて 利用 利用者 "
    "会員 保護者 参加者 受講者 申込者 生まれ 大勢 該当 同居 居住 勤務 在宅 受給 妊娠 通学 通勤 見学 独居 高齢 他市 他県 予定"
)
_OF_PEOPLE = words("来る いる 居る いらっしゃる おる 亡くなる 住む 困る 参加 訪れる 応募 申し込む")
# 被保険者の方, 外国籍の方, 受講生の方
_PERSON_ENDS = frozenset("者員人民生籍婦児女男客師士主親様族")
_PLURAL = words("先生 あなた 皆様 皆さま みなさま 親 保護者 職員 親御さん 殿 奥様")


# What somebody has or is: 所得の低い方は.
_OF_ONES_OWN = words(
    "具合 体 身体 体調 足 腰 目 耳 手 視力 体力 所得 収入 年齢 障害 障がい 症状 都合 経験 自信 関心 興味 関わり 意欲"
)
# What may stand behind a person at the end of an item of a list: 転入した方（先着順）, 介護が必要な方等.
_AFTER_ITEM = words("。 （ ( ） ) ・ 等 など のみ だけ 以外 限定 全員 優先 向け 対象 ： : ／ / 」")


def _ends_item(after: str) -> bool:
    return not after.strip() or after in _AFTER_ITEM


def _names_people(tokens: TokenList, i: int, after: str) -> bool:
    """Tell whether token i, which stands before の方, is about people: 遺族, ご来場, 二月生まれ, 市町の方も."""
    whose = surface(tokens, i)
    if whose in _PEOPLE or whose[-1:] in _PERSON_ENDS or pos(tokens, i)[2] == "人名":
        return True
    if surface(tokens, i - 1) in {"お", "ご", "御"}:  # お困りの方, ご来場の方
        return True
    if whose in {"内", "外"} and surface(tokens, i - 1) in {"市", "町", "村", "県", "国", "区", "圏"}:
        return True
    if whose[-1:] in {"市", "町", "村", "県"}:
        return after in {"も", "は", "で", "が"} and whose != "町"
    return whose in {"次", "下記", "左記", "上記", "一定"} and (after in {"は", "に", "が"} or _ends_item(after))


@RULES.for_words("方")
def _kata(tokens: TokenList, i: int) -> str | None:
    """かた of a person, ほう of a side or a comparison, がた of several persons."""
    before, after = surface(tokens, i - 1), surface(tokens, i + 1)
    if after == "々":
        return "かた"
    if before in _PLURAL:
        return "がた"
    if after == "が" and pos(tokens, i + 2)[0] == "形容詞":
        return "ほう"
    if before == "の" and after == "が" and i + 2 < len(tokens) and tokens[i + 2].dictionary_form in _OF_PEOPLE:
        return "かた"
    if before == "の":
        return "かた" if _names_people(tokens, i - 2, after) else None
    if before in {"この", "その", "あの", "どの"}:
        return "かた" if after in _PARTICLES_AFTER_PERSON else None
    if before == "な":  # 必要な方が対象, 静かな方だ
        is_person = after in _PARTICLES_AFTER_PERSON or after in {"の", "から"} or _ends_item(after)
        return "かた" if is_person or (after == "が" and pos(tokens, i + 2)[0] == "名詞") else "ほう"
    if pos(tokens, i - 1)[0] == "形容詞":  # 具合が悪い方は, 耳の遠い方も; 安い方は is ほう
        is_person = surface(tokens, i - 2) in {"が", "の", "も"} and surface(tokens, i - 3) in _OF_ONES_OWN
        return "かた" if is_person and (after in {"は", "も", "へ", "や", "、"} or _ends_item(after)) else None
    if pos(tokens, i - 1)[0] in {"動詞", "助動詞"} and pos(tokens, i - 1)[5].startswith(("連体形", "終止形")):
        is_person = after in _PARTICLES_AFTER_PERSON or (after == "が" and pos(tokens, i + 2)[0] == "動詞")
        is_person = is_person or _ends_item(after) or (before == "た" and after in {"です", "で"})
        return "かた" if is_person else None
    return None
