"""The second approval: kinds of pages that the web officer sees before the public does."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, TaskState


class WebOfficerTask(GroupApprovalTask):
    """Approval by the web officer, only for the kinds of pages that the settings list; others pass through."""

    def start(self, workflow_state, user=None):
        if needs_web_officer(workflow_state.content_object):
            return super().start(workflow_state, user=user)
        # Made without Wagtail's signal, which would write to the web officer.
        return self.get_task_state_class().objects.create(
            workflow_state=workflow_state,
            revision=workflow_state.content_object.get_latest_revision(),
            task=self,
            status=TaskState.STATUS_APPROVED,
            finished_at=timezone.now(),
            comment=str(_("This kind of page needs no second approval.")),
        )

    @classmethod
    def get_description(cls) -> str:
        return str(_("The web officer approves plans, the accessibility statement and other listed kinds."))

    class Meta:
        verbose_name = _("approval by the web officer")
        verbose_name_plural = _("approvals by the web officer")


def needs_web_officer(page) -> bool:
    """Say whether the page is of a kind that settings.WEB_OFFICER_PAGE_TYPES lists (as "app.Model")."""
    return page.specific_class._meta.label in settings.WEB_OFFICER_PAGE_TYPES
