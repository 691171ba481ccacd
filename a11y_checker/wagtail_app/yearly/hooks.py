"""Addresses and menu entry of the yearly duty."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from a11y_checker.wagtail_app.yearly import screen, self_check, views, work


class ScreenMenuItem(MenuItem):
    """The entry of a screen, shown to whoever may open it."""

    def __init__(self, of: type[screen.Screen], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right) for right in self.of.requires)


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
        path("accessibility/self-check/", self_check.SelfCheckList.as_view(), name="self_checks"),
        path("accessibility/self-check/<int:year>/", self_check.SelfCheckEdit.as_view(), name="self_check"),
        path(
            "accessibility/self-check/<int:year>/print/", self_check.SelfCheckPrint.as_view(), name="self_check_print"
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_yearly_menu_item() -> MenuItem:
    address = reverse("yearly_tests")
    return ScreenMenuItem(
        views.ListScreen, _("Yearly accessibility test"), address, icon_name="clipboard-list", order=6
    )


@hooks.register("register_reports_menu_item")
def register_self_check_menu_item() -> MenuItem:
    address = reverse("self_checks")
    label = _("Sheets of self-assessment")
    return ScreenMenuItem(self_check.SelfCheckList, label, address, icon_name="list-ul", order=7)
