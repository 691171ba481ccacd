"""The training officer's overview: departments, people, one person's history, and files to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.enrolment.people import log_export
from courses.figures.training import find_entries, make_department_table, make_people_table
from courses.models import TrainingRecord, TrainingRequirement
from courses.models.schedule import fiscal_year_of
from courses.notifications import find_mail_in_trouble
from courses.tables import make_file_name
from courses.training.duties import DONE, OPEN, OVERDUE, SOON_DUE, find_departments, find_duties, find_staff
from courses.views.staff.access import requires
from courses.views.staff.figures import WRITERS
from courses.views.staff.screen import name_staff, show
from courses.views.training.learning import root

MAY_SEE = "courses.manage_training"
STATES = (OVERDUE, OPEN, SOON_DUE, DONE)
# Our choice: a list for the screen; the file has everybody.
SHOWN = 200


@require_safe
@requires(MAY_SEE)
def index(request: HttpRequest) -> HttpResponse:
    """Show how far each department is, and the people (?department=, ?state=)."""
    entries = find_entries(timezone.localdate())
    slugs = {entry.slug: entry.department for entry in entries}
    department, state = request.GET.get("department", ""), request.GET.get("state", "")
    found = [
        entry
        for entry in entries
        if (department not in slugs or entry.slug == department) and (state not in STATES or entry.duty.state == state)
    ]
    context = {
        "table": make_department_table(entries),
        "requirements": TrainingRequirement.objects.select_related("lesson", "group"),
        "departments": slugs.items(),
        "department": department,
        "states": [
            (OVERDUE, _("期限が過ぎた")),
            (OPEN, _("まだ")),
            (SOON_DUE, _("もうすぐ、もう一度")),
            (DONE, _("終わった")),
        ],
        "state": state,
        "undelivered": find_mail_in_trouble().filter(user__isnull=False),
        "found": found[:SHOWN],
        "left_out": max(0, len(found) - SHOWN),
        "root": root(),
    }
    return show(request, "training/overview", _("研修の状況"), context)


@require_safe
@requires(MAY_SEE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person's duties and every pass that was recorded."""
    user = get_object_or_404(find_staff(), pk=pk)
    context = {
        "departments": find_departments().get(user.pk, []),
        "duties": find_duties(timezone.localdate(), [user]),
        "records": TrainingRecord.objects.filter(user=user).order_by("-passed_at", "-pk"),
        "root": root(),
        "trail": [(_("研修の状況"), reverse("staff_training:overview"))],
    }
    return show(request, "training/person", name_staff(user), context)


@require_POST
@requires(MAY_SEE)
def save(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the departments or the people as a file, and write it down in the log."""
    makers = {"departments": make_department_table, "people": make_people_table}
    writer = WRITERS.get(request.POST.get("output", ""))
    if name not in makers or writer is None:
        raise Http404(_("この表はありません。"))
    write, kind = writer
    now = timezone.now()
    table = makers[name](find_entries(timezone.localdate(now)))
    log_export(request.user, f"training:{name}", _("職員研修"), list(table.columns), len(table.rows), now)
    today = timezone.localdate(now)
    filename = make_file_name(fiscal_year_of(today), "", table.name, today, request.POST["output"])
    response = HttpResponse(write(table), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
