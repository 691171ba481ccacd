"""What staff read back to the person before saving (復唱), made from the answers."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.enrolment.policies import is_immediate
from courses.enrolment.seats import count_free
from courses.forms.desk import STAFF_WORDS, DeskForm
from courses.forms.summary import format_phone
from courses.models import AllocationPolicy, CourseRun, Enrolment, EnrolmentState
from courses.models.state import format_moment


def make_script(run: CourseRun, desk: DeskForm, now: datetime) -> list[tuple[str, str]]:
    """Return (name, sentence) for each thing to read out. desk: valid."""
    values = desk.values
    lines = [("name", say_name(values))]
    lines.append(("when", say_when(run)))
    lines.append(("decided", say_decided(run, desk, now)))
    lines.append(("notice", say_notice(values)))
    return lines


def say_name(values: dict) -> str:
    person = values["name"]
    born = values["birth"]["birth_date"]
    text = _("%(name)s 様（%(reading)s）、%(year)d年%(month)d月%(day)d日生まれ") % {
        "name": person["name"], "reading": person["reading"], "year": born.year, "month": born.month, "day": born.day,
    }  # fmt: skip
    if "partner" not in values:
        return text
    partner = values["partner"]
    return text + _("。ごいっしょに %(name)s 様（%(reading)s）") % {
        "name": partner["name"],
        "reading": partner["reading"],
    }


def say_when(run: CourseRun) -> str:
    if run.starts_at is None:
        return _("「%(title)s」。日時は、まだ決まっていません") % {"title": run.full_title}
    values = {"title": run.full_title, "start": format_moment(run.starts_at), "place": "、".join(run.places)}
    return _("「%(title)s」。初回は%(start)sから、会場は%(place)s") % values


def say_decided(run: CourseRun, desk: DeskForm, now: datetime) -> str:
    """Say whether the place is decided when this is saved: application and decision are never mixed (UX-37)."""
    if run.policy == AllocationPolicy.LOTTERY:
        day = f"{run.results_on.month}月{run.results_on.day}日" if run.results_on else _("後日")
        return _("まだ決まりません。抽選で決まります。結果は%(day)sにお知らせします") % {"day": day}
    if not is_immediate(run, now):
        return _("まだ決まりません。決まったらお知らせします")
    application = desk.make_application()
    seats = sum(1 + sum(takes for _relation, takes in person.companions) for person in application.people)
    waiting = Enrolment.objects.filter(run=run, state=EnrolmentState.WAITLISTED, position=1).count()
    if not waiting and seats <= count_free(run, now, application.people[0].uses_reserved_place):
        return _("席があります。保存すると、受講が決まります")
    if application.wants_waiting_list and run.list_closed_at is None and waiting < run.waiting_list_size:
        return _("満席です。保存すると、キャンセル待ちの%(rank)d番目になります") % {"rank": waiting + 1}
    return _("満席です。今回は席を用意できません")


def say_notice(values: dict) -> str:
    words = dict(STAFF_WORDS["notice", "contact_channel"])
    way = values["notice"]["contact_channel"]
    where = {
        "phone": format_phone(values["phone"]["phone"]),
        "letter": values["notice"]["address"],
        "email": values["notice"]["email"],
    }.get(way, "")
    return _("結果のお知らせは、%(way)s %(where)s") % {"way": words[way], "where": where}
