"""The date of an event has its weekday."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, label_of, narrow, no_target

_DAY = re.compile(r"(?:\d{1,2})月\s?(?:\d{1,2})日")
_WEEKDAY_BEHIND = re.compile(r"\s?[（(][月火水木金土日]|\s?[月火水木金土日]曜")
_HAPPENS = re.compile(
    r"(?:\s?[（(][^）)]{1,8}[）)])?に、?[^。、]{0,20}(?:開きます|開催し|催します|行[いわ]|実施し|開かれ|始まり)"
)
_LABEL = re.compile(r"^(?:日時|日にち|開催日時?|開催日程|とき|と き|期日|実施日)$")
_HEADED = re.compile(
    r"(?:日時|日にち|開催日時?|とき|期日)\s?[：:]?\s?(?:(?:19|20)\d\d年|(?:令和|平成)..?年)?(?:[（(][^）)]*[）)])?\s?$"
)
# Days that are no appointments.
_OTHER = re.compile(r"\s?(?:から|まで|以[後前降]|現在|付け?|生まれ|時点|[〜～-])")


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail the day of a coming event that has no weekday; a block that names weekdays at all is left alone."""
    text = narrow(block.text)
    dates = list(_DAY.finditer(text))
    labelled = _LABEL.match(label_of(block.element).strip()) is not None
    for match in dates:
        after = text[match.end() :]
        if _OTHER.match(after):
            continue
        announced = labelled or _HEADED.search(text[: match.start()]) or _HAPPENS.match(after)
        if not announced:
            continue
        if _WEEKDAY_BEHIND.match(after) or "曜" in text:
            return passed()
        return failed("missing", block.element_at(match.start()), words=match.group())
    return None


_WORDING = Wording(_look, r"月\s?\d{1,2}日", narrowed=True, usual=no_target)

RULE = Rule(
    id="weekday-missing",
    name={"ja": "催しの日に曜日がある", "en": "Event dates have their weekday"},
    criteria=(),
    impact="minor",
    items=("G33", "J20"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "行けるかどうかを、曜日で考える人が多くいます。数字の間違いにも気づけます。",
        "en": "Many people plan by weekdays, and the weekday shows a wrong digit.",
    },
    messages={
        "missing": {
            "ja": "催しの日「{words}」に曜日がありません。",
            "en": "The event date “{words}” has no weekday.",
        },
    },
    fixes={
        "": {
            "ja": "「{words}（土曜日）」のように、曜日を書いてください。",
            "en": "Add the weekday: “{words}（土曜日）”.",
        },
    },
    source="Municipal guideline item G33",
)
