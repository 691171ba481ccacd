"""Panels of the course editor."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.panels import Panel

from courses.models.state import describe_state

RUN_URLS = "wagtailsnippets_courses_courserun"


class RunsPanel(Panel):
    """Lists the runs of the course, with links to change them and to make another.

    Runs are not part of the page's drafts: seats that people hold must not change when an old draft is published.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/runs_panel.html"

        def get_context_data(self, parent_context=None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            user = self.request.user
            context["can_change"] = user.has_perm("courses.change_courserun")
            if self.instance.pk is None:
                return context
            now = timezone.now()
            context["runs"] = [
                {"run": run, "state": describe_state(run, now), "url": reverse(f"{RUN_URLS}:edit", args=[run.pk])}
                for run in self.instance.runs.with_sessions()
            ]
            if user.has_perm("courses.add_courserun"):
                context["add_url"] = f"{reverse(f'{RUN_URLS}:add')}?{urlencode({'course': self.instance.pk})}"
            return context
