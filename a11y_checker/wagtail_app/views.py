"""What the last check found, page by page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from a11y_checker.standards import all_profiles
from a11y_checker.wagtail_app.advice import advise, in_words
from a11y_checker.wagtail_app.links.views import find_visible_dead_links
from a11y_checker.wagtail_app.models import CheckRun, PageResult
from a11y_checker.wagtail_app.places import WORDS_MAX_CHARS, find_words
from a11y_checker.wagtail_app.report_filter import PageResultFilterSet
from a11y_checker.wagtail_app.site_report import (
    as_percent,
    find_last_run,
    find_new,
    find_run_before,
    find_trend,
    find_worst,
)
from a11y_checker.wagtail_app.titles import find_visible_same_titles


def find_visible_results(user, run: CheckRun | None) -> QuerySet[PageResult]:
    """Return the run's results for pages that the user may change, worst first."""
    if run is None:
        return PageResult.objects.none()
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})
    seen = run.results.filter(page__in=pages).order_by("score", "-failed_count", "url")
    return seen.defer("findings", "content")


class PageResultsView(ReportView):
    """Scores of the last finished run; each member of staff sees the own pages."""

    page_title = _("Accessibility scores")
    header_icon = "success"
    index_url_name = "accessibility_results"
    index_results_url_name = "accessibility_results_results"
    default_ordering = "score"
    template_name = "a11y_checker/results.html"
    filterset_class = PageResultFilterSet
    paginate_by = 50
    list_export = ["url", "title", "score", "failed_count", "question_count", "error"]
    columns = [
        TitleColumn("title", label=_("Page"), url_name="accessibility_result", sort_key="title"),
        Column("score", label=_("Score"), sort_key="score"),
        Column("failed_count", label=_("Failures"), sort_key="failed_count"),
        Column("question_count", label=_("To be looked at"), sort_key="question_count"),
        Column("department", label=_("Department"), sort_key="department"),
        Column("url", label=_("Address of the page")),
    ]

    def get_queryset(self) -> QuerySet[PageResult]:
        return self.order_queryset(find_visible_results(self.request.user, find_last_run()))

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        run = context["run"] = find_last_run()
        if run is not None and not self.results_only:
            profile = all_profiles().get(run.profile)
            context["profile_name"] = in_words(profile.name) if profile else run.profile
            visible = find_visible_results(self.request.user, run)
            context["share"] = as_percent(run.share_clean)
            context["trend"] = find_trend(run)
            context["worst"] = find_worst(visible)
            context["dead_count"] = find_visible_dead_links(self.request.user).count()
            context["same_title_count"] = find_visible_same_titles(self.request.user).count()
            before = context["before"] = find_run_before(run)
            if before is not None:
                context["new_count"] = find_new(run, before).filter(result__in=visible.order_by().values("pk")).count()
        return context


class PageResultDetailView(WagtailAdminTemplateMixin, DetailView):
    """All findings of one page, with what to do about each."""

    model = PageResult
    template_name = "a11y_checker/result.html"
    header_icon = "success"

    def get_queryset(self) -> QuerySet[PageResult]:
        return find_visible_results(self.request.user, find_last_run())

    def get_page_title(self) -> str:
        return self.object.title or self.object.url

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("accessibility_results"), "label": PageResultsView.page_title}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        findings = self.object.findings
        context["failures"] = [tell(finding) for finding in findings if finding["outcome"] == "failed"]
        context["questions"] = [tell(finding) for finding in findings if finding["outcome"] == "cantTell"]
        return context


def tell(finding: dict[str, Any]) -> dict[str, Any]:
    """Return a stored finding in words: what is wrong, where, and how an editor mends it."""
    return {
        **finding,
        "what": in_words(finding["message"]),
        "how": advise(finding["rule"], finding["fix"]),
        "words": find_words(finding["html"])[:WORDS_MAX_CHARS],
    }
