"""Instructors from the courses: the list by stage, the way of each, and who fits a session (courses.md §7.4)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.enrolment import pool
from courses.forms.pool import ConsentForm, MatchForm, OfferForm, StepForm
from courses.models import Instructor, PoolStage
from courses.models.city import choice
from courses.models.run_queryset import SessionStatus
from courses.views.staff.access import get_enrolment_or_404, record_access, requires
from courses.views.staff.changes import list_errors
from courses.views.staff.doing import attempt
from courses.views.staff.screen import show, trail_of

MAY_MANAGE = "courses.manage_pool"
PAGE = "course_desk:pool_member"


@require_safe
@requires(MAY_MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """List everybody who teaches, or may one day, by stage from the last to the first; who has no step comes at the end."""
    held = Q(assignments__session__status=SessionStatus.HELD)
    people = Instructor.objects.prefetch_related("pool_steps").annotate(
        taught=Count("assignments", filter=held, distinct=True), last_on=Max("assignments__session__date", filter=held)
    )
    words = {**dict(PoolStage.choices), "": _("段階の記録なし")}
    groups: dict[str, list[Instructor]] = {stage: [] for stage in (*reversed(pool.STAGES), "")}
    for person in people:
        groups[pool.find_stage(person)].append(person)
    rows = [(words[stage], members) for stage, members in groups.items() if members]
    return show(request, "pool/index", _("講師の育成"), {"groups": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY_MANAGE)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the way of one instructor; POST takes the next step, pauses, or records topics and half-days."""
    person = Instructor.objects.prefetch_related("pool_steps__decided_by").filter(pk=pk).first()
    if person is None:
        raise Http404("There is no such instructor.")
    sent = request.POST if request.method == "POST" else None
    name = sent.get("do", "") if sent is not None else ""
    step = StepForm(person, sent if name == "step" else None, prefix="step")
    known = {"topics": person.topics, "availability": person.availability}
    offer = OfferForm(sent if name == "offer" else None, initial=known, prefix="offer")
    if sent is not None and act(request, person, step, offer):
        return redirect(PAGE, pk)
    criteria = choice("POOL_CRITERIA")
    context = {
        "person": person,
        "stage": dict(PoolStage.choices).get(pool.find_stage(person), _("段階の記録なし")),
        "step": step,
        "offer": offer,
        "errors": list_errors(step) + list_errors(offer),
        "next": [(label, criteria.get(stage, "")) for stage, label in step.fields["stage"].choices],
        "trail": [(_("講師の育成"), reverse("course_desk:pool"))],
    }
    return show(request, "pool/member", person.name, context, status=422 if sent is not None else 200)


def act(request: HttpRequest, person: Instructor, step: StepForm, offer: OfferForm) -> bool:
    """Do what the pressed button says; False when something in its form is wrong."""
    user, now = request.user, timezone.now()
    services: dict[str, Callable[[], Any]] = {
        "pause": lambda: pool.set_paused(person.pk, True, user, now),
        "resume": lambda: pool.set_paused(person.pk, False, user, now),
        "step": lambda: pool.take_step(person.pk, **step.cleaned_data, user=user, now=now),
        "offer": lambda: pool.set_offer(person.pk, **offer.cleaned_data, user=user),
    }
    name = request.POST.get("do", "")
    forms = {"step": step, "offer": offer}
    if name not in services or (name in forms and not forms[name].is_valid()):
        return False
    return attempt(request, services[name], _("記録しました。"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY_MANAGE)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody who completed a run into the pool, with the day of the consent."""
    enrolment = get_enrolment_or_404(request.user, pk)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    made: list[Instructor] = []
    if request.method == "POST" and form.is_valid():
        day, now = form.cleaned_data["consented_on"], timezone.now()
        taken = _("講師の候補に加えました。")
        if attempt(request, lambda: made.append(pool.add_completer(pk, day, request.user, now)), taken):
            return redirect(PAGE, made[0].pk)
    record_access(request, enrolment, "pool-add")
    context = {"enrolment": enrolment, "run": enrolment.run, "form": form, "errors": list_errors(form)}
    context |= {"criteria": choice("POOL_CRITERIA"), "trail": trail_of(enrolment)}
    status = 422 if request.method == "POST" else 200
    return show(request, "pool/add", _("講師の候補に加える"), context, status=status)


@require_safe
@requires(MAY_MANAGE)
def matching(request: HttpRequest) -> HttpResponse:
    """Show who may teach a topic on a day (?topic=&on=&half=): free first, then who taught least."""
    form = MatchForm(request.GET if "on" in request.GET else None)
    matches = pool.find_matches(*form.values) if form.is_bound and form.is_valid() else None
    words = {**dict(PoolStage.choices), "": _("段階の記録なし")}
    rows = None if matches is None else [(match, words[match.stage]) for match in matches]
    context = {"form": form, "errors": list_errors(form), "rows": rows}
    context["trail"] = [(_("講師の育成"), reverse("course_desk:pool"))]
    return show(request, "pool/matching", _("講師をさがす"), context)
