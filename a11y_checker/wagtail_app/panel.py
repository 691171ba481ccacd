"""The findings of a page's draft beside the editor: what to mend, what to look at, and the scores."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.models import Page

from a11y_checker.wagtail_app.live.answers import note_answer
from a11y_checker.wagtail_app.live.draft import find_published_score, judge_draft
from a11y_checker.wagtail_app.live.rows import describe


def find_editable_page(request: HttpRequest, page_id: int) -> Page:
    """Return the page. Raises Http404 when there is none, PermissionDenied for those who may not change it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def show_panel(request: HttpRequest, page_id: int) -> HttpResponse:
    """The findings of the latest draft, gravest first; each leads to its block or field in the editor."""
    page = find_editable_page(request, page_id)
    published = find_published_score(page)
    version = page.get_latest_revision_as_object()
    title = version.get_admin_display_title()  # before its texts are marked
    context = {**describe(judge_draft(version), published), "page": page, "title": title}
    return render(request, "a11y_checker/panel.html", context)


@require_POST
def answer_question(request: HttpRequest, page_id: int) -> HttpResponse:
    """Remember a person's yes or no about a place of the draft; a place that is gone by now is not noted."""
    page = find_editable_page(request, page_id)
    draft = judge_draft(page.get_latest_revision_as_object())
    note_answer(draft, request.user, request.POST.get("fingerprint", ""), request.POST.get("answer", ""))
    return redirect("accessibility_panel", page.pk)
