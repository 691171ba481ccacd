"""The admin's screen for trying a text in easy Japanese: score, reasons, and one offer after another."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from translations import EasyReport, judge_easy, with_spaces
from translations.easy_japanese import Finding
from translations.easy_japanese.judge import WORST
from translations.wagtail_app.forms import EasyForm


@login_required
def try_easy(request: HttpRequest) -> HttpResponse:
    """Judge a text. Works without scripts: each offer is a button that sends the form; the text before stays for taking back."""
    form = EasyForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        text, context["said"] = change(form.cleaned_data, request.POST.get("take", ""), "back" in request.POST)
        is_changed = text != form.cleaned_data["text"]
        before = form.cleaned_data["text"] if is_changed and "back" not in request.POST else ""
        form = EasyForm({**request.POST.dict(), "text": text, "before": before})
        form.is_valid()
        report = judge_easy(
            text, is_disaster=form.cleaned_data["is_disaster"], is_spaced=form.cleaned_data["is_spaced"]
        )
        context |= {"form": form, "report": report, "rows": make_rows(report, text), "before": before}
        context["verdict"] = say_verdict(report)
        context["page_remarks"] = [in_words(finding) for finding in report.page]
    return render(request, "translations/try_easy.html", context)


def change(data: dict[str, Any], offer: str, is_back: bool) -> tuple[str, str]:
    """Return the text after a button was pressed, and what to say of it."""
    text, before = data["text"], data["before"]
    if is_back and before:
        return before, _("The last change was taken back.")
    if offer == "spaces":
        return with_spaces(text), _("Spaces stand between the phrases now.")
    if not offer:
        return text, ""
    report = judge_easy(text, is_disaster=data["is_disaster"], is_spaced=data["is_spaced"])
    found = next((finding for finding in report.findings if key_of(finding) == offer), None)
    if found is None or found.replacement is None:
        return text, _("The text has changed, so this offer no longer fits. Here are the new ones.")
    words = {"old": text[found.start : found.end], "new": found.replacement}
    return text[: found.start] + found.replacement + text[found.end :], _("“%(old)s” became “%(new)s”.") % words


def key_of(finding: Finding) -> str:
    """Return what tells a finding from the others of a text."""
    return f"{finding.rule}:{finding.start}:{finding.end}"


def say_verdict(report: EasyReport) -> str:
    """Return what the score means; a person has the last word."""
    if report.is_good:
        return _("Easy enough. A person must still read it before it is published.")
    if report.has_hard_sentence:
        return _("Not easy enough yet: a sentence has fewer than %(points)d points.") % {"points": WORST}
    return _("Not easy enough yet.")


def in_words(finding: Finding) -> str:
    """Return the reason in the language of the screen."""
    return finding.en if get_language() == "en" else finding.ja


def make_rows(report: EasyReport, text: str) -> list[dict[str, Any]]:
    """Return the sentences with their findings in the form of the screen."""
    return [
        {
            "text": sentence.text,
            "score": sentence.score,
            "findings": [
                {
                    "why": in_words(finding),
                    "key": key_of(finding),
                    "old": text[finding.start : finding.end],
                    "new": finding.replacement,
                }
                for finding in sentence.findings
            ],
        }
        for sentence in report.sentences
    ]
