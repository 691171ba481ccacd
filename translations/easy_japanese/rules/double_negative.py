"""Nothing is said by two negations."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import ERROR, WARNING, Found, Rule
from translations.easy_japanese.text import Text

# なければなりません and its like: two negations that say "must".
_MUST = re.compile(
    r"(?:なければ|なくては|ないと)[\s\u3000]*(?:(?:なりません|ならない|なりませんので)|(?:いけません|いけない))"
)
_TWICE = re.compile(
    r"(?:ない|ません)(?:という)?わけ(?:では|でも|じゃ)[\s\u3000]*(?:ない|ありません)"
    r"|ない(?:こと|もの)(?:は|も)[\s\u3000]*(?:ない|ありません)"
    r"|ないとは[\s\u3000]*(?:限りません|限らない|言えません|言えない|いえません|いえない)"
    r"|なく(?:は|も)[\s\u3000]*(?:ない|ありません)"
    r"|ざるを[\s\u3000]*得(?:ない|ません)"
    r"|以外(?:の[^。、]{1,15})?(?:は|に)、?[^。、]{0,25}(?:ない|ません|できない)"
    r"|(?:ない|ません)(?:限り|かぎり)[^。]{0,30}(?:ない|ません)"
)


def check(text: Text) -> Iterator[Found]:
    """Find double negations, and 「なければなりません」."""
    for match in _TWICE.finditer(text.text):
        if not text.is_apart(*match.span()):
            yield Found(
                *match.span(),
                f"「{match.group()}」は「ない」を2回使っています。「〜できます」「〜だけです」のように言いかえてください。",
                "Two negations. Say it positively: 〜できます, 〜だけです.",
                ERROR,
            )
    for match in _MUST.finditer(text.text):
        if not text.is_apart(*match.span()):
            yield Found(
                *match.span(),
                f"「{match.group()}」は、わかりにくい言い方です。「〜してください」「〜が必要です」と書いてください。",
                "Two negations that mean “must”. Write 〜してください or 〜が必要です.",
                WARNING,
            )


RULE = Rule(
    "double-negative",
    {"ja": "「ない」を2回使わない", "en": "No double negatives"},
    "Plain Japanese guideline 2020: no double negatives",
    check,
)
