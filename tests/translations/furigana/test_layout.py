import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.furigana.layout import HAS_KANJI, lay_out


def show(surface, reading):
    """Write the ruby of a word as 漢[かん]字[じ]."""
    out, at = "", 0
    for start, end, kana in lay_out(surface, reading):
        out += surface[at:end] + f"[{kana}]"
        assert start >= at
        at = end
    return out + surface[at:]


@pytest.mark.parametrize(
    ("surface", "reading", "expected"),
    [
        ("行う", "おこなう", "行[おこな]う"),
        ("取り引き", "とりひき", "取[と]り引[ひ]き"),
        ("申込書", "もうしこみしょ", "申[もうし]込[こみ]書[しょ]"),
        ("お知らせ", "おしらせ", "お知[し]らせ"),
        ("消しゴム", "けしごむ", "消[け]しゴム"),
        ("引っ越し", "ひっこし", "引[ひ]っ越[こ]し"),
        ("学校", "がっこう", "学[がっ]校[こう]"),
        ("人々", "ひとびと", "人[ひと]々[びと]"),
        ("国々", "くにぐに", "国[くに]々[ぐに]"),
        ("大人", "おとな", "大人[おとな]"),
        ("一日", "ついたち", "一日[ついたち]"),
        ("一日", "いちにち", "一[いち]日[にち]"),
        ("部屋", "へや", "部屋[へや]"),
        ("時計", "とけい", "時計[とけい]"),
        ("1日", "ついたち", "1日[ついたち]"),
        ("2人", "ふたり", "2人[ふたり]"),
        ("三ヶ月", "さんかげつ", "三[さん]ヶ[か]月[げつ]"),
        ("ヶ月", "かげつ", "ヶ[か]月[げつ]"),
        ("か月", "かげつ", "か月[げつ]"),
        ("青野ケ原町", "あおのがはらちょう", "青[あお]野[の]ケ[が]原[はら]町[ちょう]"),
        ("ひまわりの丘公園", "ひまわりのおかこうえん", "ひまわりの丘[おか]公[こう]園[えん]"),
        ("W杯", "わーるどかっぷ", "W杯[わーるどかっぷ]"),
        ("稼", "稼", "稼"),
        ("かな", "かな", "かな"),
        ("行う", "いく", "行う"),
        ("漢字", "", "漢字"),
    ],
)
def test_lay_out(surface, reading, expected):
    assert show(surface, reading) == expected


@given(
    st.text("漢字小野日々人大ヶ行うきしっカー1aン", max_size=8), st.text("あかしおのひとにちいうきっーん", max_size=12)
)
def test_ruby_never_overlaps_and_always_holds_a_kanji(surface, reading):
    at = 0
    for start, end, kana in lay_out(surface, reading):
        assert at <= start < end <= len(surface)
        assert HAS_KANJI.search(surface[start:end]) or surface[start:end] in "ヶケ"
        assert kana
        at = end
