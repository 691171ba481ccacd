"""What the live panel asks the server: the findings of the form as it stands, and what a person answers about them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from wagtail.admin.views.pages import preview

from a11y_checker.wagtail_app.live.answers import note_answer
from a11y_checker.wagtail_app.live.draft import find_published_score, judge_form
from a11y_checker.wagtail_app.live.rows import describe

# Wagtail 8 renamed both views; they find the page, ask for the right to edit it, and bind its form.
EditView = getattr(preview, "PreviewOnEditView", None) or preview.PreviewOnEdit
CreateView = getattr(preview, "PreviewOnCreateView", None) or preview.PreviewOnCreate
# Beside the fields of the page's own form.
FINGERPRINT, ANSWER = "accessibility-fingerprint", "accessibility-answer"


class LiveView:
    """Judges the posted form. Nothing of it is saved, only the answer to a question when one is given."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        form.defer_required_fields()
        page = self.object
        if not page.url_path:  # a new page whose form cannot be saved yet
            page.slug = page.slug or "new"
            page.set_url_path(form.parent_page)
        published = find_published_score(page)
        draft = judge_form(page, form)
        note_answer(draft, request.user, request.POST.get(FINGERPRINT, ""), request.POST.get(ANSWER, ""))
        context = {**describe(draft, published), "is_saved": bool(page.pk)}
        html = render_to_string("a11y_checker/live/findings.html", context, request=request)
        return JsonResponse({"html": html, "count": context["failure_count"], "summary": summarise(context)})


class LiveEditView(LiveView, EditView):
    """Of a page that exists."""


class LiveCreateView(LiveView, CreateView):
    """Of a page that was not saved yet."""


def summarise(context: dict[str, Any]) -> str:
    """Return one sentence that is read out when the findings change."""
    failures, questions = context["failure_count"], context["question_count"]
    parts = [
        ngettext("%(count)s place to mend.", "%(count)s places to mend.", failures) % {"count": failures},
        ngettext("%(count)s place needs your eyes.", "%(count)s places need your eyes.", questions)
        % {"count": questions},
    ]
    return " ".join(parts)
