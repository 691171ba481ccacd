"""Screens of the glossary: a try, the import, the history of a term."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from translations import Translated, judge_html, translate
from translations.segments import parse
from translations.wagtail_app.engine import site_engine
from translations.wagtail_app.glossaries import in_words, site_glossary
from translations.wagtail_app.glossary_forms import ImportTermsForm, TryForm, find_term_differences
from translations.wagtail_app.models import GlossaryTerm
from translations.wagtail_app.views import count


@login_required
def try_translation(request: HttpRequest) -> HttpResponse:
    """Make a draft of a text, or check a translation; say which engine works and what is missing."""
    form = TryForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "languages": engine_states()}
    if request.method == "POST" and form.is_valid():
        context |= judge_entered(form.cleaned_data)
    return render(request, "translations/try_translation.html", context)


def judge_entered(data: dict[str, str]) -> dict[str, Any]:
    """Give what the screen shows of an entered text: the result, where it comes from, and the findings."""
    glossary, source = site_glossary(data["locale"]), in_lines(data["text"])
    if data["target"].strip():
        findings = judge_html(source, in_lines(data["target"]), data["locale"], glossary)
        done = Translated(source, in_lines(data["target"]), "person", True, findings)
    else:
        [done] = translate([source], data["locale"], engine=site_engine(), glossary=glossary)
    return {
        "done": done,
        "shown": parse(done.html or done.draft).text,
        "language": data["locale"],
        "findings": [(in_words(finding), finding.is_certain) for finding in done.findings],
        "terms": sorted({found.term for found in glossary.find(data["text"])}, key=lambda term: term.term),
    }


def in_lines(text: str) -> str:
    """Give plain text as the HTML string of a segment."""
    return "<br/>".join(escape(line) for line in text.strip().splitlines())


def engine_states() -> list[tuple[str, str]]:
    """Give each language with what is missing for drafts in it; an empty text if nothing is."""
    engine, states = site_engine(), []
    for code, name in GlossaryTerm.Language.choices:
        status = engine.status("ja", code)
        states.append((name, status.en if get_language() == "en" else status.ja))
    return states


@permission_required("translations.change_glossaryterm")
def import_terms(request: HttpRequest) -> HttpResponse:
    """Show what a CSV file would change; change it when that is confirmed."""
    if request.method == "POST" and "text" in request.POST:
        return confirm_import(request, request.POST["text"])
    form = ImportTermsForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "title": _("Import terms"), "icon": "globe", "here": request.path}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        try:
            differences = find_term_differences(text)
        except ValueError as error:
            form.add_error("file", _("The column “%(name)s” is missing in the first line.") % {"name": error})
        else:
            context |= {"differences": differences, "text": text, "counts": count(differences)}
    return render(request, "translations/import_terms.html", context)


@transaction.atomic
def confirm_import(request: HttpRequest, text: str) -> HttpResponse:
    """Keep the rows that are right; those that are wrong were shown before."""
    try:
        differences = find_term_differences(text)
    except ValueError:  # not the text that was shown
        return redirect("import_terms")
    kept = [difference for difference in differences if difference.kind in {"new", "changed"}]
    for difference in kept:
        term = difference.term
        GlossaryTerm.objects.update_or_create(
            locale=difference.locale,
            term=term.term,
            defaults={"target": term.target, "kind": term.kind, "note": term.note, "changed_by": request.user},
        )
    messages.success(request, _("%(count)d terms were taken over.") % {"count": len(kept)})
    return redirect(GlossaryTerm.snippet_viewset.get_url_name("list"))


@permission_required("translations.change_glossaryterm")
def term_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who changed a term when, and what it was."""
    rows = GlossaryTerm.history.filter(id=pk).select_related("history_user")
    return render(request, "translations/term_history.html", {"rows": rows, "term": rows[0].term if rows else ""})
