"""The checker's report in Wagtail's admin."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from a11y_checker.wagtail_app import doors
from a11y_checker.wagtail_app.gate_views import FollowUpsView, WaiversView, close_follow_up, waive
from a11y_checker.wagtail_app.links import hooks as links_hooks
from a11y_checker.wagtail_app.live import hooks as live_hooks
from a11y_checker.wagtail_app.panel import answer_question, show_panel
from a11y_checker.wagtail_app.titles import SameTitlesView
from a11y_checker.wagtail_app.training import hooks as training_hooks
from a11y_checker.wagtail_app.views import PageResultDetailView, PageResultsView
from a11y_checker.wagtail_app.yearly import hooks as yearly_hooks

# Wagtail reads this file alone; other screens announce themselves when they are imported.
__all__ = ["links_hooks", "live_hooks", "training_hooks", "yearly_hooks"]

hooks.register("before_publish_page", doors.ask_before_publishing)
hooks.register("before_bulk_action", doors.ask_before_bulk_publishing)
hooks.register("before_copy_page", doors.ask_before_copying)


@hooks.register("construct_admin_api")
def ask_in_the_api(router: WagtailAPIRouter) -> None:
    from a11y_checker.wagtail_app import api_doors  # Wagtail's own views read these hooks while they are imported

    api_doors.register(router)


@hooks.register("register_admin_urls")
def register_urls() -> list:
    return [
        path("reports/accessibility/", PageResultsView.as_view(), name="accessibility_results"),
        path(
            "reports/accessibility/results/",
            PageResultsView.as_view(results_only=True),
            name="accessibility_results_results",
        ),
        path("reports/same-titles/", SameTitlesView.as_view(), name="accessibility_same_titles"),
        path(
            "reports/same-titles/results/",
            SameTitlesView.as_view(results_only=True),
            name="accessibility_same_titles_results",
        ),
        path("reports/accessibility/<int:pk>/", PageResultDetailView.as_view(), name="accessibility_result"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(_("Accessibility scores"), reverse("accessibility_results"), icon_name="success", order=5)


@hooks.register("register_admin_urls")
def register_gate_urls() -> list:
    follow_ups, waivers = FollowUpsView.as_view, WaiversView.as_view
    return [
        path("accessibility/pages/<int:page_id>/", show_panel, name="accessibility_panel"),
        path("accessibility/pages/<int:page_id>/answer/", answer_question, name="accessibility_answer"),
        path("accessibility/pages/<int:page_id>/waive/", waive, name="accessibility_waive"),
        path("accessibility/follow-ups/<int:pk>/close/", close_follow_up, name="accessibility_close_follow_up"),
        path("reports/to-mend/", follow_ups(), name="accessibility_follow_ups"),
        path("reports/to-mend/results/", follow_ups(results_only=True), name="accessibility_follow_ups_results"),
        path("reports/let-through/", waivers(), name="accessibility_waivers"),
        path("reports/let-through/results/", waivers(results_only=True), name="accessibility_waivers_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_follow_ups_item() -> MenuItem:
    return MenuItem(_("Pages to mend"), reverse("accessibility_follow_ups"), icon_name="warning", order=6)


@hooks.register("register_reports_menu_item")
def register_waivers_item() -> MenuItem:
    return MenuItem(_("Pages let through"), reverse("accessibility_waivers"), icon_name="key", order=7)


@hooks.register("register_reports_menu_item")
def register_same_titles_item() -> MenuItem:
    return MenuItem(_("Pages with the same title"), reverse("accessibility_same_titles"), icon_name="title", order=9)


@hooks.register("register_page_header_buttons")
def link_panel(page: Page, user: object, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way from the editor to the findings of the draft."""
    if page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Check the page"), reverse("accessibility_panel", args=[page.pk]), icon_name="success", priority=5
        )
