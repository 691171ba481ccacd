"""What the law on personal information asks of the department: the sheet after a leak, and the register of files."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from courses.enrolment.people import log_export
from courses.figures.data_register import REGISTERED_FROM_PEOPLE, make_register
from courses.figures.incident import REPORT_ABOVE_PEOPLE, find_affected, make_contact_table
from courses.models import CourseRun
from courses.views.staff.access import requires
from courses.views.staff.audit import PeriodForm, serve
from courses.views.staff.figures import WRITERS
from courses.views.staff.screen import show


class IncidentForm(PeriodForm):
    """When it happened, whose account or which run it concerns, and what the list is for."""

    suspect = forms.ModelChoiceField(
        label=gettext_lazy("だれのアカウントか"), queryset=None, required=False, empty_label=gettext_lazy("全員")
    )
    run = forms.ModelChoiceField(
        label=gettext_lazy("名簿をなくした・送りまちがえたときは、その講座"),
        queryset=None,
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("選ばない（見た記録から調べる）"),
    )
    field_order = ("first", "last", "suspect", "run", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suspect"].queryset = get_user_model().objects.order_by("username")
        self.fields["run"].queryset = CourseRun.objects.select_related("course").order_by("-code")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.handle_disclosure")
def incident(request: HttpRequest) -> HttpResponse:
    """Ask what happened; show how many people it concerns and what has to be done, or serve how they can be told."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = IncidentForm(request.POST or None, initial={"first": today, "last": today})
    context: dict[str, Any] = {"form": form, "limit": REPORT_ABOVE_PEOPLE}
    if not form.is_valid():
        return show(request, "incident", _("漏えいの対応"), context, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    found = find_affected(request.user, data["first"], data["last"], data["suspect"], data["run"])
    table = make_contact_table(found.people)
    run_id = data["run"].pk if data["run"] else None
    log_export(request.user, "incident", data["purpose"], list(table.columns), len(table.rows), now, run_id)
    output = request.POST.get("output", "")
    if output in WRITERS:
        return serve(table, output, today)
    context |= {"found": found, "table": table, "rows": table.rows}
    return show(request, "incident", _("漏えいの対応"), context)


@require_safe
@requires("courses.handle_disclosure")
def register(request: HttpRequest) -> HttpResponse:
    """Show the draft of the register of personal-information files, to be printed or copied."""
    context = {"files": make_register(), "limit": REGISTERED_FROM_PEOPLE}
    return show(request, "register", _("個人情報ファイル簿の下書き"), context)
