"""What staff see first after logging in: each role its own work."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import GroupPagePermission, Page, TaskState

from cms.models import EmergencyNotice
from cms.roles import WEB_OFFICERS
from cms.views.reports import find_overdue_pages


class OwnPagesPanel(Component):
    """The sections that were given to the editor, and the way to a new page."""

    name = "own_pages"
    template_name = "admin/own_pages_panel.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        grants = GroupPagePermission.objects.filter(group__user=parent_context["request"].user, page__depth__gt=1)
        changeable = set(grants.filter(permission__codename="change_page").values_list("page", flat=True))
        extendable = set(grants.filter(permission__codename="add_page").values_list("page", flat=True))
        sections = Page.objects.filter(pk__in=changeable | extendable).order_by("path")
        for section in sections:
            section.can_have_pages = section.pk in extendable and bool(section.specific_class.allowed_subpage_models())
        return {"sections": sections}


class EmergencyPanel(Component):
    """The notices that are shown now, and the way to a new one."""

    name = "emergency"
    template_name = "admin/emergency_panel.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"notices": EmergencyNotice.objects.active(timezone.now()).select_related("phrase")}


class OfficerPanel(Component):
    """What the web officer keeps an eye on."""

    name = "officer"
    template_name = "admin/officer_panel.html"
    order = 45

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "overdue": find_overdue_pages(parent_context["request"].user).count(),
            "waiting": TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count(),
        }


def choose_panels(user) -> list[Component]:
    """Return the panels for what the person does here."""
    groups = set(user.groups.values_list("name", flat=True))
    panels: list[Component] = []
    if user.has_perm("cms.add_emergencynotice"):
        panels.append(EmergencyPanel())
    if user.is_superuser or WEB_OFFICERS in groups:
        panels.append(OfficerPanel())
    if GroupPagePermission.objects.filter(group__user=user, page__depth__gt=1).exists() or not panels:
        panels.append(OwnPagesPanel())
    return panels
