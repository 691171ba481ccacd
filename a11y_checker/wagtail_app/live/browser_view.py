"""Asks for the check of a draft with a browser, and tells how far it is."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views import View
from wagtail.models import Page

from a11y_checker.wagtail_app.advice import advise, in_words
from a11y_checker.wagtail_app.live.browser_check import NO_REVISION, ask_for_check, find_check, is_late, is_lost
from a11y_checker.wagtail_app.live.rows import find_answers
from a11y_checker.wagtail_app.live.spots import Spot
from a11y_checker.wagtail_app.models import DraftCheck
from a11y_checker.wagtail_app.panel import find_editable_page
from a11y_checker.wagtail_app.places import WORDS_MAX_CHARS, find_words


class BrowserCheckView(View):
    """GET: the last check of the draft. POST: the same, after asking for one of the latest draft."""

    http_method_names = ("get", "post")

    def get(self, request: HttpRequest, page_id: int) -> JsonResponse:
        page = find_editable_page(request, page_id)
        return answer(request, page, find_check(page))

    def post(self, request: HttpRequest, page_id: int) -> JsonResponse:
        page = find_editable_page(request, page_id)
        return answer(request, page, ask_for_check(page))


def answer(request: HttpRequest, page: Page, check: DraftCheck | None) -> JsonResponse:
    """Return the state and the HTML of a check."""
    html = render_to_string("a11y_checker/live/browser.html", describe_check(page, check), request=request)
    is_waiting = check is not None and check.state == DraftCheck.State.WAITING and not is_lost(check)
    return JsonResponse({"is_waiting": is_waiting, "html": html})


def describe_check(page: Page, check: DraftCheck | None) -> dict[str, Any]:
    """Return what the screen shows of a check: what people said is fine is left out."""
    if check is None:
        return {"check": None}
    answers = find_answers(page.pk)
    rows = [
        {
            "what": in_words(finding["message"]),
            "how": advise(finding["rule"], finding["fix"]),
            "spot": Spot(
                finding["spot"]["label"],
                tuple(finding["spot"]["path"]),
                finding["spot"]["words"],
                finding["spot"]["nth"],
            ),
            "words": (finding["spot"]["words"] or find_words(finding["html"]))[:WORDS_MAX_CHARS],
            "fingerprint": finding["fingerprint"],
            "is_failure": finding["outcome"] == "failed",
        }
        for finding in check.findings
        if answers.get(finding["fingerprint"]) is not True
    ]
    return {
        "check": check,
        "rows": rows,
        "is_lost": is_lost(check),
        "is_late": is_late(check),
        "is_old": check.revision != (page.latest_revision_id or NO_REVISION),
        "states": DraftCheck.State,
    }
