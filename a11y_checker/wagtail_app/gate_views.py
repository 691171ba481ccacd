"""Screens of the gate: letting a page through, and the list of what has to be mended."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from a11y_checker.checker import available_rules
from a11y_checker.rule import Rule
from a11y_checker.wagtail_app.advice import in_words
from a11y_checker.wagtail_app.forms import WaiverForm
from a11y_checker.wagtail_app.gate import MAY_WAIVE, leave_out_waived
from a11y_checker.wagtail_app.judging import find_failures, judge_page
from a11y_checker.wagtail_app.links.views import LinkedPageColumn
from a11y_checker.wagtail_app.models import FollowUp, Waiver
from a11y_checker.wagtail_app.obstacles import make_obstacles


def waive(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let the failures of the page's draft be for a time. It does not publish: the page goes its usual way again."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not (request.user.has_perm(MAY_WAIVE) and page.permissions_for_user(request.user).can_edit()):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    report = judge_page(draft)
    failures = leave_out_waived(page, find_failures(report))
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and failures and form.is_valid():
        grant(page, {failure.rule for failure in failures}, request.user, form.cleaned_data)
        messages.success(request, _("Noted. The page can be published now; it stays in the list until it is mended."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": draft, "form": form, "obstacles": make_obstacles(draft, failures, report)}
    return render(request, "a11y_checker/waive.html", context)


def grant(page: Page, rules: set[str], user: Any, data: dict[str, Any]) -> None:
    name = user.get_full_name() or user.get_username()
    for rule in sorted(rules):
        Waiver.objects.create(page_id=page.pk, rule=rule, granted_by=user, granted_by_name=name[:150], **data)


def find_visible_pages(user) -> QuerySet[Page]:
    return PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})


def find_visible_follow_ups(user) -> QuerySet[FollowUp]:
    """Return what is open on pages that the user may change; what belongs to no page, for those who keep the list."""
    tasks = FollowUp.objects.filter(done_at__isnull=True)
    own = tasks.filter(page__in=find_visible_pages(user))
    return (own | tasks.filter(page__isnull=True)) if user.has_perm("a11y_checker.change_followup") else own


class FollowUpColumn(Column):
    """The name of what has to be mended, with the ways to mend and to settle it."""

    cell_template_name = "a11y_checker/follow_up_cell.html"

    def get_cell_context_data(self, instance: FollowUp, parent_context: Context) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["may_close"] = request.user.has_perm("a11y_checker.change_followup")
        context["csrf_token"] = get_token(request)
        return context


class FollowUpsView(ReportView):
    """What became public, or waits to be, and has to be mended."""

    page_title = gettext_lazy("Pages to mend")
    header_icon = "warning"
    index_url_name = "accessibility_follow_ups"
    index_results_url_name = "accessibility_follow_ups_results"
    default_ordering = "opened_at"
    list_export = ["subject", "cause", "opened_at"]
    columns = [
        FollowUpColumn("subject", label=gettext_lazy("What")),
        Column("cause", label=gettext_lazy("Why"), accessor="get_cause_display"),
        Column("count", label=gettext_lazy("Obstacles"), accessor=lambda task: len(task.findings)),
        DateColumn("opened_at", label=gettext_lazy("Since"), sort_key="opened_at"),
    ]

    def get_queryset(self) -> QuerySet[FollowUp]:
        return self.order_queryset(find_visible_follow_ups(self.request.user).select_related("page"))


class WaiversView(ReportView):
    """Pages that are public with a fault that somebody answers for: until it is mended, also after the last day."""

    page_title = gettext_lazy("Pages let through")
    header_icon = "key"
    index_url_name = "accessibility_waivers"
    index_results_url_name = "accessibility_waivers_results"
    default_ordering = "expires_on"
    list_export = ["page", "rule", "reason", "expires_on", "granted_by_name", "created_at"]
    columns = [
        LinkedPageColumn("page", label=gettext_lazy("Page")),
        Column("rule", label=gettext_lazy("Rule"), accessor=lambda waiver: name_rule(waiver.rule)),
        Column("reason", label=gettext_lazy("Reason")),
        Column("granted_by_name", label=gettext_lazy("By")),
        Column("expires_on", label=gettext_lazy("Last day"), sort_key="expires_on"),
        Column("state", label=gettext_lazy("State"), accessor=lambda waiver: describe(waiver)),
    ]

    def get_queryset(self) -> QuerySet[Waiver]:
        visible = Waiver.objects.filter(mended_at__isnull=True, page__in=find_visible_pages(self.request.user))
        return self.order_queryset(visible.select_related("page"))


def describe(waiver: Waiver) -> str:
    return _("the last day is over") if waiver.is_expired else _("until the last day")


def name_rule(rule_id: str) -> str:
    """Return what a rule asks for, in words; its id when the program knows it no longer."""
    rule = find_rules().get(rule_id)
    return in_words(rule.name) if rule else rule_id


@cache
def find_rules() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in available_rules()}


@require_POST
def close_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle what a person has looked at."""
    if not request.user.has_perm("a11y_checker.change_followup"):
        raise PermissionDenied
    task = get_object_or_404(FollowUp, pk=pk, done_at__isnull=True)
    task.done_at, task.done_by = timezone.now(), request.user
    task.save()
    messages.success(request, _("“%(subject)s” is settled.") % {"subject": task.subject})
    return redirect("accessibility_follow_ups")
