"""The plan of a yearly test as a form."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from a11y_checker.wagtail_app.models import YearlyTest
from a11y_checker.wagtail_app.yearly.sample import find_public_pages, read_representative

LONG_FIELDS = ("scope", "representative", "technologies", "tools", "environments", "plan", "remarks")
# What a draw was made from does not change under it; a new draw takes the new plan.
DATE_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.ModelForm):
    """Plan of a test. What was typed stays, whatever is wrong with it."""

    class Meta:
        model = YearlyTest
        fields = [
            "fiscal_year",
            "profile",
            "level",
            "scope",
            "representative",
            "random_count",
            "first_tester",
            "second_tester",
            "started_on",
            "ended_on",
            "technologies",
            "tools",
            "environments",
            "plan",
            "remarks",
        ]
        widgets = {
            "started_on": DATE_INPUT,
            "ended_on": DATE_INPUT,
            **{name: forms.Textarea(attrs={"rows": 4}) for name in LONG_FIELDS},
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_tester", "second_tester"):
            self.fields[name].queryset = find_testers()
            self.fields[name].required = True
            self.fields[name].label_from_instance = lambda user: user.get_full_name() or user.get_username()
        if self.instance.pk and self.instance.draws.exists():
            for name in ("fiscal_year", "profile", "level"):
                self.fields[name].disabled = True

    def clean_representative(self) -> str:
        text = self.cleaned_data["representative"]
        pages = find_public_pages()
        unknown = [address for address in read_representative(text) if address not in pages]
        if unknown:
            raise forms.ValidationError(
                _("No public page has these addresses: %(pages)s. Copy each from the browser, beginning with /.")
                % {"pages": "、".join(unknown)}
            )
        return text


def find_testers() -> QuerySet:
    """Return the active people who may judge."""
    right = Permission.objects.filter(content_type__app_label="a11y_checker", codename="judge_yearlytest")
    allowed = Q(groups__permissions__in=right) | Q(user_permissions__in=right) | Q(is_superuser=True)
    users = get_user_model().objects
    return users.filter(pk__in=users.filter(allowed, is_active=True).values("pk")).order_by("last_name", "username")
