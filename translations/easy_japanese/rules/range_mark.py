"""A range is said with から and まで."""

import re
from collections.abc import Iterator

from translations.easy_japanese.clock import DIGIT, with_spoken_times
from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text

_WAVE = "[〜～~]"
_POINT = (
    rf"(?:{DIGIT}{{1,2}}/{DIGIT}{{1,2}}(?:[（(][月火水木金土日][）)])?|(?:午前|午後|朝|夜|昼の?)?{DIGIT}{{1,4}}(?:[:：]{DIGIT}{{2}}|時半|時(?:{DIGIT}{{1,2}}分)?|年(?:{DIGIT}{{1,2}}月)?(?:{DIGIT}{{1,2}}日)?"
    rf"|月(?:{DIGIT}{{1,2}}日)?|[日歳才人円回個枚年階番号分度℃]|か月|ヶ月|週間|時間|日間)?(?:[（(][月火水木金土日](?:曜日)?[）)])?|[月火水木金土日](?:曜日?)?)"
)
_RANGE = re.compile(
    rf"(?<![0-9０-９A-Za-z.．/:：-])({_POINT})[ \u3000]*(?:{_WAVE}|(?<=:{DIGIT}{DIGIT})[-−–])[ \u3000]*({_POINT})(まで)?"
)
_ANY = re.compile(rf"{_WAVE}")
_WEEKDAY = re.compile(r"[月火水木金土日]")
_SLASHED = re.compile(rf"({DIGIT}+)/({DIGIT}+)")
_DAY = re.compile(r"[（(]([月火水木金土日])[）)]")


def check(text: Text) -> Iterator[Found]:
    """Find 〜 between two times, dates, numbers or weekdays, and any other 〜 that stands for から or まで."""
    taken = []
    for match in _RANGE.finditer(text.text):
        taken.append(match.span())
        new = f"{_spell(match[1])}から{_spell(match[2])}まで"
        yield Found(
            *match.span(),
            f"「{match.group()}」は「{new}」と書いてください。",
            f"Write 「{new}」: not everybody reads 〜 as a range.",
            replacement=new,
        )
    for match in _ANY.finditer(text.text):
        is_word = match.start() and "\u3041" <= text.text[match.start() - 1] <= "\u30ff"
        if is_word or text.is_apart(*match.span()) or any(first <= match.start() < last for first, last in taken):
            continue
        yield Found(
            *match.span(),
            "「〜」は読み方がわかりません。「から」「まで」と書いてください。",
            "Write から or まで: not everybody reads 〜 as a range.",
        )


def _spell(point: str) -> str:
    if _WEEKDAY.fullmatch(point):
        return f"{point}曜日"
    return _DAY.sub(r"（\1曜日）", _SLASHED.sub(r"\1月\2日", with_spoken_times(point)))


RULE = Rule(
    "range-mark",
    {"ja": "「〜」でなく「から」「まで」と書く", "en": "から and まで, not 〜"},
    "Plain Japanese guideline 2020: no 〜 for ranges",
    check,
)
