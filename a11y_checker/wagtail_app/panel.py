"""The findings of a page's draft beside the editor: what to mend, what to look at, and the scores."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST
from wagtail.models import Page

from a11y_checker.results import Finding, Outcome
from a11y_checker.wagtail_app.judging import find_owed_criteria, judge_page, judge_response, render_page
from a11y_checker.wagtail_app.models import Answer
from a11y_checker.wagtail_app.places import WORDS_MAX_CHARS, find_place, find_words
from a11y_checker.wagtail_app.readability import measure


def find_editable_page(request: HttpRequest, page_id: int) -> Page:
    """Return the page. Raises Http404 when there is none, PermissionDenied for those who may not change it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def show_panel(request: HttpRequest, page_id: int) -> HttpResponse:
    """The findings of the latest draft, gravest first; each leads to its block or field in the editor."""
    page = find_editable_page(request, page_id)
    draft = page.get_latest_revision_as_object()
    response = render_page(draft)
    report = judge_response(draft, response)
    answers = dict(Answer.objects.filter(page_id=page.pk).values_list("fingerprint", "is_fine"))
    rows = [describe(draft, finding, answers) for finding in (report.findings if report else ())]
    published = judge_page(Page.objects.get(pk=page.pk).specific) if page.live else None
    context = {
        "page": draft,
        "report": report,
        "published": published,
        "failures": [row for row in rows if row["is_failure"]],
        "questions": [row for row in rows if not row["is_failure"] and row["answer"] is not True],
        "settled": [row for row in rows if not row["is_failure"] and row["answer"] is True],
        "readability": measure(response.content) if report and not report.error else None,
    }
    return render(request, "a11y_checker/panel.html", context)


def describe(page: Page, finding: Finding, answers: dict[str, bool]) -> dict[str, Any]:
    """Return one finding in the words of the screen, with the address of its place in the editor."""
    language = "ja" if (get_language() or "ja").startswith("ja") else "en"
    place = find_place(page, finding.block, finding.html)
    is_failure = finding.outcome is Outcome.FAILED
    return {
        "what": finding.message[language],
        "how": finding.fix[language],
        "words": find_words(finding.html)[:WORDS_MAX_CHARS],
        "where": place.label,
        "url": f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{place.anchor}",
        "blocks": is_failure and bool(find_owed_criteria().intersection(finding.criteria)),
        "is_failure": is_failure,
        "fingerprint": finding.fingerprint,
        "answer": answers.get(finding.fingerprint),
    }


@require_POST
def answer_question(request: HttpRequest, page_id: int) -> HttpResponse:
    """Remember a person's yes or no about a place of the draft; a place that is gone by now is not noted."""
    page = find_editable_page(request, page_id)
    report = judge_page(page.get_latest_revision_as_object())
    findings = report.findings if report else ()
    asked = {finding.fingerprint: finding.rule for finding in findings if finding.outcome is Outcome.CANT_TELL}
    fingerprint, answer = request.POST.get("fingerprint", ""), request.POST.get("answer")
    if fingerprint in asked and answer in ("yes", "no"):
        values = {"rule": asked[fingerprint], "is_fine": answer == "yes", "user": request.user}
        Answer.objects.update_or_create(page_id=page.pk, fingerprint=fingerprint, defaults=values)
    return redirect("accessibility_panel", page.pk)
