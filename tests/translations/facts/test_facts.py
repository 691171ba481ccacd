"""Figures, dates, times, weekdays and literals are read alike in every language."""

import pytest

from translations.facts import facts_of

CASES = [
    ("ja", "手数料は300円です。", ["number 300"]),
    ("ja", "令和8年4月1日（水）午後5時15分から", ["date 2026-04-01", "weekday 3", "time 17:15"]),
    ("ja", "2026年（令和8年）10月3日", ["date 2026-10-03"]),
    ("ja", "令和元年", ["number 2019"]),
    ("ja", "１万５千円と3億2,000万円", ["number 15000", "number 320000000"]),
    ("ja", "三百円、二十歳", ["number 300", "number 20"]),
    ("ja", "一人で十分です。", ["number 1?", "number 10?"]),
    ("ja", "月・水・金曜日の朝8時半", ["weekday 1", "weekday 3", "weekday 5", "time 08:30"]),
    ("ja", "24時間、30分、2週間", ["number 24", "number 30", "number 2"]),
    ("ja", "午後12時30分", ["time ?12:30"]),
    ("ja", "9:00〜17:00", ["time 09:00", "time 17:00"]),
    ("ja", "（0794）63−1000、〒675-1380", ["phone 0794-63-1000", "postcode 675-1380"]),
    (
        "ja",
        "a_b@ono.example.jp https://ono.example/a?b=1。",
        ["mail a_b@ono.example.jp", "url https://ono.example/a?b=1"],
    ),
    ("ja", "A4、R7-123、1-2-3", ["code A4", "code R7-123", "code 1-2-3"]),
    ("ja", "13月45日", ["number 13", "number 45"]),
    ("ja", "第4月曜、4月、3割", ["number 4", "weekday 1", "date --04", "number 30"]),
    ("en", "Wednesday, April 1, 2026, from 5:15 p.m.", ["weekday 3", "date 2026-04-01", "time 17:15"]),
    ("en", "1 April 2026 until noon, 12 a.m.", ["date 2026-04-01", "time 12:00", "time 00:00"]),
    ("en", "You may borrow two books in May.", ["number 2", "date --05"]),
    ("en", "15,000 yen, 320 million, 1.5 million", ["number 15000", "number 320000000", "number 1500000"]),
    ("en", "+81 794-63-1000", ["phone 0794-63-1000"]),
    ("en", "every second Wednesday", ["number 2?", "weekday 3"]),
    ("pt-br", "1º de abril de 2026, quarta-feira, às 8h30", ["date 2026-04-01", "weekday 3", "time 08:30"]),
    ("pt-br", "15.000 ienes, 1,5", ["number 15000", "number 1.5"]),
    ("vi", "ngày 1 tháng 4 năm 2026, thứ Tư, 8 giờ 30 sáng", ["date 2026-04-01", "weekday 3", "time 08:30"]),
    ("vi", "1 hoặc 2 ngày, 8h, 17:15", ["number 1", "number 2", "time 08:00", "time 17:15"]),
    ("zh-hans", "2026年4月1日星期三 下午5时", ["date 2026-04-01", "weekday 3", "time 17:00"]),
    (
        "ko",
        "2026년 4월 1일 수요일 오후 5시, 1만 5천 엔",
        ["date 2026-04-01", "weekday 3", "time 17:00", "number 15000"],
    ),
]


@pytest.mark.parametrize(("locale", "text", "expected"), CASES)
def test_facts_are_read(locale, text, expected):
    found = [f"{fact.kind} {fact.value}{'' if fact.is_required else '?'}" for fact in facts_of(text, locale)]

    assert found == expected
