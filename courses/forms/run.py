"""The form of a run in the admin."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.enrolment.allowed import find_departments, is_city_wide
from courses.models import RunStatus, SessionStatus


class RunForm(WagtailAdminModelForm):
    """Keeps a run in the departments of who edits it, and leaves calling it off to the screen for two people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_status = self.instance.status if self.instance.pk else ""
        user = self.for_user
        if user is not None and "department" in self.fields and not is_city_wide(user):
            self.fields["department"].queryset = find_departments(user)

    def is_valid(self) -> bool:
        """Also compare what the run and its sessions say together: the sessions are a form of their own."""
        if not super().is_valid():
            return False
        until, first = self.cleaned_data.get("cancel_until"), self.find_first_session()
        if until and first and until > first:
            message = _("本人が取り消せるのは、1回目が始まるまでです。1回目の%(day)d日より前の日時にしてください。")
            self.add_error("cancel_until", message % {"day": first.day})
        return not self.errors

    def find_first_session(self) -> datetime | None:
        """Return when the first session of the form begins that stays and takes place; None without any.

        As CourseRun.starts_at: where none takes place, those that were planned count.
        """
        sessions = self.formsets.get("sessions")
        rows = [form.cleaned_data for form in sessions.forms] if sessions else []
        kept = [row for row in rows if row.get("date") and row.get("start_time") and not row.get("DELETE")]
        held = [row for row in kept if row.get("status") in (SessionStatus.PLANNED, SessionStatus.HELD)] or kept
        times = (timezone.make_aware(datetime.combine(row["date"], row["start_time"])) for row in held)
        return min(times, default=None)

    def clean_status(self) -> str:
        status = self.cleaned_data["status"]
        cancelled = RunStatus.CANCELLED
        if status == cancelled and self.former_status != cancelled:
            raise ValidationError(
                _(
                    "中止は、ここではできません。「講座の受付」の講座の画面の「講座を中止する」から、2人で行ってください。"
                )
            )
        if self.former_status == cancelled and status != cancelled:
            raise ValidationError(_("中止した講座は、元にもどせません。コピーして、新しい講座を作ってください。"))
        return status

    def clean(self) -> dict[str, Any]:
        """A run without a department gets that of its course, or the editor's own."""
        data = super().clean() or self.cleaned_data
        field = self.fields.get("department")
        if field is None or data.get("department") or not data.get("course"):
            return data
        of_course = data["course"].responsible_department
        own = list(field.queryset)
        data["department"] = of_course if of_course in own else own[0] if own else None
        return data
