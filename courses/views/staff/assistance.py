"""Wishes for assistance and how far they are arranged. Only for who has the permission (INV-29)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.enrolment.allowed import find_runs
from courses.models import AssistanceNeed, NeedStatus
from courses.models.enrolment import ACTIVE_STATES
from courses.views.staff.access import record_access, requires
from courses.views.staff.screen import show

# Our choice: as many wishes as a department has open in half a year.
MOST = 300


@require_safe
@requires("courses.view_assistanceneed")
def assistance(request: HttpRequest) -> HttpResponse:
    """List the wishes of people who have, or may get, a place; those not arranged yet first."""
    rows = AssistanceNeed.objects.filter(
        enrolment__run__in=find_runs(request.user).values("pk"),
        enrolment__state__in=ACTIVE_STATES,
        enrolment__run__closed_at__isnull=True,
    )
    rows = rows.select_related("enrolment__learner", "enrolment__run__course").order_by("enrolment__run__code", "pk")
    done = (NeedStatus.ARRANGED, NeedStatus.ALTERNATIVE)
    needs = sorted(rows[:MOST], key=lambda need: need.status in done)
    for need in needs:
        record_access(request, need.enrolment, "assistance")
    return show(request, "assistance", _("配慮の手配"), {"needs": needs, "statuses": NeedStatus.choices})


@require_POST
@requires("courses.change_assistanceneed")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how far a wish is arranged."""
    need = AssistanceNeed.objects.filter(pk=pk, enrolment__run__in=find_runs(request.user).values("pk")).first()
    if need is None:
        raise Http404("There is no such wish.")
    status = request.POST.get("status", "")
    if status in NeedStatus.values:
        AssistanceNeed.objects.filter(pk=need.pk).update(status=status)
        messages.success(request, _("記録しました。"))
    else:
        messages.error(request, _("状態を選んでください。"))
    return redirect("course_desk:assistance")
