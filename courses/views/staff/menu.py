"""The menu 「講座の受付」. A module adds its item with @hooks.register("register_course_desk_item")."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component

HOOK = "register_course_desk_item"


class DeskMenuItem(MenuItem):
    """One screen of the course desk, shown to those with one of the permissions.

    label: Japanese; url_name: with its namespace ("course_desk:work"); order: 100 to 900.
    """

    def __init__(self, label: Any, url_name: str, permissions: tuple[str, ...], icon_name: str, order: int) -> None:
        super().__init__(label, "", name=url_name.replace(":", "-"), icon_name=icon_name, order=order)
        self.url_name = url_name
        self.permissions = permissions

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in self.permissions)

    def render_component(self, request: HttpRequest) -> Any:
        self.url = reverse(self.url_name)
        return super().render_component(request)


desk_menu = Menu(register_hook_name=HOOK)


def make_menu_item() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("講座の受付"), desk_menu, name="course-desk", icon_name="group", order=240)


class DeskPanel(Component):
    """The way to the day's work, on the first screen after logging in."""

    name = "course_desk"
    template_name = "admin/courses/home_panel.html"
    order = 30

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {"items": [(item.label, reverse(item.url_name)) for item in find_items(request)]}


def find_items(request: HttpRequest) -> list[DeskMenuItem]:
    """Return the screens that the user may open, in the order of the menu."""
    return sorted(desk_menu.menu_items_for_request(request), key=lambda item: item.order)
