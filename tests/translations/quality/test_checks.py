"""Each check finds what it is for, and leaves a faithful translation alone."""

import pytest

from translations.glossary import Glossary, Term, shipped
from translations.pipeline import judge_html
from translations.quality import checks
from translations.tables import FOLDER

LINK = '<a id="a1">{}</a>'
NONE: list[str] = []

CASES = [
    # source, translation, locale, checks that speak (? = asks for a look)
    ("手数料は300円です。", "The fee is 300 yen.", "en", NONE),
    ("手数料は300円です。", "The fee is 200 yen.", "en", ["figures", "figures"]),
    ("手数料は300円です。", "The fee is charged.", "en", ["figures"]),
    ("午後5時まで", "until 5:00 a.m.", "en", ["figures", "figures"]),
    ("5万人", "5 people", "en", ["figures", "figures"]),
    ("4月1日から5月2日まで", "from April 2 to May 1", "en", ["figures", "figures"]),
    ("9時から17時まで開いています。", "It is open from 17:00 to 9:00.", "en", ["order?"]),
    ("2026年4月1日から", "in 2026, from April 1", "en", ["years?"]),
    ("本を借りる", "borrow three books", "en", ["figures"]),
    ("電話は0794-63-1000です。", "Phone: 0794-63-1001", "en", ["literals", "literals"]),
    (LINK.format("地図"), "map", "en", ["links"]),
    (LINK.format("地図"), f"{LINK.format('map')} {LINK.format('map')}", "en", NONE),
    ("地図", LINK.format("map"), "en", ["links"]),
    ("避難所へ", "to the shelter", "en", ["glossary-terms"]),
    ("避難所へ", "to the evacuation centers", "en", NONE),
    ("中島町です。", "Nakashima-cho is in Nakashima-cho.", "en", ["glossary-terms?"]),
    ("燃えます", "It will 燃える", "en", ["leftovers"]),
    ("地図", "地図", "en", ["leftovers", "untranslated"]),
    ("県立の図書館", "图书馆", "zh-hans", NONE),
    ("県の図", "県", "zh-hans", ["leftovers"]),
    ("窓口で申請してください。", "Go.", "en", ["length?"]),
    ("窓口へ", "Go to the counter. Go to the counter.", "en", ["repeats"]),
    ("3月21日", "March March 21", "en", ["repeats"]),
    ("窓口へ", " ", "en", ["untranslated"]),
    ("2026年4月1日（水）", "Ngày 1 tháng 4 năm 2026 (thứ Tư)", "vi", NONE),
    ("後期高齢者医療制度", "Medical care system for people aged 75 and over", "en", NONE),
]


@pytest.mark.parametrize(("source", "target", "locale", "expected"), CASES)
def test_checks_speak(source, target, locale, expected):
    found = judge_html(source, target, locale, shipped(locale))

    assert [f"{finding.check}{'' if finding.is_certain else '?'}" for finding in found] == expected


def test_every_finding_speaks_both_languages():
    spoken = {finding.check: finding for case in CASES for finding in judge_html(*case[:3], shipped(case[2]))}

    assert set(spoken) == set(checks())
    assert all(finding.ja.endswith(("。", "か。")) and finding.en.endswith((".", "?")) for finding in spoken.values())


def test_no_check_speaks_of_the_pairs_written_by_people():
    lines = (FOLDER / "models/pairs.ja-en.tsv").read_text(encoding="utf-8").splitlines()

    found = [pair for pair in (line.split("\t") for line in lines) if judge_html(*pair, "en", shipped("en"))]

    assert found == []


def test_a_word_that_is_kept_is_no_leftover():
    glossary = Glossary([Term("らんらん", "", "keep")])

    assert judge_html("らんらんで", "by らんらん", "en", glossary) == []
