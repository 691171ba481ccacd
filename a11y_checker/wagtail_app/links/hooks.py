"""The list of dead links in Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from a11y_checker.wagtail_app.links.views import DeadLinksView, LinkExclusionViewSet

register_snippet(LinkExclusionViewSet)


@hooks.register("register_admin_urls")
def register_link_urls() -> list:
    view = DeadLinksView.as_view
    return [
        path("reports/dead-links/", view(), name="accessibility_dead_links"),
        path("reports/dead-links/results/", view(results_only=True), name="accessibility_dead_links_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_dead_links_item() -> MenuItem:
    return MenuItem(_("Dead links"), reverse("accessibility_dead_links"), icon_name="link-external", order=8)
