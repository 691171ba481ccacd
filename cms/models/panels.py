"""Panels of the page editor."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page, WorkflowState


class PublishHelpPanel(Panel):
    """Says how the page gets published, and by whom: only to people who may not publish it themselves."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/publish_help_panel.html"

        def is_shown(self) -> bool:
            return not self.instance.permissions_for_user(self.request.user).can_publish()

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            page = self.instance if self.instance.pk else self.form.parent_page
            context["workflow"] = page.get_workflow()
            context["step"] = find_step(self.instance, self.request.user)
            if context["step"] == "mend":
                context["task_state"] = self.instance.current_workflow_state.current_task_state
            return context

    def clean_name_default(self) -> str:
        return str(_("How this page is published"))


def find_step(page: Page, user: AbstractBaseUser) -> str:
    """Return what the user does next: "approve" when asked to, "wait" after sending it, "mend" when it came back."""
    state = page.current_workflow_state if page.pk else None
    if state is None:
        return "write"
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return "mend"
    return "approve" if page.current_workflow_task.get_actions(page, user) else "wait"
