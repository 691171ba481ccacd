"""Times are those of a clock with twelve hours, with 午前 or 午後."""

import re
from collections.abc import Iterator

from translations.easy_japanese.clock import TIME, spoken_time
from translations.easy_japanese.finding import HINT, WARNING, Found, Rule
from translations.easy_japanese.text import Sentence, Text

_TIME = re.compile(TIME)
_HALVES = ("午前", "午後", "朝", "昼", "夜", "夕方")


def check(text: Text) -> Iterator[Found]:
    """Find 17:00 and 17時; 9時 without 午前 or 午後 in its sentence is a hint, as only a person knows which."""
    for sentence in text.sentences:
        for match in _TIME.finditer(text.text, sentence.start, sentence.end):
            yield from _look(text, sentence, match)


def _look(text: Text, sentence: Sentence, match: re.Match[str]) -> Iterator[Found]:
    before = text.text[sentence.start : match.start()]
    new = spoken_time(match, before)
    if new is None or text.is_address(match.start()):
        return
    old = match.group()
    if int(match["hour"]) > 12 or match["minute"]:
        yield Found(
            match.start(),
            match.end(),
            f"「{old}」は「{new}」と書いてください。",
            f"Write 「{new}」: a clock has twelve hours.",
            WARNING,
            new,
        )
    elif not any(half in before for half in _HALVES):
        yield Found(
            match.start(),
            match.end(),
            f"「{old}」は、午前ですか。午後ですか。「午前」か「午後」を書いてください。",
            f"「{old}」: say whether it is 午前 or 午後.",
            HINT,
        )


RULE = Rule(
    "clock-time",
    {"ja": "時刻は「午前」「午後」で書く", "en": "Times with 午前 and 午後"},
    "Plain Japanese guideline 2020: twelve-hour clock with 午前 and 午後",
    check,
)
