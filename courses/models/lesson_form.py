"""The form of a lesson in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cms.models.base import CityPageForm
from courses.lesson_wording import find_long_sentences, measure_lesson
from courses.models.schedule import add_months


class LessonForm(CityPageForm):
    """Whoever checks a lesson gets the next day to look at it, unless that day was changed by hand."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        checked_on, months = cleaned.get("checked_on"), cleaned.get("recheck_months")
        is_new = {"checked_on", "recheck_months"} & set(self.changed_data)
        if checked_on and months and is_new and "review_on" not in self.changed_data:
            cleaned["review_on"] = add_months(checked_on, months)
        return cleaned


class WordingPanel(Panel):
    """How easy the saved draft reads, above its steps."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/wording_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["readability"] = measure_lesson(self.instance)
            context["long_sentences"] = find_long_sentences(self.instance)
            return context

    def clean_name_default(self) -> str:
        return str(_("読みやすさ"))
