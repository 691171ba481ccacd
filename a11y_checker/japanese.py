"""Questions about Japanese wording, on plain text. No page, no dictionary program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_MARKS = re.compile(r"[\s\u3000「」『』（）()\[\]【】<>＜＞〈〉《》≪≫→⇒▶►▸»›>・…:：、。.,!！♪★☆■□●○◆◇▼▽▲△#＃*＊-]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about a target. Source: municipal guideline items (G37), Japanese check J07.
_VAGUE = _words("""
    こちら こちらへ こちらから こちらです ここ ここへ ここから ここをクリック こちらをクリック
    こちらをご覧ください こちらのページ このページ 次のページへ リンク リンク先 リンクはこちら クリック
    クリックしてください 詳細 詳細へ 詳細情報 詳細を見る 詳細はこちら 詳細をみる 詳しく 詳しくは
    詳しくはこちら 詳しく見る くわしく くわしくはこちら もっと もっと見る もっとみる もっと詳しく
    続き 続きを読む 続きを見る つづきを読む 続きはこちら 見る みる 読む 表示 表示する 開く
    一覧 一覧へ 一覧を見る 一覧はこちら その他 関連リンク pdf pdfファイル ファイル
    ダウンロード ダウンロードはこちら ダウンロードする
    外部リンク 外部サイト 関連サイト サイト サイトへ ホームページ ホームページへ ウェブサイト 公式サイト 添付ファイル 参照 参照先
    more readmore clickhere click here link links details moredetails learnmore viewmore seemore download go
    moreinfo moreinformation continue continuereading seehere thispage thislink website
""")
_SUFFIX = re.compile(
    r"(?:については|は|の?詳細は|を見るには)(?:こちら|ここ)(?:へ|から|です|をクリック|をご覧ください)?$"
)
# Heads that leave the link as vague as it was: 「詳細はこちら」, 「もっと詳しくはこちら」.
_EMPTY_HEADS = _words("""
    詳細 詳しく くわしく もっと詳しく 続き つづき 内容 リンク 情報 これ それ 上記 下記 以下
    ご案内 案内 今回 今日 お知らせ ダウンロード ファイル pdf 一覧 その他 サイト ページ ホームページ 公式サイト
""")


# What is added to a link's text and says nothing of the target: type, size, new window.
_FILE_NOTE = re.compile(
    r"(?:(?:pdf|excel|word|エクセル|ワード)?(?:ファイル|形式)?\d+(?:kb|mb|キロバイト|メガバイト)"
    r"|(?:別|新しい)(?:ウィンドウ|ウインドウ|タブ)(?:で|が)開(?:きます|く)|外部(?:サイト|リンク)(?:へ移動します)?)+$"
)


# Our choice: the words of one page's links, each asked about by several rules.
@lru_cache(maxsize=2048)
def plain_words(text: str) -> str:
    """Text in one width and case, without blanks, brackets, arrows and punctuation."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=2048)
def is_vague_link(name: str) -> bool:
    """Whether a link text says nothing about its target: こちら, 詳細はこちら, もっと見る …"""
    spoken = plain_words(name).replace("コチラ", "こちら").replace("ココ", "ここ")
    words = _FILE_NOTE.sub("", spoken) or spoken
    if words in _VAGUE:
        return True
    match = _SUFFIX.search(words)
    return match is not None and words[: match.start()] in _EMPTY_HEADS


# Series of single characters that are words of their own: not one word pulled apart.
_SERIES = (
    "月火水木金土日祝", "春夏秋冬", "東西南北", "上中下左右前後", "大中小特", "甲乙丙丁戊", "有無可否", "男女", "父母子",
    "一二三四五六七八九十百千万", "年月日時分秒", "町丁目番号地", "松竹梅", "朝昼夕夜晩", "赤青黄緑白黒茶紫", "米麦豆粟黍",
    "子丑寅卯辰巳午未申酉戌亥", "内外表裏", "真行草",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
)  # fmt: skip
_PARTICLES = frozenset("はがのをにへとでもやか")

# Two-character words that notices and forms write with a blank in the middle. Our own list.
_PULLED_APART = _words("""
    日時 日程 日付 日数 期日 期間 期限 時間 時刻 時期 場所 会場 集合 解散 内容 対象 定員 人数 費用 料金 金額 会費 参加
    申込 申請 申出 届出 受付 締切 提出 書類 持物 服装 用意 準備 講師 司会 主催 共催 後援 協賛 協力 担当 連絡 電話 住所
    氏名 名前 姓名 生年 年齢 性別 職業 続柄 世帯 本籍 国籍 目的 趣旨 概要 方法 手順 手続 条件 資格 要件 備考 注意 注記
    事項 項目 番号 種類 種別 区分 品名 品目 名称 所在 数量 単価 小計 合計 総計 総数 面積 人口 予算 決算 歳入 歳出 収入
    支出 残高 議題 議事 次第 会議 会長 会計 監査 監事 幹事 理事 委員 部長 課長 係長 局長 室長 所長 館長 市長 町長 村長
    知事 議長 議員 校長 園長 総務 財務 企画 広報 税務 市民 町民 村民 住民 福祉 健康 保険 年金 環境 建設 土木 都市 水道
    消防 教育 文化 体育 図書 学校 児童 生徒 保護 高齢 障害 介護 子供 子育 防災 避難 災害 地震 訓練 開催 開始 開会 開場
    開館 開演 閉会 閉館 休館 休日 平日 祝日 曜日 毎週 毎月 午前 午後 終了 終日 雨天 順延 中止 延期 変更 決定 結果 報告
    通知 公告 告示 公表 案内 募集 応募 抽選 当選 発表 表彰 交通 駐車 地図 窓口 市役 役場 本庁 支所 支店 本店 銀行 口座
    名義 振込 納付 納期 納入 税額 税率 免除 減免 控除 給付 支給 手当 補助 助成 交付 発行 有効 無効 必要 不要 任意 必須
    記入 記載 署名 押印 印鑑 写真 添付 様式 見本 原本 写し 本人 代理 家族 同居 別居 転入 転出 転居 出生 死亡 婚姻 離婚
    問合せ 問い合わせ 申込み 申し込み 受付け 届出書 取扱い 払込み 持ち物 もちもの お知らせ お願い とき ところ あて先 あてさき なまえ
    作者 著者 題名 題目 作品 会員 団体 個人 一般 大人 小人 無料 有料 免許 距離 路線 系統 始発 終発 到着 出発 上旬 中旬
    下旬 現在 前年 今年 来年 昨年 毎年 以上 以下 未満 合格 主任 主査 主事 係員 職員 職名 役職 役員 目次 表紙 凡例 図表
""")


def is_spaced_word(characters: list[str]) -> bool:
    """Whether single characters in a row are one word pulled apart by blanks: 日　時, 会　場, お 知 ら せ.

    Names (林　誠), series (月　火　水) and words parted on purpose (木 の 葉) are none.
    """
    word = "".join(characters)
    if word in _PULLED_APART:
        return True
    if any(set(characters) <= set(series) for series in _SERIES):
        return False
    is_kana = [not "\u3400" <= c <= "\u9fff" and c != "々" for c in characters]
    hiragana = [c for c in characters if "\u3041" <= c <= "\u3096"]
    if hiragana:
        loose = any(c not in _PARTICLES for c in hiragana)
        return len(characters) >= 4 and loose
    if any(is_kana):
        return len(characters) >= 3
    return len(characters) > 2


_BLANK = "[ \u3000\u00a0\u2002-\u200a\u202f]"
_JAPANESE = r"[\u3041-\u3096\u30a1-\u30fc\u3005\u4e00-\u9fff]"
# Two or more single characters with blanks between them, and no Japanese right beside the run.
_SPACED_RUN = re.compile(rf"(?<!{_JAPANESE}){_JAPANESE}(?:{_BLANK}+{_JAPANESE})+(?!{_JAPANESE})")
SPACED_PAIR = re.compile(f"{_JAPANESE}{_BLANK}+{_JAPANESE}")


def find_spaced_words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text that blanks pull apart: 日　時."""
    for match in _SPACED_RUN.finditer(text):
        if is_spaced_word(re.sub(_BLANK, " ", match.group()).split()):
            yield match


def join_spaced(word: str) -> str:
    """The word without its blanks."""
    return re.sub(_BLANK, "", word)


def is_japanese_letter(character: str) -> bool:
    """Kanji or kana."""
    return re.fullmatch(_JAPANESE, character) is not None


# Katakana words of public pages that a narrow cell tempts people to break. Our own list.
_KATAKANA_WORDS = _words("""
    センター プール ホール サービス ホームページ スポーツ コミュニティ グループ クラブ イベント スタッフ ボランティア アンケート
    リサイクル ペットボトル プラスチック カレンダー パンフレット ポスター メール インターネット パソコン スマートフォン タブレット
    カード マイナンバー マイナンバーカード コンビニ コンビニエンスストア サポート セミナー レッスン コース テキスト プログラム
    スケジュール ステーション バス タクシー トイレ エレベーター エスカレーター バリアフリー ユニバーサルデザイン ガイド ガイドブック
    ガイドライン マップ ハザードマップ アクセス リンク ページ サイト アドレス パスワード ログイン ダウンロード ファイル データ
    システム ネットワーク デジタル オンライン テレビ ラジオ ニュース コピー ファックス ファクス キャンセル チケット ロビー
    カウンター フロア グラウンド テニスコート コート ジム トレーニング ウォーキング マラソン サッカー バレーボール ソフトボール
    バドミントン ワクチン インフルエンザ ウイルス アレルギー ケア ケアマネジャー デイサービス ヘルパー リハビリ リハビリテーション
    ストレス カウンセリング カウンセラー ファミリー ファミリーサポート シルバー シニア ジュニア キッズ ベビーカー ミルク
    オムツ キャンプ コンサート ピアノ フェスティバル フェスタ マルシェ フリーマーケット レストラン カフェ メニュー ボックス
    ポスト シール ラベル サイズ タイプ ベッド ソファー タンス テーブル ストーブ エアコン クーラー ライター スプレー バッテリー
""")


# Kanji that end words of public pages and begin none of their own there: 市民会|館, 福祉|課.
_ONLY_ENDS = frozenset("館課係員費率性的化署局院")


def word_over_break(left: str, right: str) -> str:
    """The word that a line break parts into the end of `left` and the beginning of `right`; "" when none is known to.

    left, right: the characters of one script right before and after the break.
    """
    joined = left + right
    if joined in _KATAKANA_WORDS and not (left in _KATAKANA_WORDS and right in _KATAKANA_WORDS):
        return joined
    # A single character left alone on one side: 参|加, 申請期|間, 市民会|館.
    if 1 in (len(left), len(right)) and left[-1] + right[0] in _PULLED_APART:
        return joined
    if len(left) > 1 and right in _ONLY_ENDS and "\u3400" <= left[-1] <= "\u9fff":
        return joined
    return ""


LOAN_WORD = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)*")
_GLOSS_BEHIND = re.compile(
    r"[」』”]?\s?(?:[（(＝=]|とは|という|（?以下|、つまり|、すなわち|は、?[^。]{2,40}(?:のこと|をいいます|という意味))"
)


def is_glossed(text: str, start: int, end: int) -> bool:
    """Whether a word is explained where it stands: with brackets or 「とは」 behind it, or inside brackets itself."""
    if _GLOSS_BEHIND.match(text[end:]):
        return True
    before, after = text[:start], text[end:]
    opened = max(before.rfind("（"), before.rfind("("))
    return opened > max(before.rfind("）"), before.rfind(")")) and opened >= 1 and after[:1] in ("）", ")", "、", "」")
