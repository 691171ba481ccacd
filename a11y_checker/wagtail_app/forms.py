"""The form of a person who lets a page through for a time."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

# Our choice: a waiver outlives no fiscal year, so each is looked at again at least once a year.
LONGEST = timedelta(days=365)
# Our choice: shorter reasons tell nobody anything.
REASON_MIN_CHARS = 10


class WaiverForm(forms.Form):
    """Why the page may be public with its faults, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=REASON_MIN_CHARS,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why it cannot wait, and what readers can use meanwhile. It stands in the reports."),
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        widget=AdminDateInput(),
        help_text=_("After this day the page counts as not mended again. At most a year from today."),
    )

    def clean_expires_on(self) -> date:
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        if day > today + LONGEST:
            raise forms.ValidationError(_("This is more than a year from today. Choose an earlier day."))
        return day
