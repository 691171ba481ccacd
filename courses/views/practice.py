"""The practice form (UX-41): the same pages and checks as a real application, and nothing is sent.

Its run stands in no table. The draft is one of any application: encrypted, gone after 24 hours or with "erase and finish".
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment import lookup
from courses.models import AllocationPolicy, ApplicationDraft, CoursePage, CourseRun, RunStatus, Session, Venue

# In place of a run code; codes of runs begin with a year.
CODE = "renshu"
# Where the draft keeps how far the practice went: "sent" or "cancelled".
STEP = "practice"


def make_practice_run(now: datetime) -> CourseRun:
    """Return a run that exists nowhere and always takes applications. CourseRun.is_practice tells it."""
    run = CourseRun(
        course=CoursePage(title=_("練習用の講座")),
        code=CODE,
        status=RunStatus.PUBLISHED,
        policy=AllocationPolicy.FIRST_COME,
        apply_opens=now - timedelta(days=1),
        apply_closes=now + timedelta(days=30),
        waiting_list_size=5,
    )
    day = timezone.localdate(now) + timedelta(days=45)
    venue = Venue(name=_("練習用の会場"))
    run.loaded_sessions = [Session(number=1, date=day, start_time=time(10), end_time=time(11, 30), venue=venue)]
    run.is_practice = True
    return run


def find_step(draft: ApplicationDraft) -> str:
    """Return how far the practice of the draft went: an empty text while questions are answered."""
    return str(draft.answers.get(STEP, {}).get("step", "")) if draft.run_id is None else ""


def send_practice(draft: ApplicationDraft, now: datetime) -> None:
    """Pretend to send: the answers are forgotten, as after a real application."""
    lookup.empty_draft(draft, now)
    lookup.save_draft(draft, {STEP: {"step": "sent"}}, now)


def show_done(request: HttpRequest, run: CourseRun, draft: ApplicationDraft, phone: dict[str, Any]) -> HttpResponse:
    """Show the practice receipt, with cancelling and taking back to try; POST does one or the other."""
    now = timezone.now()
    if request.method == "POST":
        step = "cancelled" if "cancel" in request.POST else "sent"
        lookup.save_draft(draft, {STEP: {"step": step}}, now)
    context = {"run": run, "is_cancelled": find_step(draft) == "cancelled", "phone": phone}
    return render(request, "courses/apply/practice_done.html", context)
