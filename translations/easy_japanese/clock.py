"""Dates and times as easy Japanese writes them: 2026年4月1日, 午後5時30分."""

import re

# Source: Cabinet decisions of 1868 to 2019: the first year of each era.
ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}

DIGIT = "[0-9０-９]"
TIME = (
    rf"(?<!{DIGIT})(?P<hour>{DIGIT}{{1,2}})"
    rf"(?:[:：](?P<minute>{DIGIT}{{2}})(?!{DIGIT}|[:：])|時(?!間)(?:(?P<minute2>{DIGIT}{{1,2}})分|(?P<half>半))?)"
)
_TIME = re.compile(TIME)
_SAID = ("午前", "午後", "朝", "昼", "夜", "夕方", "深夜")


def western_year(era: str, year: str) -> int | None:
    """Give the year of an era as 2026; None for a year that the era had not."""
    number = 1 if year == "元" else to_int(year)
    if number is None or not 1 <= number <= 99 or era not in ERAS:
        return None
    return ERAS[era] + number - 1


def to_int(digits: str) -> int | None:
    """Give a number of Arabic or Chinese digits up to 99; None for anything else."""
    if digits.isdecimal():
        return int(digits)
    tens, is_ten, ones = digits.partition("十")
    values = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
    if not set(tens + ones) <= set(values) or len(tens) > 1 or len(ones) > 1:
        return None
    if not is_ten:
        return values.get(tens)
    return values.get(tens, 1) * 10 + values.get(ones, 0)


def spoken_time(match: re.Match[str], before: str = "") -> str | None:
    """Give a time as it is said: 17:00 is 午後5時. before: the text in front of it. None where that is not sure."""
    hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or (30 if match["half"] else 0))
    if hour > 23 or minute > 59:
        return None
    said = f"{minute}分" if minute else ""
    if any(before.rstrip().endswith(word) for word in _SAID):
        return f"{hour}時{said}" if hour <= 12 else None
    if hour == 12:
        return f"昼の12時{said}"
    return f"午前{hour}時{said}" if hour < 12 else f"午後{hour - 12}時{said}"


def with_spoken_times(text: str) -> str:
    """Give a short text with each time as it is said."""
    return _TIME.sub(lambda match: spoken_time(match, text[: match.start()]) or match.group(), text)
