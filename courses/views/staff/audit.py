"""The audit extract: who looked at, changed or exported what, by member of staff and period (R-14)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.enrolment.people import log_export
from courses.figures.audit import make_audit_table
from courses.models.schedule import fiscal_year_of
from courses.tables import make_file_name
from courses.views.staff.access import requires
from courses.views.staff.figures import WRITERS
from courses.views.staff.screen import show

# Our choice: what a person reads on a screen; a file holds the rest.
ROWS_SHOWN = 200
# Our choice: a year outside is a slip; those at the very ends of the calendar cannot be computed with.
FIRST_YEAR, LAST_YEAR = 2000, 2199


class PeriodForm(forms.Form):
    """From when to when, and what the list is for."""

    first = forms.DateField(label=gettext_lazy("はじめの日"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("おわりの日"), widget=forms.DateInput(attrs={"type": "date"}))
    purpose = forms.CharField(label=gettext_lazy("何に使いますか"), max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("first", "last"):
            if data.get(name) and not FIRST_YEAR <= data[name].year <= LAST_YEAR:
                self.add_error(name, _("年を、西暦の4けたで確かめてください。"))
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("おわりの日が、はじめの日より前です。"))
        return data


class AuditForm(PeriodForm):
    """The same, and the member of staff."""

    user = forms.ModelChoiceField(
        label=gettext_lazy("職員"), queryset=None, required=False, empty_label=gettext_lazy("全員")
    )
    field_order = ("first", "last", "user", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = get_user_model().objects.order_by("username")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.view_audit")
def audit(request: HttpRequest) -> HttpResponse:
    """Ask for period and purpose; show the extract, or serve it as a file. The extract itself is logged."""
    today = timezone.localdate()
    initial = {"first": today.replace(day=1), "last": today}
    form = AuditForm(request.POST or None, initial=initial)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return show(request, "figures/audit", _("監査記録"), {"form": form}, status=status)
    first, last, user = form.cleaned_data["first"], form.cleaned_data["last"], form.cleaned_data["user"]
    try:
        table = make_audit_table(first, last, user.pk if user else None)
    except ValueError:
        form.add_error("last", _("件数が多すぎます。期間を短くしてください。"))
        return show(request, "figures/audit", _("監査記録"), {"form": form}, status=422)
    log_export(
        request.user, "audit", form.cleaned_data["purpose"], list(table.columns), len(table.rows), timezone.now()
    )
    output = request.POST.get("output", "")
    if output in WRITERS:
        return serve(table, output, today)
    context = {"form": form, "table": table, "rows": table.rows[:ROWS_SHOWN], "more": len(table.rows) > ROWS_SHOWN}
    return show(request, "figures/audit", _("監査記録"), context)


def serve(table: Any, output: str, today: date) -> HttpResponse:
    write, kind = WRITERS[output]
    response = HttpResponse(write(table), content_type=kind)
    filename = make_file_name(fiscal_year_of(today), "", table.name, today, output)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
