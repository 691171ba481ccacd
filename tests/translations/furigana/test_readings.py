import csv
from pathlib import Path

import pytest

from translations import Entry, Ruby, Word, read, read_words, shipped_dictionary, to_kana

CASES = Path(__file__).parents[1] / "cases" / "furigana.tsv"


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["kana"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("text", "kana"), cases())
def test_to_kana_reads_sentence(text, kana):
    assert to_kana(text) == kana


def test_cases_stand_once():
    texts = [text for text, _ in cases()]

    assert sorted(texts) == sorted(set(texts))
    assert len(texts) >= 300


def test_read_leaves_okurigana_outside():
    assert read("取り引きを行う") == [Ruby(0, 1, "と"), Ruby(2, 3, "ひ"), Ruby(5, 6, "おこな")]


def test_read_covers_digits_only_where_number_and_counter_are_one_word():
    assert read("1日と3本と2人") != []
    assert read("8月1日に鉛筆3本を2人で") == [
        Ruby(1, 2, "がつ"),
        Ruby(2, 4, "ついたち"),
        Ruby(5, 6, "えん"),
        Ruby(6, 7, "ぴつ"),
        Ruby(8, 9, "ぼん"),
        Ruby(10, 12, "ふたり"),
    ]


def test_read_skips_words_the_grade_knows():
    assert read("山の頂上", grade=1) == [Ruby(2, 3, "ちょう"), Ruby(3, 4, "じょう")]


@pytest.mark.parametrize("text", ["", " ", "ひらがな", "ABC 123", "カタカナ。", "㌔", "①"])
def test_text_without_kanji_gets_no_ruby(text):
    assert read(text) == []


def test_read_words_tells_where_the_reading_comes_from():
    words = read_words("好古館で三本の取引、日本の麤麤")

    assert words[:5] == [
        Word(0, 3, "こうこかん", "dictionary"),
        Word(4, 5, "さん", "number"),
        Word(5, 6, "ぼん", "number"),
        Word(7, 9, "とりひき", "sudachi"),
        Word(10, 12, "にほん", "rule"),
    ]


def test_word_with_unknown_reading_gets_no_ruby():
    assert read("稼") == []


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("魚市場と市場（いちば）の市場", "うおいちばといちば（いちば）のしじょう"),
        ("河合（かわい）地区", "かわい（かわい）ちく"),
        ("講師は神田光子（じんだみつこ）さん", "こうしはじんだみつこ（じんだみつこ）さん"),
        ("証書(しょうしょ)と葉書（はがき）", "しょうしょ(しょうしょ)とはがき（はがき）"),
        ("申込書（ください）", "もうしこみしょ（ください）"),
        ("紙の記録（クッキー）", "かみのきろく（くっきー）"),
        ("図書館（本館）", "としょかん（ほんかん）"),
        ("図書館（としょかん", "としょかん（としょかん"),
    ],
)
def test_reading_in_brackets_wins_if_it_fits(text, kana):
    assert to_kana(text) == kana


def test_dictionary_that_is_handed_in_wins():
    dictionary = shipped_dictionary().with_entries([Entry("市民課", "まどぐち"), Entry("日本", "にっぽん")])

    assert to_kana("市民課と日本と好古館", dictionary) == "まどぐちとにっぽんとこうこかん"


def test_entry_matches_at_word_borders_only():
    dictionary = shipped_dictionary().with_entries([Entry("小野", "しょうの")])

    assert to_kana("小野で小野田さんと", dictionary) == "しょうのでおのださんと"


def test_longest_entry_wins():
    dictionary = shipped_dictionary().with_entries([Entry("市民", "いち"), Entry("市民会館", "に")])

    assert to_kana("市民会館の市民", dictionary) == "にのいち"


def test_entry_of_one_character_matches_the_whole_word_only():
    dictionary = shipped_dictionary().with_entries([Entry("町", "ちまた")])

    assert to_kana("町の町民", dictionary) == "ちまたのちょうみん"


def test_entry_with_context_needs_its_neighbour():
    dictionary = shipped_dictionary().with_entries([Entry("中央", "なかお", ("さん", "氏"))])

    assert to_kana("中央さんが中央に立つ", dictionary) == "なかおさんがちゅうおうにたつ"


def test_offsets_count_code_points():
    assert read("𠮷𠮷 図書")[-2:] == [Ruby(3, 4, "と"), Ruby(4, 5, "しょ")]


@pytest.mark.parametrize(
    ("sign", "word", "kana"), [("㍿", "株式", "かぶしき"), ("㍻", "平成", "へいせい"), ("㈱", "株", "かぶ")]
)
def test_sign_for_a_word_takes_nothing_from_the_word(sign, word, kana):
    dictionary = shipped_dictionary().with_entries([Entry("甲", "こう")])  # nothing is known of any word yet

    assert to_kana(f"{sign}の名", dictionary) == f"{sign}のな"
    assert to_kana(f"{word}の名", dictionary) == f"{kana}のな"
