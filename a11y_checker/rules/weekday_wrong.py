"""A weekday beside a date is the right one."""

import re
from datetime import date

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, narrow, no_target

_NAMES = "月火水木金土日"
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<era>令和|平成)\s?(?P<count>元|\d{1,2})年)(?:\s?[（(][^）)]{1,9}[）)])?"
    r"\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日"
    rf"(?:\s?[（(](?P<short>[{_NAMES}])(?:曜日?)?(?:[・、,]?(?:祝日?|休日?|振休|祝休日))?[）)]|\s?(?P<long>[{_NAMES}])曜)"
)
_ERA_BEGINS = {"令和": 2018, "平成": 1988}


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail a weekday that the calendar does not give to its date."""
    verdict = None
    text = narrow(block.text)
    for match in _DATE.finditer(text):
        right = _weekday(match)
        given = match["short"] or match["long"]
        if right and right != given:
            return failed("wrong", block.element_at(match.start("day")), words=match.group(), given=given, right=right)
        verdict = passed()
    return verdict


def _weekday(match: re.Match[str]) -> str:
    count = 1 if match["count"] == "元" else int(match["count"] or 0)
    year = int(match["year"]) if match["year"] else _ERA_BEGINS[match["era"]] + count
    try:
        return _NAMES[date(year, int(match["month"]), int(match["day"])).weekday()]
    except ValueError:
        return ""


_WORDING = Wording(_look, r"月\s?\d{1,2}日", narrowed=True, usual=no_target)

RULE = Rule(
    id="weekday-wrong",
    name={"ja": "曜日が日付と合っている", "en": "Weekdays are right"},
    criteria=(),
    impact="moderate",
    items=("G33", "J21"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "日付と曜日のどちらが正しいか分からず、違う日に来る人が出ます。",
        "en": "Readers cannot tell which of the two is right, and some come on the wrong day.",
    },
    messages={
        "wrong": {
            "ja": "「{words}」の曜日が違います。暦では{right}曜日です。",
            "en": "The weekday in “{words}” is wrong: by the calendar it is {right}曜日.",
        },
    },
    fixes={
        "": {
            "ja": "日付が正しければ、「（{right}曜日）」に直してください。",
            "en": "If the date is right, write “（{right}曜日）”.",
        },
    },
    source="Municipal guideline item G33; Gregorian calendar",
)
