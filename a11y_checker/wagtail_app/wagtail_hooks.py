"""The checker's report in Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from a11y_checker.wagtail_app.training import hooks as training_hooks
from a11y_checker.wagtail_app.views import PageResultDetailView, PageResultsView
from a11y_checker.wagtail_app.yearly import hooks as yearly_hooks

# Wagtail reads this file alone; other screens announce themselves when they are imported.
__all__ = ["training_hooks", "yearly_hooks"]


@hooks.register("register_admin_urls")
def register_urls() -> list:
    return [
        path("reports/accessibility/", PageResultsView.as_view(), name="accessibility_results"),
        path(
            "reports/accessibility/results/",
            PageResultsView.as_view(results_only=True),
            name="accessibility_results_results",
        ),
        path("reports/accessibility/<int:pk>/", PageResultDetailView.as_view(), name="accessibility_result"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(_("Accessibility scores"), reverse("accessibility_results"), icon_name="success", order=5)
