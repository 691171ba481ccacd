"""Somebody who simply came: a person is added in the room with reading and district only (courses.md §7.4)."""

from random import SystemRandom

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.enrolment.actor import Actor
from courses.enrolment.attending import join_run, record_attendance
from courses.enrolment.errors import EnrolmentError
from courses.enrolment.normalise import normalise_reading
from courses.models import AttendanceStatus, Channel
from courses.models.city import choice
from courses.views.staff.access import requires
from courses.views.staff.attendance import MAY_RECORD, address, get_session_or_404, show_session


@require_POST
@requires(*MAY_RECORD)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the person and record them as present; show the form again with what is wrong."""
    session = get_session_or_404(request.user, pk)
    typed, district = request.POST.get("reading", ""), request.POST.get("district", "")
    now = timezone.now()
    try:
        reading = normalise_reading(typed)
        district = district if district in choice("DISTRICTS") else ""
        with transaction.atomic():
            actor = Actor(Channel.COUNTER, request.user)
            member = join_run(session.run_id, "", reading, district, actor, now, SystemRandom())
            key = f"walk-in-{session.pk}-{member.pk}"
            record_attendance(session.pk, member.pk, AttendanceStatus.PRESENT, request.user, now, key)
    except EnrolmentError as error:
        return show_session(request, session, walk_in_error=str(error), typed=typed, district=district, status=422)
    messages.success(request, _("当日参加の方を加え、出席にしました。"))
    return redirect(f"{address(session)}#p{member.pk}")
