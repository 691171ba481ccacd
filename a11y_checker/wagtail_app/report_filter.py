"""The filters of the report on the whole site."""

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from a11y_checker.checker import available_rules
from a11y_checker.standards import LEVELS
from a11y_checker.wagtail_app.models import CheckRun, PageResult, StoredFinding
from a11y_checker.wagtail_app.site_report import find_last_run, find_new

Choices = list[tuple[str, str]]


def choose_distinct(run: CheckRun | None, field: str) -> list[str]:
    rows = PageResult.objects.filter(run=run).exclude(**{field: ""})
    return list(rows.order_by(field).values_list(field, flat=True).distinct())


def choose_departments(run: CheckRun | None) -> Choices:
    return [(name, name) for name in choose_distinct(run, "department")]


def choose_page_types(run: CheckRun | None) -> Choices:
    labels = choose_distinct(run, "page_type")
    return [(label, str(apps.get_model(label)._meta.verbose_name)) for label in labels]


def choose_rules(run: CheckRun | None) -> Choices:
    """Return the rules that found something, by their Japanese names."""
    names = {rule.id: rule.name["ja"] for rule in available_rules()}
    found = StoredFinding.objects.filter(run=run).order_by("rule").values_list("rule", flat=True).distinct()
    return [(rule, f"{names.get(rule, rule)}（{rule}）") for rule in found]


def choose_criteria(run: CheckRun | None) -> Choices:
    rows = StoredFinding.objects.filter(run=run).order_by("criteria").values_list("criteria", flat=True).distinct()
    numbers = {number for row in rows for number in row.split()}
    return [(number, number) for number in sorted(numbers, key=lambda text: [int(part) for part in text.split(".")])]


CHOICES = {
    "department": choose_departments,
    "page_type": choose_page_types,
    "rule": choose_rules,
    "criterion": choose_criteria,
}


class PageResultFilterSet(WagtailFilterSet):
    """By department, kind of page, rule, criterion, level, and what is new."""

    department = ChoiceFilter(label=_("Department"), choices=[])
    page_type = ChoiceFilter(label=_("Kind of page"), choices=[])
    rule = ChoiceFilter(label=_("Rule"), choices=[], method="filter_rule")
    criterion = ChoiceFilter(label=_("Success criterion"), choices=[], method="filter_criterion")
    level = ChoiceFilter(label=_("Level"), choices=[(level, level) for level in LEVELS], method="filter_level")
    new = ChoiceFilter(
        label=_("New since last week"), choices=[("on", _("only pages with new ones"))], method="filter_new"
    )

    class Meta:
        model = PageResult
        fields = ["department", "page_type", "rule", "criterion", "level", "new"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.run = find_last_run()
        for name, choose in CHOICES.items():
            self.filters[name].extra["choices"] = choose(self.run)

    def filter_rule(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self._with_findings(queryset, rule=value)

    def filter_criterion(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self._with_findings(queryset, criteria__contains=f" {value} ")

    def filter_level(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self._with_findings(queryset, level=value, outcome="failed")

    def filter_new(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=find_new(self.run).values("result")) if value and self.run else queryset

    def _with_findings(self, queryset: QuerySet, **conditions: str) -> QuerySet:
        found = StoredFinding.objects.filter(run=self.run, **conditions)
        return queryset.filter(pk__in=found.values("result"))
