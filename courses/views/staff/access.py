"""Who may open a screen of the course desk, which runs it shows, and the log of who looked at whom (courses.md §7.5)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Department
from courses.enrolment.allowed import check_permission, find_people, find_runs, find_sessions
from courses.enrolment.errors import NotAllowed
from courses.enrolment.people import log_access
from courses.models import CourseRun, Enrolment, Learner, Session
from courses.views.frame import personal

View = Callable[..., HttpResponse]


def requires(*permissions: str) -> Callable[[View], View]:
    """Open the view only to staff with one of the permissions ("courses.codename"); show others whom to ask, with 403.

    The same page answers when a service refuses (NotAllowed). What the view shows is kept in no cache.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                check_permission(request.user, *permissions)
                return view(request, *args, **kwargs)
            except NotAllowed as refusal:
                return show_refusal(request, str(refusal))

        guarded = personal(show)
        guarded.permissions = permissions  # type: ignore[attr-defined]
        return guarded

    return wrap


def show_refusal(request: HttpRequest, reason: str) -> HttpResponse:
    """Say why not, and whom to ask: the departments that run courses, with their telephone."""
    asked = Department.objects.filter(runs__isnull=False).distinct()
    context = {"title": _("この画面は開けません"), "reason": reason, "departments": asked[:5]}
    return render(request, "admin/courses/forbidden.html", context, status=403)


def visible_runs(user: Any) -> QuerySet[CourseRun]:
    """Return the runs of the user's departments, all for city-wide roles, with their course and sessions."""
    return find_runs(user).select_related("course").with_sessions()


def visible_sessions(user: Any) -> QuerySet[Session]:
    """Return the sessions whose attendance the user may record (an instructor: only those the user teaches)."""
    return find_sessions(user).select_related("run__course", "venue")


def get_run_or_404(user: Any, code: str) -> CourseRun:
    """Return the run. A run of another department answers like one that does not exist."""
    run = visible_runs(user).filter(code=code).first() if code.isprintable() else None
    if run is None:
        raise Http404(_("この番号の講座はありません。"))
    return run


def get_enrolment_or_404(user: Any, pk: int) -> Enrolment:
    """Return the enrolment of a visible run, with person and run."""
    rows = Enrolment.objects.select_related("learner", "run__course", "entered_by")
    enrolment = rows.filter(pk=pk, run__in=find_runs(user).values("pk")).first()
    if enrolment is None:
        raise Http404(_("この申込みはありません。"))
    return enrolment


def get_learner_or_404(user: Any, pk: int) -> Learner:
    """Return the record of a person who applied for a visible run."""
    learner = find_people(user).filter(pk=pk).first()
    if learner is None:
        raise Http404(_("この方の記録はありません。"))
    return learner


def record_access(
    request: HttpRequest, person: Learner | Enrolment | None, screen: str, run_id: int | None = None
) -> None:
    """Write down that the user saw a person's record, or a list of people of a run (person: None)."""
    learner_id = person.learner_id if isinstance(person, Enrolment) else person.pk if person else None
    run_id = person.run_id if isinstance(person, Enrolment) else run_id
    log_access(request.user, screen, timezone.now(), learner_id=learner_id, run_id=run_id)
