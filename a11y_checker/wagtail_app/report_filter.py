"""The filters of the report on the whole site."""

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from a11y_checker.checker import available_rules
from a11y_checker.standards import LEVELS
from a11y_checker.wagtail_app.models import PageResult, StoredFinding
from a11y_checker.wagtail_app.site_report import find_last_run, find_new

Choices = list[tuple[str, str]]


def choose_departments() -> Choices:
    return [(name, name) for name in _distinct_results("department")]


def choose_page_types() -> Choices:
    return [(label, str(apps.get_model(label)._meta.verbose_name)) for label in _distinct_results("page_type")]


def choose_rules() -> Choices:
    """Return the rules that found something, by their Japanese names."""
    names = {rule.id: rule.name["ja"] for rule in available_rules()}
    found = StoredFinding.objects.filter(run=find_last_run()).order_by("rule").values_list("rule", flat=True).distinct()
    return [(rule, f"{names.get(rule, rule)}（{rule}）") for rule in found]


def choose_criteria() -> Choices:
    rows = StoredFinding.objects.filter(run=find_last_run()).values_list("criteria", flat=True).distinct()
    numbers = {number for row in rows for number in row.split()}
    return [(number, number) for number in sorted(numbers, key=lambda text: [int(part) for part in text.split(".")])]


def _distinct_results(field: str) -> list[str]:
    rows = PageResult.objects.filter(run=find_last_run()).exclude(**{field: ""})
    return list(rows.order_by(field).values_list(field, flat=True).distinct())


class PageResultFilterSet(WagtailFilterSet):
    """By department, kind of page, rule, criterion, level, and what is new."""

    department = ChoiceFilter(label=_("Department"), choices=choose_departments)
    page_type = ChoiceFilter(label=_("Kind of page"), choices=choose_page_types)
    rule = ChoiceFilter(label=_("Rule"), choices=choose_rules, method="filter_rule")
    criterion = ChoiceFilter(label=_("Success criterion"), choices=choose_criteria, method="filter_criterion")
    level = ChoiceFilter(label=_("Level"), choices=[(level, level) for level in LEVELS], method="filter_level")
    new = ChoiceFilter(
        label=_("New since last week"), choices=[("on", _("only pages with new ones"))], method="filter_new"
    )

    class Meta:
        model = PageResult
        fields = ["department", "page_type", "rule", "criterion", "level", "new"]

    def filter_rule(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self._with_findings(queryset, rule=value)

    def filter_criterion(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self._with_findings(queryset, criteria__contains=f" {value} ")

    def filter_level(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self._with_findings(queryset, level=value, outcome="failed")

    def filter_new(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        run = find_last_run()
        return queryset.filter(pk__in=find_new(run).values("result")) if value and run else queryset

    def _with_findings(self, queryset: QuerySet, **conditions: str) -> QuerySet:
        found = StoredFinding.objects.filter(run=find_last_run(), **conditions)
        return queryset.filter(pk__in=found.values("result"))
