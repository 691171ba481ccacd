"""Paper questionnaires, keyed in by staff: no name is stored (courses.md §8, R-13)."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment.allowed import needs
from courses.enrolment.errors import InputProblem, NotPossible
from courses.models import CourseRun, Enrolment, Instructor, SurveyResponse
from courses.models.city import choice

# A telephone number, also with hyphens; an e-mail address.
CONTACT = re.compile(r"(?:\d[-ー－−‐‑– ()]*){9,}|[\w.+-]+@[\w.-]+\.\w+")
# Our choice: three characters of a reading are a name rather than part of another word; two of a name in kanji.
SHORTEST_READING, SHORTEST_NAME = 3, 2
ADDRESSED = re.compile(r"([一-龥々]{1,4})(?:さん|さま|様|先生|くん|君|ちゃん)")
# Words that are said with さん or 様 and name nobody in particular.
NOBODY = {"皆", "奥", "客", "孫", "娘", "息子", "母", "父", "兄", "姉", "妹", "弟", "係", "職員", "講師", "隣", "市民"}
TEXT_SUFFIX = "_text"  # courses.figures.survey shows such answers without their course


def find_contacts(text: str) -> list[str]:
    """Return what looks like a telephone number or an e-mail address in the text."""
    return CONTACT.findall(unicodedata.normalize("NFKC", text))


def find_names(run: CourseRun, text: str) -> list[str]:
    """Return the names in the text: of people of the run and of instructors, and words that address somebody."""
    plain = unicodedata.normalize("NFKC", text)
    people = list(Enrolment.objects.filter(run=run).values_list("learner__name", "learner__reading"))
    people += Instructor.objects.values_list("name", "reading")
    known = {part for name, _reading in people for part in split_name(name) if len(part) >= SHORTEST_NAME}
    known |= {part for _name, reading in people for part in split_name(reading) if len(part) >= SHORTEST_READING}
    found = [part for part in sorted(known) if part in plain]
    addressed = [word for word in ADDRESSED.findall(plain) if word not in NOBODY]
    return list(dict.fromkeys([*found, *addressed]))


def split_name(name: str) -> list[str]:
    """Return the whole name without spaces, and its parts."""
    parts = unicodedata.normalize("NFKC", name).split()
    return ["".join(parts), *parts]


@needs("courses.enter_survey")
@transaction.atomic
def record_survey(
    run_id: int, answers: Mapping[str, str], user: Any, now: datetime, has_checked_names: bool = False
) -> SurveyResponse:
    """Store one sheet, by the day. answers: {question: answer} of the city's choice SURVEY_QUESTIONS; empty ones are left out.

    Raises InputProblem for an unknown answer, for contact data, and for a name unless staff have checked that it is none;
    NotPossible for an empty sheet and before the run has begun.
    """
    run = CourseRun.objects.select_related("course").get(pk=run_id)
    if run.starts_at is None or now < run.starts_at:
        raise NotPossible(_("アンケートは、講座が始まってから入力できます。"))
    kept = {}
    for question, options in choice("SURVEY_QUESTIONS").items():
        value = answers.get(question, "").strip()
        if not value:
            continue
        if options and value not in options:
            raise InputProblem(_("「%(question)s」の答えを選び直してください。") % {"question": question})
        if not options:
            check_text(run, value, has_checked_names)
        kept[question if options else question + TEXT_SUFFIX] = value
    if not kept:
        raise NotPossible(_("どれか1つに答えを入れてください。白紙の用紙は入力しません。"))
    return SurveyResponse.objects.create(run=run, on=timezone.localdate(now), answers=kept)


def check_text(run: CourseRun, text: str, has_checked_names: bool) -> None:
    """Raise InputProblem when the text holds contact data, or a name that nobody has checked."""
    contacts = find_contacts(text)
    if contacts:
        raise InputProblem(
            _("電話番号やメールアドレスは残せません。その部分を「…」に変えてください：%(found)s")
            % {"found": "、".join(contacts)}
        )
    names = [] if has_checked_names else find_names(run, text)
    if names:
        message = _(
            "人の名前のような言葉があります：%(found)s。名前なら「…さん」に変えてください。地名などなら、下のしるしを付けてください。"
        )
        raise InputProblem(message % {"found": "、".join(names)})


@needs("courses.enter_survey")
@transaction.atomic
def take_back_last(run_id: int, response_id: int, user: Any) -> None:
    """Delete the sheet that was entered last, when it was keyed in wrongly. Raises NotPossible for another one."""
    last = SurveyResponse.objects.filter(run=run_id).order_by("-pk").first()
    if last is None or last.pk != response_id:
        raise NotPossible(_("取り消せるのは、最後に入力した1枚だけです。"))
    last.delete()
