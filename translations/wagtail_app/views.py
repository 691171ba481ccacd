"""Screens of the admin for readings: a page's words, a correction, the tester, the import, what is to be confirmed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST

from translations import KakasiUnavailable, guess_reading, load_entries, read_words, shipped_dictionary
from translations.furigana.layout import HAS_KANJI
from translations.wagtail_app.dictionaries import find_city_readings, make_dictionary
from translations.wagtail_app.forms import (
    EVERYWHERE,
    HERE,
    PAGE,
    CorrectionForm,
    Difference,
    ImportForm,
    TestForm,
    find_differences,
)
from translations.wagtail_app.glossary_forms import TermDifference
from translations.wagtail_app.models import Reading
from translations.wagtail_app.page_texts import cut, find_editable_page, read_page

ORIGINS = {
    "text": "文の中に書いてある",
    "dictionary": "辞書（確認ずみ）",
    "unsure": "辞書（確認が必要）",
    "number": "数の決まり",
    "rule": "文脈の決まり",
    "sudachi": "一般の辞書",
    "heteronym": "一般の辞書",
    "name": "一般の辞書（人の名前）",
    "unknown": "知らないことば",
}


@login_required
def page_readings(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the page's text with furigana; each word leads to its correction, doubtful ones are marked."""
    page = find_editable_page(request, page_id)
    texts = read_page(page)
    doubtful = sum(part.is_doubtful for parts in texts for part in parts)
    own = Reading.objects.filter(page_id=page_id)
    context = {"page": page, "texts": texts, "doubtful": doubtful, "own": own}
    return render(request, "translations/page_readings.html", context)


@login_required
def correct(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask how a word reads and where that holds; keep the answer. Takes effect at once."""
    page = find_editable_page(request, page_id)
    may_change_everywhere = request.user.has_perm("translations.add_reading")
    if request.method == "POST":
        form = CorrectionForm(request.POST, may_change_everywhere=may_change_everywhere)
        if form.is_valid():
            keep_correction(request, page_id, form.cleaned_data)
            return redirect("page_readings", page_id)
    else:
        given = {name: request.GET.get(name, "") for name in ("surface", "reading", "before", "after")}
        given["reading"] = suggest_reading(given["surface"], given["reading"])
        form = CorrectionForm(initial={**given, "scope": PAGE}, may_change_everywhere=may_change_everywhere)
    return render(request, "translations/correct.html", {"page": page, "form": form})


def suggest_reading(surface: str, reading: str) -> str:
    """Return the reading in force, or for a word that nobody knows a proposal to start from; empty where there is none."""
    if not HAS_KANJI.search(reading):
        return reading
    try:
        proposal = guess_reading(surface)
    except KakasiUnavailable:
        return ""
    return "" if HAS_KANJI.search(proposal) else proposal


def keep_correction(request: HttpRequest, page_id: int, answer: dict[str, Any]) -> None:
    """Store an editor's correction. One that holds everywhere waits for the web officer's confirmation meanwhile."""
    scope = answer["scope"]
    place = {
        "surface": answer["surface"],
        "context": "",
        "page_id": None if scope == EVERYWHERE else page_id,
        "before": answer["before"] if scope == HERE else "",
        "after": answer["after"] if scope == HERE else "",
    }
    is_confirmed = scope != EVERYWHERE or request.user.has_perm("translations.change_reading")
    values = {"reading": answer["reading"], "is_confirmed": is_confirmed, "changed_by": request.user}
    Reading.objects.update_or_create(**place, defaults=values)
    text = _("“%(word)s” now reads “%(reading)s”.") % {"word": answer["surface"], "reading": answer["reading"]}
    if not is_confirmed:
        text += " " + _("The web officer is asked to confirm it.")
    messages.success(request, text)


@login_required
@require_POST
def forget(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """Take back a reading of one page."""
    find_editable_page(request, page_id)
    get_object_or_404(Reading, pk=pk, page_id=page_id).delete()
    messages.success(request, _("The correction was taken back."))
    return redirect("page_readings", page_id)


@login_required
def try_sentence(request: HttpRequest) -> HttpResponse:
    """Show how a sentence would read, and who says so."""
    form = TestForm(request.POST or None)
    rows, parts = [], []
    if request.method == "POST" and form.is_valid():
        sentence = form.cleaned_data["sentence"]
        words = read_words(sentence, make_dictionary(find_city_readings().everywhere))
        parts = cut(sentence, words)
        rows = [(sentence[w.start : w.end], w.reading, ORIGINS[w.origin], round(100 * w.confidence)) for w in words]
    return render(request, "translations/try_sentence.html", {"form": form, "rows": rows, "parts": parts})


@permission_required("translations.change_reading")
def import_readings(request: HttpRequest) -> HttpResponse:
    """Show what a CSV file would change; change it when that is confirmed."""
    if request.method == "POST" and "text" in request.POST:
        return confirm_import(request, request.POST["text"])
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "title": _("Import readings"), "icon": "openquote", "here": request.path}
    if request.method == "POST" and form.is_valid():
        try:
            differences = find_differences(form.cleaned_data["file"])
        except ValueError as error:
            form.add_error("file", _("The column “%(name)s” is missing in the first line.") % {"name": error})
        else:
            context |= {"differences": differences, "text": form.cleaned_data["file"], "counts": count(differences)}
    return render(request, "translations/import_readings.html", context)


def count(differences: Sequence[Difference | TermDifference]) -> dict[str, int]:
    """Return how many rows of an import do what."""
    kinds = [difference.kind for difference in differences]
    return {kind: kinds.count(kind) for kind in ("new", "changed", "same", "wrong")}


@transaction.atomic
def confirm_import(request: HttpRequest, text: str) -> HttpResponse:
    """Keep the rows that are right; those that are wrong were shown before."""
    kept = 0
    for difference in find_differences(text):
        if difference.kind not in {"new", "changed"}:
            continue
        entry = difference.entry
        Reading.objects.update_or_create(
            surface=entry.surface,
            context=" ".join(entry.context),
            page=None,
            before="",
            after="",
            defaults={
                "reading": entry.reading,
                "source": entry.source,
                "is_confirmed": entry.status == "sure",
                "changed_by": request.user,
            },
        )
        kept += 1
    messages.success(request, _("%(count)d readings were taken over.") % {"count": kept})
    return redirect(Reading.snippet_viewset.get_url_name("list"))


@permission_required("translations.change_reading")
def to_confirm(request: HttpRequest) -> HttpResponse:
    """List what nobody has confirmed: rows of the shipped dictionary, and readings that editors entered."""
    if request.method == "POST":
        confirm(request)
        return redirect("readings_to_confirm")
    own = Reading.objects.filter(is_confirmed=False)
    decided = set(Reading.objects.filter(page=None).values_list("surface", flat=True))
    shipped = [
        entry for entry in load_entries("furigana.tsv") if entry.status == "confirm" and entry.surface not in decided
    ]
    return render(request, "translations/to_confirm.html", {"own": own, "shipped": shipped})


def confirm(request: HttpRequest) -> None:
    """Confirm one reading: the officer's own words decide what is kept."""
    surface, reading = request.POST.get("surface", ""), request.POST.get("reading", "").strip()
    if "pk" in request.POST:
        found = get_object_or_404(Reading, pk=request.POST["pk"])
        found.reading = reading or found.reading
    else:
        found = Reading(surface=surface, reading=reading, source="市が確認")
    problem = found.as_entry()
    form = CorrectionForm(
        {"surface": problem.surface, "reading": problem.reading, "scope": EVERYWHERE}, may_change_everywhere=True
    )
    if not form.is_valid():
        messages.error(request, " ".join(message for errors in form.errors.values() for message in errors))
        return
    found.is_confirmed, found.changed_by = True, request.user
    found.save()
    messages.success(request, _("“%(word)s” is confirmed.") % {"word": str(found)})


@permission_required("translations.change_reading")
def reading_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who changed a reading when, and what it was."""
    rows = Reading.history.filter(id=pk).select_related("history_user")
    return render(
        request, "translations/reading_history.html", {"rows": rows, "surface": rows[0].surface if rows else ""}
    )


def speech_version(request: HttpRequest, page_id: int = 0) -> str:
    return f'"{find_city_readings().version}-{shipped_dictionary().version}-{page_id}"'


@condition(etag_func=speech_version)
def speech_readings(request: HttpRequest, page_id: int = 0) -> JsonResponse:
    """Return the names and corrections that a voice reads wrongly: word → kana. The same for everybody."""
    shipped = [entry for entry in load_entries("furigana.tsv") if not entry.context]
    entries = [*shipped, *(entry for entry in find_city_readings().for_page(page_id) if not entry.context)]
    return JsonResponse({entry.surface: entry.reading for entry in entries})
