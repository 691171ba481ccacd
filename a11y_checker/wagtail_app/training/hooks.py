"""Address and menu entry of the practice screen."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from a11y_checker.wagtail_app.training.views import PracticeScreen


@hooks.register("register_admin_urls")
def register_practice_url() -> list:
    return [path("accessibility/practice/", PracticeScreen.as_view(), name="accessibility_practice")]


@hooks.register("register_help_menu_item")
def register_practice_menu_item() -> MenuItem:
    return MenuItem(_("Practice: an accessible page"), reverse("accessibility_practice"), icon_name="edit", order=900)
