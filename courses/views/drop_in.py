"""相談会 for residents: what comes next, as a page and as a calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.models import HelpSession
from courses.models.calendar import make_help_calendar
from courses.views.frame import find_phone

# Our choice: half a year of fortnightly sessions.
SHOWN = 12


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the next sessions, soonest first; those that were called off say so."""
    sessions = HelpSession.objects.upcoming(timezone.now())[:SHOWN]
    return render(request, "courses/drop_in/index.html", {"sessions": sessions, "phone": find_phone(None)})


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Serve the sessions that are not over as one iCalendar file that a calendar can follow (RFC 5545)."""
    address = request.build_absolute_uri(reverse("drop_in"))
    content = make_help_calendar(HelpSession.objects.upcoming(timezone.now()), request.get_host(), address)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="soudankai.ics"'
    return response
