"""Reports in the admin."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.models.base import BasePage


def find_overdue_pages(user) -> QuerySet[Page]:
    """Return the live pages that the user may see and whose day of review has come."""
    today = timezone.localdate()
    overdue = [
        pk
        for model in page_models()
        for pk in model.objects.live().filter(review_on__lte=today).values_list("pk", flat=True)
    ]
    visible = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})
    return visible.filter(pk__in=overdue)


def page_models() -> list[type[BasePage]]:
    """Return every page type of the site that has a day of review."""
    from wagtail.models import get_page_models  # app ready

    return [model for model in get_page_models() if issubclass(model, BasePage)]


class OverduePagesView(PageReportView):
    """Pages whose day of review has come, oldest first."""

    page_title = _("Pages to look at again")
    header_icon = "time"
    index_url_name = "overdue_pages"
    index_results_url_name = "overdue_pages_results"
    list_export = [*PageReportView.list_export, "review_on", "department"]
    export_headings = {"review_on": _("look at it again on"), "department": _("department")}
    columns = [
        *PageReportView.columns,
        Column("review_on", label=_("look at it again on"), accessor=lambda page: page.specific.review_on),
    ]

    def get_queryset(self):
        return find_overdue_pages(self.request.user).specific(defer=False).order_by("latest_revision_created_at")
