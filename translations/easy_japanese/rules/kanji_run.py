"""No chains of kanji."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text
from translations.easy_japanese.vocabulary import load_easy_terms, load_rows
from translations.tables import read_rows

# Source: §6.2 of the project's design: runs of four kanji and more.
LONG = 4
# Our choice: kanji that a beginner has met.
EASY_GRADE = 2
_RUN = re.compile(rf"[\u3400-\u4dbf\u4e00-\u9fff々]{{{LONG},}}")
# Words that only join a chain, and easy ones of time and number: the chain is counted without them.
_LOOSE = re.compile(
    "(?:毎週|毎月|第|来週|今週|先週)?[月火水木金土日]曜日?|以内|以上|以下|以外|以前|以降|未満|前後|全員|自分|一人一人|一人|二人|"
    "午前中?|午後|今年|来年|去年|今日|明日|毎日|毎週|毎月|毎年|時間|場合|全部|大丈夫|上手|下手|生年月日|年末年始|一二三四五六七八九十"
)


def check(text: Text) -> Iterator[Found]:
    """Find long chains that are no names, and no words that people must know as they are (those have a rule of their own)."""
    terms = load_easy_terms()
    for match in _RUN.finditer(text.text):
        start, end = match.span()
        words = match.group()
        # A word of the list of hard words has its easier one already.
        if text.is_apart(start, end) or text.is_explained(end) or words in load_rows():
            continue
        if len(words) == LONG and _first_kanji().issuperset(words):
            continue
        if _is_left(words, terms, text, start):
            yield Found(
                start,
                end,
                f"「{words}」は漢字が続いて、むずかしいです。「の」や動詞を使って、短い言葉に分けてください。",
                f"「{words}」 is a chain of kanji. Part it with の or a verb.",
            )


@cache
def _first_kanji() -> frozenset[str]:
    """Give the kanji of the first two years of school: 電話会社 is a chain that beginners read."""
    return frozenset("".join(row["kanji"] for row in read_rows("kanji_grades.tsv") if int(row["grade"]) <= EASY_GRADE))


def _is_left(words: str, terms: Mapping[str, str], text: Text, start: int) -> bool:
    """Whether four kanji and more in a row remain without known words and names."""
    known = [term for term in terms if len(term) > 1 and term in words]
    for term in sorted(known, key=len, reverse=True):
        words = words.replace(term, "。" * len(term))
    for match in _LOOSE.finditer(words):
        words = words.replace(match.group(), "。" * len(match.group()))
    rest = "".join("。" if text.is_in_name(start + at) else letter for at, letter in enumerate(words))
    return _RUN.search(rest) is not None


RULE = Rule(
    "kanji-run",
    {"ja": "漢字を続けない", "en": "No chains of kanji"},
    "Plain Japanese guideline 2020: no compounds of Chinese words; four kanji is our choice",
    check,
)
