"""Addresses and menu entry of the yearly duty."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from a11y_checker.wagtail_app.yearly import screen, views, work


class YearlyMenuItem(MenuItem):
    """Shown to whoever may open the screens."""

    def is_shown(self, request) -> bool:
        return any(request.user.has_perm(right) for right in screen.Screen.requires)


@hooks.register("register_admin_urls")
def register_yearly_urls() -> list:
    base = "accessibility/yearly/"
    return [
        path(base, views.ListScreen.as_view(), name="yearly_tests"),
        path(f"{base}new/", views.PlanScreen.as_view(), name="yearly_new"),
        path(f"{base}<int:year>/", views.Overview.as_view(), name="yearly_test"),
        path(f"{base}<int:year>/plan/", views.PlanScreen.as_view(), name="yearly_plan"),
        path(f"{base}<int:year>/draw/", views.DrawScreen.as_view(), name="yearly_draw"),
        path(f"{base}<int:year>/check/", views.CheckAgain.as_view(), name="yearly_check"),
        path(f"{base}<int:year>/pages/<int:number>/", work.WorkScreen.as_view(), name="yearly_work"),
        path(f"{base}<int:year>/differences/", work.ReconcileScreen.as_view(), name="yearly_reconcile"),
        path(f"{base}<int:year>/result/", views.ResultScreen.as_view(), name="yearly_result"),
        path(f"{base}<int:year>/history/", views.HistoryScreen.as_view(), name="yearly_history"),
    ]


@hooks.register("register_reports_menu_item")
def register_yearly_menu_item() -> MenuItem:
    return YearlyMenuItem(_("Yearly accessibility test"), reverse("yearly_tests"), icon_name="clipboard-list", order=6)
