"""Words with two readings, told apart by the words around them.

Each rule fires rarely and surely: it gives a reading where its context is plain, and None otherwise: then Sudachi's
reading stands. Each is tested both ways in tests/translations/cases/furigana.tsv.
"""

from translations.furigana.rules import Rules, is_noun, near, pos, surface, words
from translations.tokens import TokenList

RULES = Rules()


@RULES.for_words("私")
def _watashi(_tokens: TokenList, _i: int) -> str:
    return "わたし"


@RULES.for_words("日本")
def _nihon(_tokens: TokenList, _i: int) -> str:
    return "にほん"


_TRAVEL = words(
    "車 電車 バス 自転車 徒歩 飛行機 船 新幹線 タクシー バイク 歩き 一人 二人 みんな 皆 家族 全員 友人 夫婦 なし"
)
_OUTINGS = words("旅行 散歩 見物 見学 留学 遠足 買い物 ドライブ")


@RULES.for_forms_of("行う", "行く")
def _itta(tokens: TokenList, i: int) -> str | None:
    """おこなった what, いった where to."""
    if not tokens[i].surface.startswith("行っ"):
        return None
    before = surface(tokens, i - 1)
    ending = tokens[i].surface[1:]
    if before == "を":
        return "おこな" + ending
    if before in {"も", "は"} and pos(tokens, i - 2)[2] == "サ変可能" and surface(tokens, i - 2) not in _OUTINGS:
        return "おこな" + ending
    if before in {"へ", "まで"} or (before == "で" and surface(tokens, i - 2) in _TRAVEL):
        return "い" + ending
    how = surface(tokens, i - 2) if before == "に" else ""
    if how in {"め", "先", "一緒", "いっしょ", "すぐ", "遊び", "久しぶり"} and "を" not in near(tokens, i - 8, i):
        return "い" + ending
    return None


@RULES.for_words("何")
def _nan(tokens: TokenList, i: int) -> str | None:
    """なに before most particles, なん before d, t, n."""
    after = surface(tokens, i + 1)
    if after in {"が", "を", "か", "も", "から", "より", "に"}:
        return "なに"
    if after in {"で", "です", "だ", "の", "と", "でしょう", "だろう", "なら", "て", "たり"}:
        return "なん"
    return None


_ABSTRACT = words(
    "指導 監督 法 条件 名 支援 協力 合意 旗 理念 管理 支配 方針 統治 理解 責任 体制 了解 約束 計画 連携 "
    "制度 指揮 前提 同意 目標"
)


@RULES.for_words("下")
def _shita(tokens: TokenList, i: int) -> str | None:
    """もと of guidance, した of a thing, げ of a court rank."""
    if surface(tokens, i - 1).endswith("位") and surface(tokens, i - 2) in {"正", "従"}:
        return "げ"
    if surface(tokens, i - 1) != "の":
        return None
    return "もと" if surface(tokens, i - 2) in _ABSTRACT else "した"


_COVERS = words("封筒 はがき ハガキ 葉書 紙 用紙 カード 袋 家 コイン 玄関 箱 布 証 手帳 ふた 皿 通知 門")


@RULES.for_words("表")
def _omote(tokens: TokenList, i: int) -> str | None:
    """おもて of a sheet, a house or an inning, ひょう with rows and columns."""
    if surface(tokens, i - 1) == "回" and pos(tokens, i - 2)[1] == "数詞":
        return "おもて"
    if surface(tokens, i + 1) in {"と", "や", "・"} and surface(tokens, i + 2) == "裏":
        return "おもて"
    if surface(tokens, i - 1) == "の" and surface(tokens, i - 2) in _COVERS:
        return "おもて"
    return None


@RULES.for_words("上手", "下手")
def _stage(tokens: TokenList, i: int) -> str | None:
    """かみて and しもて of a stage."""
    if surface(tokens, i - 1) == "の" and surface(tokens, i - 2) in {"舞台", "ステージ", "川", "花道"}:
        return "かみて" if tokens[i].surface == "上手" else "しもて"
    return None


@RULES.for_words("今日")
def _konnichi(tokens: TokenList, i: int) -> str | None:
    """こんにち of our times: 今日的, 今日の社会."""
    after, then = surface(tokens, i + 1), surface(tokens, i + 2)
    if after in {"的"} or (after == "の" and then in {"社会", "日本", "世界", "情勢", "課題", "状況", "教育", "繁栄"}):
        return "こんにち"
    return None


_MINUTES_AFTER = words(
    "間 後 前 ほど くらい ぐらい おき ごと 程度 以内 以上 未満 歩く 置く 置い おく おい 煮る 煮 蒸す 焼く"
)


_MINUTES_BEFORE = words("時 約 徒歩 あと 毎時 午前 午後")
_ON_THE_WAY = words("徒歩 歩い 歩き 車 バス 電車 自転車 駅 停留所")


@RULES.for_words("十分")
def _jubun(tokens: TokenList, i: int) -> str:
    return read_ten_parts(tokens, i, i)


def read_ten_parts(tokens: TokenList, i: int, last: int) -> str:
    """じゅうぶん enough, じゅっぷん ten minutes. 十分 stands from token i to token last."""
    after = surface(tokens, last + 1)
    on_the_way = near(tokens, i - 4, i) & _ON_THE_WAY
    if surface(tokens, i - 1) in _MINUTES_BEFORE or after in _MINUTES_AFTER or on_the_way:
        return "じゅっぷん"
    return "じゅうぶん"


@RULES.for_words("分別")
def _bunbetsu(tokens: TokenList, i: int) -> str | None:
    """ぶんべつ of waste; ふんべつ of a person (分別のある, 分別がつく)."""
    then = tokens[i + 2].dictionary_form if i + 2 < len(tokens) else ""
    if surface(tokens, i + 1) in {"の", "が", "も"} and then in {"ある", "つく", "ない", "無い"}:
        return "ふんべつ"
    return "ぶんべつ"


@RULES.for_words("人気")
def _ninki(tokens: TokenList, i: int) -> str | None:
    """ひとけ of a lonely place, にんき otherwise."""
    if surface(tokens, i + 1) in {"の", "が"} and surface(tokens, i + 2) in {"ない", "無い"}:
        lonely = {"道", "場所", "公園", "夜道", "所", "ところ", "通り", "路地", "山道", "駐車場", "暗い"}
        return "ひとけ" if surface(tokens, i + 3) in lonely else None
    return None


@RULES.for_words("他")
def _ta(tokens: TokenList, i: int) -> str | None:
    """た in その他 and 他〜, ほか before a particle."""
    if surface(tokens, i - 1) == "その":
        return "た"
    if surface(tokens, i + 1) in {"の", "に", "は", "、", "。", "を", "も", "より"}:
        return "ほか"
    return None


_FOOD = words("カレー 味 料理 味付け スープ キムチ ラーメン 唐辛子 食べ物 おかず だし 汁 みそ汁 ソース わさび 大根")


@RULES.for_forms_of("辛い")
def _karai(tokens: TokenList, i: int) -> str | None:
    """からい of food, つらい of work and feelings."""
    around = near(tokens, i - 4, i + 3)
    return ("から" if around & _FOOD else "つら") + tokens[i].surface[1:]


_OPENS_BY_ITSELF = words("門 窓 ドア 扉 戸 穴 口 ふた 蓋 シャッター 店 正門 自動ドア 踏切 玄関 カーテン 幕 目 鍵")


@RULES.for_forms_of("開く")
def _hiraku(tokens: TokenList, i: int) -> str | None:
    """あく of a door (ドアが開く), ひらく of a meeting."""
    if surface(tokens, i - 1) == "を":
        return "ひら" + tokens[i].surface[1:]
    if surface(tokens, i - 1) == "が" and surface(tokens, i - 2) in _OPENS_BY_ITSELF:
        return "あ" + tokens[i].surface[1:]
    return None


_HABITS = words("たばこ タバコ 煙草 酒 お酒 仕事 会社 学校 喫煙 飲酒 連載 勤め 薬 延長 質問")


@RULES.for_forms_of("止める")
def _tomeru(tokens: TokenList, i: int) -> str | None:
    """やめる a habit, とめる what runs."""
    if surface(tokens, i - 1) != "を":
        return None
    return ("や" if surface(tokens, i - 2) in _HABITS else "と") + tokens[i].surface[1:]


@RULES.for_words("額")
def _hitai(tokens: TokenList, i: int) -> str | None:
    """ひたい of a face, がく of money."""
    around = near(tokens, i - 3, i + 4)
    return "ひたい" if around & {"汗", "しわ", "手", "熱", "傷", "髪", "冷やす", "冷やし"} else None


_BOWELS = words("検査 潜血 腸 大腸 尿 血 採取 下痢 便秘 健診 検診")


@RULES.for_words("便")
def _ben(tokens: TokenList, i: int) -> str | None:
    """べん that a doctor looks at, びん that flies or is delivered."""
    if is_noun(tokens, i - 1):
        return None
    return "べん" if near(tokens, i - 6, i + 7) & _BOWELS else None


_IN_ARMS = words("赤ちゃん 赤ん坊 子 子ども 子供 わが子 人形 犬 猫 ぬいぐるみ 肩 ひざ")


@RULES.for_forms_of("抱く")
def _daku(tokens: TokenList, i: int) -> str | None:
    """だく in the arms, いだく in the mind."""
    if surface(tokens, i - 1) == "を" and surface(tokens, i - 2) in _IN_ARMS:
        return "だ" + tokens[i].surface[1:]
    return None


_OF_OITA = words("県 市 駅 空港 大学 道 自動車 銀行 港 城 川 の と や へ に は から まで 出身 県内 市内")


@RULES.for_words("大分")
def _daibu(tokens: TokenList, i: int) -> str | None:
    """おおいた the place, だいぶ rather: before what it makes stronger."""
    return None if surface(tokens, i + 1) in _OF_OITA or i + 1 == len(tokens) else "だいぶ"


@RULES.for_words("寒気")
def _samuke(tokens: TokenList, i: int) -> str | None:
    """さむけ that one feels, かんき of the weather."""
    if surface(tokens, i + 1) in {"が", "を", "も"} and i + 2 < len(tokens):
        return "さむけ" if tokens[i + 2].dictionary_form in {"する", "感ずる", "感じる", "覚える"} else "かんき"
    return None


@RULES.for_words("心中")
def _shinchu(tokens: TokenList, i: int) -> str | None:
    """しんちゅう of a person, しんじゅう the deed."""
    if surface(tokens, i + 1) in {"を", "は"} and surface(tokens, i + 2) in {
        "察し",
        "察する",
        "お",
        "穏やか",
        "明かし",
    }:
        return "しんちゅう"
    return None


@RULES.for_words("都")
def _miyako(tokens: TokenList, i: int) -> str | None:
    """みやこ of old or of music, と the administration of Tokyo."""
    if surface(tokens, i - 1) == "の" and pos(tokens, i - 2)[0] == "名詞" and surface(tokens, i - 2) != "東京":
        return "みやこ"
    return None


@RULES.for_words("対")
def _tai(tokens: TokenList, i: int) -> str | None:
    """たい between two numbers or sides, つい a pair."""
    if surface(tokens, i + 1) == "の" and not is_noun(tokens, i - 1):
        return "つい"
    return "たい" if i and pos(tokens, i - 1)[1] == "数詞" and pos(tokens, i + 1)[1] == "数詞" else None


@RULES.for_forms_of("入る")
def _ki_ni_iru(tokens: TokenList, i: int) -> str | None:
    """いる in 気に入る, はいる into a place."""
    if surface(tokens, i - 1) == "に" and surface(tokens, i - 2) == "気":
        return "い" + tokens[i].surface[1:]
    return None


@RULES.for_words("期")
def _kono_go(tokens: TokenList, i: int) -> str | None:
    """ご in この期に及んで, き a term."""
    is_late = (
        surface(tokens, i - 1) == "この" and surface(tokens, i + 1) == "に" and surface(tokens, i + 2).startswith("及")
    )
    return "ご" if is_late else None


@RULES.for_words("性")
def _sho(tokens: TokenList, i: int) -> str | None:
    """しょう in 性に合う, せい otherwise."""
    return "しょう" if surface(tokens, i + 1) == "に" and surface(tokens, i + 2).startswith("合") else None


_SWINGS = words("バット 竹刀 木刀 練習 ラケット 毎日 クラブ 野球 回 剣道 ゴルフ")


@RULES.for_words("素振り")
def _soburi(tokens: TokenList, i: int) -> str | None:
    """そぶり in somebody's manner, すぶり of a bat."""
    return None if near(tokens, i - 8, i + 8) & _SWINGS else "そぶり"


@RULES.for_words("明朝")
def _mincho(tokens: TokenList, i: int) -> str | None:
    """みんちょう the dynasty and the typeface, みょうちょう tomorrow morning."""
    is_dynasty = (
        surface(tokens, i + 1) in {"時代", "体", "様式", "末期", "初期", "風"} or surface(tokens, i - 1) == "中国"
    )
    return "みんちょう" if is_dynasty else None


@RULES.for_words("社")
def _yashiro(tokens: TokenList, i: int) -> str | None:
    """やしろ a shrine (お社, 神の社) and the town of 加東市, しゃ a company."""
    if surface(tokens, i - 1) in {"お", "加東市"}:
        return "やしろ"
    return "やしろ" if surface(tokens, i - 1) == "の" and surface(tokens, i - 2) in {"神", "鎮守", "村"} else None


@RULES.for_words("妃")
def _kisaki(tokens: TokenList, i: int) -> str | None:
    """きさき the word alone, ひ after a name."""
    return None if is_noun(tokens, i - 1) or pos(tokens, i - 1)[0] in {"接頭辞", "接尾辞"} or i == 0 else "きさき"
