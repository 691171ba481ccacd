"""What a lesson's file may hold, and in which form. Every mistake is a sentence with the place where it stands."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from courses.lesson_pictures import DEVICES, SCENE, find_unknown
from courses.models import Device
from courses.models.lesson import LEVELS, Topic
from courses.models.lesson_blocks import ALT_MAX_CHARS, STEP_MAX_CHARS, TEXT_LANGUAGES
from courses.practice import list_choices

# A check gets a value and its place in words, and gives the mistakes.
Check = Callable[[Any, str], list[str]]


def text(longest: int, *, may_be_empty: bool = False) -> Check:
    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, str):
            return [_("%(where)s：文字で書いてください。") % {"where": where}]
        if any(unicodedata.category(char).startswith("C") and char != "\n" for char in value):
            return [_("%(where)s：使えない文字が入っています。") % {"where": where}]
        if not value.strip() and not may_be_empty:
            return [_("%(where)s：何か書いてください。") % {"where": where}]
        if len(value) > longest:
            values = {"where": where, "most": longest, "now": len(value)}
            return [_("%(where)s：%(most)d文字までです（いま%(now)d文字）。") % values]
        return []

    return check


def number(first: int, last: int) -> Check:
    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not first <= value <= last:
            return [
                _("%(where)s：%(first)dから%(last)dまでの数を書いてください。")
                % {"where": where, "first": first, "last": last}
            ]
        return []

    return check


def one_of(values: Any) -> Check:
    known = [str(value) for value in values]

    def check(value: Any, where: str) -> list[str]:
        if value not in known:
            return [_("%(where)s：次のどれかにしてください：%(known)s") % {"where": where, "known": "、".join(known)}]
        return []

    return check


def flag(value: Any, where: str) -> list[str]:
    return [] if isinstance(value, bool) else [_("%(where)s：true か false にしてください。") % {"where": where}]


def several(item: Check, least: int, most: int) -> Check:
    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, list):
            return [_("%(where)s：行を「- 」で始める一覧にしてください。") % {"where": where}]
        if not least <= len(value) <= most:
            return [
                _("%(where)s：%(least)dから%(most)dまでの数にしてください。")
                % {"where": where, "least": least, "most": most}
            ]
        return [problem for at, one in enumerate(value, start=1) for problem in item(one, f"{where}の{at}番目")]

    return check


def words(value: Any, where: str) -> list[str]:
    """Check the words of a step: each with its meaning."""
    if not isinstance(value, dict) or len(value) > 8:
        return [_("%(where)s：「言葉: 意味」の形で、8つまで書いてください。") % {"where": where}]
    problems = []
    for word, meaning in value.items():
        problems += text(30)(word, where) + text(100)(meaning, f"{where}の「{str(word)[:30]}」")
    return problems


def record(needed: dict[str, Check], optional: dict[str, Check] | None = None, also: Check | None = None) -> Check:
    """Return a check of a mapping with these keys and no others; `also` looks at it as a whole once its parts are right."""
    known = needed | (optional or {})

    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [_("%(where)s：「名前: 値」の形で書いてください。") % {"where": where}]
        place = f"{where}の " if where else ""
        missing = [key for key in needed if key not in value]
        strange = [str(key)[:30] for key in value if key not in known]
        problems = [_("%(place)s%(key)s がありません。") % {"place": place, "key": key} for key in missing]
        problems += [_("%(place)s%(key)s は使えません。") % {"place": place, "key": key} for key in strange]
        for key, part in known.items():
            if key in value:
                problems += part(value[key], f"{place}{key}")
        return problems if problems or also is None else also(value, where)

    return check


def can_be_drawn(value: Any, where: str) -> list[str]:
    unknown = find_unknown(value["device"], value["shows"])
    return [_("%(where)s：「%(part)s」は、かけません。") % {"where": where, "part": part[:40]} for part in unknown]


def has_one_right(value: Any, where: str) -> list[str]:
    right = sum(bool(choice.get("right")) for choice in value["choices"])
    return [] if right == 1 else [_("%(where)s：正しい答え（right: true）を1つだけにしてください。") % {"where": where}]


LINES = several(text(200), 0, 12)
PICTURE = record(
    {"alt": text(ALT_MAX_CHARS), "device": one_of([*DEVICES, SCENE]), "shows": several(text(60), 1, 8)},
    also=can_be_drawn,
)
STEP = record({"heading": text(30), "text": text(STEP_MAX_CHARS), "picture": PICTURE}, {"words": words})
CHOICE = record({"text": text(80), "why": text(120)}, {"right": flag})
QUESTION = record({"question": text(120), "choices": several(CHOICE, 2, 3)}, also=has_one_right)
# A text in another language: twice as long a step, and a picture only where it differs from the Japanese one.
TEXT_PICTURE = record({"shows": several(text(60), 0, 8), "alt": text(120, may_be_empty=True)})
TEXT_STEP = record({"heading": text(80), "text": text(2 * STEP_MAX_CHARS)}, {"picture": TEXT_PICTURE, "words": words})
TEXT = record(
    {
        "title": text(120),
        "aim": text(200),
        "needs": LINES,
        "done": LINES,
        "steps": several(TEXT_STEP, 1, 8),
        "quiz": several(QUESTION, 0, 3),
    }
)
# Source: the files of courses/demo/lessons. What a site cannot take over (number, english, roles) is read and left out.
LESSON = record(
    {
        "title": text(60),
        "aim": text(120),
        "level": number(1, LEVELS),
        "minutes": number(1, 120),
        "device": one_of(Device.values),
        "competences": several(text(3), 1, 4),
        "steps": several(STEP, 1, 8),
    },
    {
        "reading": text(120, may_be_empty=True),
        "slug": text(60),
        "topic": one_of(Topic.values),
        "needs": LINES,
        "before": lambda value, where: [] if isinstance(value, list) else LINES(value, where),
        "courses": LINES,
        "done": LINES,
        "quiz": several(QUESTION, 0, 3),
        "note": record({}, {"mistakes": LINES, "plan": LINES}),
        "practice": one_of([key for key, _title in list_choices()]),
        "texts": record({}, dict.fromkeys(dict(TEXT_LANGUAGES), TEXT)),
        "recheck_months": number(1, 36),
        "number": number(1, 9999),
        "english": text(200, may_be_empty=True),
        "roles": LINES,
    },
)
