"""Applications that staff enter after the end of applications: who may, until when, and what has to be said."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enrolment.actor import Actor
from courses.enrolment.application import Application
from courses.enrolment.errors import NotAllowed, NotPossible, RunClosed
from courses.models import CourseRun
from courses.models.city import choice

LATE_PERMISSION = "courses.enter_late_application"


class LateKind(models.TextChoices):
    """Why an application is entered after the end; also the code of the reason in its history."""

    IN_TIME = "late_in_time", gettext_lazy("期限までに届いていた（用紙・留守番電話など）")
    AFTER = "late_after", gettext_lazy("期限のあとに申し込まれた")


def is_after_end(run: CourseRun, now: datetime) -> bool:
    """Say whether the time for applications, with its grace, is over."""
    grace = timedelta(minutes=choice("GRACE_MINUTES"))
    return run.apply_closes is not None and now >= run.apply_closes + grace


def check_late_entry(run: CourseRun, actor: Actor, now: datetime, application: Application | None = None) -> None:
    """Raise unless this actor may still enter an application now, after the end.

    application: what is to be entered; None asks only for the permission. Raises RunClosed on the web and once the run has
    begun, NotAllowed (with whom to ask) for staff without the permission, NotPossible without a kind and a reason.
    """
    if not actor.is_staff:
        raise RunClosed(_("Applications are over. Please ring us: we tell you about other runs."))
    if run.starts_at is not None and now >= run.starts_at:
        raise RunClosed(_("講座が始まっています。これから来る方は、出欠の画面の「当日参加」で入れてください。"))
    if not actor.user.has_perm(LATE_PERMISSION):
        text = _("申込みの期限を過ぎています。入力できるのは講座担当です。%(whom)sに頼んでください。")
        raise NotAllowed(text % {"whom": whom_to_ask(run)})
    if application is not None and (application.late_kind not in LateKind.values or not application.late_reason):
        raise NotPossible(_("期限を過ぎています。どちらの場合かを選び、わけを書いてください。"))


def whom_to_ask(run: CourseRun) -> str:
    """Return the department that runs the course, with the telephone number."""
    department: Any = run.department or run.course.department
    name = department.name if department else _("講座担当")
    phone = run.phone or (department.phone if department else "")
    return f"{name}（{phone}）" if phone else str(name)


def comes_after_the_draw(run: CourseRun, application: Application, now: datetime) -> bool:
    """Say whether an application takes no part in a draw and is placed after it (INV-19).

    So it is after the simultaneous window, and after the end, unless it had reached the city in time and no list is frozen.
    """
    is_over = is_after_end(run, now) or bool(run.simultaneous_until and now > run.simultaneous_until)
    if application.late_kind != LateKind.IN_TIME:
        return is_over
    return is_over and run.draws.filter(is_rehearsal=False).exists()
