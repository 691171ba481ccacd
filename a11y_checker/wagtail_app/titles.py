"""Public pages that share their title, so that readers cannot tell them apart in lists and search results."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from a11y_checker.wagtail_app.models import PageResult
from a11y_checker.wagtail_app.report_filter import choose_departments
from a11y_checker.wagtail_app.site_report import find_last_run


def find_same_titles() -> QuerySet[Page]:
    """Return the public pages that have their title in common with another of the same language, by title.

    Each has `is_same_section` (the other one stands below the same page) and `department` of the last run ("" without one).
    """
    pages = Page.objects.live().filter(depth__gt=1, alias_of__isnull=True)
    twice = pages.order_by().values("title").annotate(count=Count("pk")).filter(count__gt=1)
    above = Substr("path", 1, Length("path") - Page.steplen)
    twins = pages.annotate(above=above).filter(
        title=OuterRef("title"), locale=OuterRef("locale"), above=OuterRef("above")
    )
    others = pages.filter(title=OuterRef("title"), locale=OuterRef("locale")).exclude(pk=OuterRef("pk"))
    results = PageResult.objects.filter(run=find_last_run(), page=OuterRef("pk")).values("department")
    return (
        pages.filter(title__in=twice.values("title"))
        .annotate(above=above)
        .annotate(
            is_same_section=Exists(twins.exclude(pk=OuterRef("pk"))),
            department=Coalesce(Subquery(results[:1]), Value("")),
            section=Subquery(Page.objects.filter(path=OuterRef("above")).values("title")[:1]),
        )
        .filter(Exists(others))
        .order_by("title", "path")
    )


def find_visible_same_titles(user: AbstractBaseUser) -> QuerySet[Page]:
    own = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})
    return find_same_titles().filter(pk__in=own.order_by().values("pk"))


def describe(page: Page) -> str:
    return _("same title and same section") if page.is_same_section else _("same title")


class SameTitlesFilterSet(WagtailFilterSet):
    """By department, and only those that even stand in the same section."""

    department = ChoiceFilter(label=gettext_lazy("Department"), choices=[], field_name="department")
    same = ChoiceFilter(
        label=gettext_lazy("What they share"),
        field_name="is_same_section",
        choices=[("True", gettext_lazy("title and section")), ("False", gettext_lazy("title alone"))],
    )

    class Meta:
        model = Page
        fields = ["department", "same"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = choose_departments(find_last_run())


class SameTitleColumn(Column):
    """The title, and the way to change it."""

    cell_template_name = "a11y_checker/same_title_cell.html"


class SameTitlesView(ReportView):
    """Pages with the same title, next to each other; each member of staff sees the own pages."""

    page_title = gettext_lazy("Pages with the same title")
    header_icon = "title"
    index_url_name = "accessibility_same_titles"
    index_results_url_name = "accessibility_same_titles_results"
    default_ordering = "title"
    filterset_class = SameTitlesFilterSet
    list_export = ["title", "section", "department", "url_path"]
    columns = [
        SameTitleColumn("title", label=gettext_lazy("Title of the page"), sort_key="title"),
        Column("section", label=gettext_lazy("Section")),
        Column("same", label=gettext_lazy("What they share"), accessor=describe),
        Column("department", label=gettext_lazy("Department"), sort_key="department"),
    ]

    def get_queryset(self) -> QuerySet[Page]:
        return find_visible_same_titles(self.request.user).order_by(*self.get_order())

    def get_order(self) -> list[str]:
        asked = str(self.request.GET.get("ordering", self.default_ordering))
        known = {"title", "-title", "department", "-department"}
        return [asked if asked in known else self.default_ordering, "path"]
