"""Where courses are held: what a visitor must know before leaving home, in words instead of a map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.models import CourseRun, Venue
from courses.models.state import describe_state

# Our choice: the next courses at a place, without a second page.
RUNS_SHOWN = 12


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List all venues by reading."""
    return render(request, "courses/venues/index.html", {"venues": Venue.objects.all()})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one venue with its access facts and the next courses there."""
    venue, now = get_object_or_404(Venue, slug=slug), timezone.now()
    runs = CourseRun.objects.public().filter(sessions__venue=venue).distinct().with_dates()
    runs = runs.not_over(timezone.localdate(now)).with_figures(now).select_related("course").with_sessions()
    items = [{"run": run, "state": describe_state(run, now)} for run in runs.order_by("first_day", "code")[:RUNS_SHOWN]]
    return render(request, "courses/venues/show.html", {"venue": venue, "items": items})
