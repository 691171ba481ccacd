"""The screen on which people translate, check and publish a page, and the one that begins translations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translations.wagtail_app import string_states, suggestions
from translations.wagtail_app.check_rules import rule_of
from translations.wagtail_app.draft_tasks import ask_for_drafts
from translations.wagtail_app.drafting import Drafted, what_is_missing
from translations.wagtail_app.glossaries import site_glossary
from translations.wagtail_app.marked_text import to_marked
from translations.wagtail_app.page_states import problems_before_publishing
from translations.wagtail_app.publishing import may_publish, publish
from translations.wagtail_app.rights import may_check, may_submit, may_translate
from translations.wagtail_app.source_sync import align
from translations.wagtail_app.state_models import DONE, PageState, StringState
from translations.wagtail_app.submitting import find_translation, submit
from translations.wagtail_app.translation_form import (
    PER_SCREEN,
    SHOWS,
    Card,
    find_unread,
    keep_typed,
    make_cards,
    renew,
    strings_of,
    summary,
    take,
)


def find_workable(request: HttpRequest, pk: int) -> Translation:
    """Give a translation that the member of staff may write or check. Raises PermissionDenied for others."""
    related = ("source__locale", "target_locale", "page_state")
    translation = get_object_or_404(Translation.objects.select_related(*related), pk=pk, enabled=True)
    if not (may_translate(request.user, translation) or may_check(request.user, translation)):
        raise PermissionDenied
    if not PageState.objects.filter(translation=translation).exists():
        align(translation)
        translation.refresh_from_db()
    return translation


def language_of(code: str) -> str:
    """Give the value of `lang` for texts of a locale: easy Japanese is Japanese."""
    return "ja" if code.startswith("ja") else code


@login_required
def translate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the strings of a page; keep what was typed, then do what the button says."""
    translation = find_workable(request, pk)
    show = request.GET.get("show", "all")
    show = show if show in SHOWS else "all"
    rows = strings_of(translation, show)
    screen = Paginator(rows, PER_SCREEN).get_page(request.GET.get("p"))
    glossary = site_glossary(translation.target_locale.language_code)
    if request.method == "POST":
        # A string that left the filter meanwhile was on the screen all the same.
        posted = [row for row in strings_of(translation) if f"was-{row.pk}" in request.POST]
        cards = make_cards(translation, posted, glossary)
        answer = act(request, translation, cards, show, screen.number)
        if answer:
            return answer
        cards = renew(cards, translation, glossary)
    else:
        cards = make_cards(translation, list(screen.object_list), glossary)
    translation.page_state.refresh_from_db()
    return render(request, "translations/translate_page.html", make_context(request, translation, cards, screen, show))


def act(
    request: HttpRequest, translation: Translation, cards: list[Card], show: str, screen: int
) -> HttpResponse | None:
    """Keep what was typed and do what was asked; None where something could not be kept, which the screen then shows."""
    glossary = site_glossary(translation.target_locale.language_code)
    kept, is_clean = 0, True
    action, _dash, rest = request.POST.get("action", "save").partition("-")
    if may_translate(request.user, translation):
        can_excuse = may_check(request.user, translation)
        with string_states.one_count(translation):
            kept = keep_typed(cards, request.POST, request.user, glossary, can_excuse=can_excuse)
            if action == "take":
                kept += take_suggestion(request, cards, rest)
        is_clean = not any(card.problems for card in cards)
    if kept:
        messages.success(request, _("%(count)d strings were saved.") % {"count": kept})
    if not is_clean:
        messages.error(request, _("Some strings were not saved. What you typed is still there, with the reasons."))
        return None
    if action in ACTIONS:
        ACTIONS[action](request, translation, cards, rest)
    anchor = f"#string-{rest.partition('-')[0]}" if rest else ""
    address = reverse("translate_page", args=[translation.pk])
    return redirect(f"{address}?show={show}&p={screen}{anchor}")


def take_suggestion(request: HttpRequest, cards: list[Card], rest: str) -> bool:
    """Use the suggestion that a button names: the string's id and the suggestion's key."""
    number, _dash, key = rest.partition("-")
    for card in cards:
        if str(card.row.pk) == number:
            glossary = site_glossary(card.row.translation.target_locale.language_code)
            return take(card, suggestions.find(card.row, key), request.user, glossary)
    return False


def check_one(request: HttpRequest, translation: Translation, cards: list[Card], rest: str) -> None:
    check_read(request, cards, [row for row in strings_of(translation) if str(row.pk) == rest])


def check_all(request: HttpRequest, translation: Translation, cards: list[Card], rest: str) -> None:
    """Check what stood on the screen: of a long page there are strings that the person has not seen yet."""
    shown = {card.row.pk for card in cards}
    check_read(request, cards, [row for row in strings_of(translation) if row.pk in shown])


def check_read(request: HttpRequest, cards: list[Card], rows: list[StringState]) -> None:
    """Mark those of the strings as checked whose text the person had on the screen; say so where one has changed since."""
    unread = find_unread(cards, request.POST)
    read = [row for row in rows if row.state in DONE and row.pk not in unread]
    refused = string_states.check(read, request.user, timezone.now())
    if any(row.pk in unread for row in rows):
        refused.append(
            _("Somebody else has changed strings meanwhile. Please read them again; they are not marked as checked.")
        )
    tell_checked(request, refused)


def tell_checked(request: HttpRequest, refused: list[str]) -> None:
    for reason in refused:
        messages.warning(request, reason)
    if not refused:
        messages.success(request, _("Marked as checked."))


def draft(request: HttpRequest, translation: Translation, cards: list[Card], rest: str) -> None:
    """Make machine drafts for what has no translation yet."""
    if not may_translate(request.user, translation):
        raise PermissionDenied
    tell_drafted(request, ask_for_drafts([translation], request.user))
    if missing := what_is_missing(translation.target_locale.language_code):
        messages.warning(request, missing)


def tell_drafted(request: HttpRequest, figures: Drafted | None) -> None:
    if figures is None:
        messages.info(request, _("The drafts are being made. Please open the page again in some minutes."))
        return
    text = _("Drafts made: %(made)d. Refused by a check: %(refused)d. Left to people: %(left)d.")
    messages.info(request, text % {"made": figures.made, "refused": figures.refused, "left": figures.left})


def make_public(request: HttpRequest, translation: Translation, cards: list[Card], rest: str) -> None:
    """Publish the page, or say what is in the way."""
    problems = publish(translation, request.user)
    for problem in problems:
        messages.error(request, problem)
    if not problems:
        messages.success(request, _("The page is public now."))


ACTIONS = {"check": check_one, "checkall": check_all, "draft": draft, "publish": make_public}


def make_context(
    request: HttpRequest, translation: Translation, cards: list[Card], screen: Any, show: str
) -> dict[str, Any]:
    """Give what the screen shows."""
    page, code = translation.get_target_instance(), translation.target_locale.language_code
    return {
        "translation": translation,
        "page": page,
        "source_page": translation.source.get_source_instance(),
        "cards": cards,
        "refused": [card for card in cards if card.problems],
        "screen": screen,
        "show": show,
        "language": language_of(code),
        "language_name": translation.target_locale.get_display_name(),
        "summary": summary(translation),
        "rule": rule_of(translation),
        "problems": problems_before_publishing(page),
        "no_drafts": what_is_missing(code),
        "can_translate": may_translate(request.user, translation),
        "can_check": may_check(request.user, translation),
        "can_publish": may_publish(request.user, translation),
    }


@login_required
def string_history(request: HttpRequest, pk: int, row_id: int) -> HttpResponse:
    """Show what a string's translation was, who changed it, and who checked it."""
    translation = find_workable(request, pk)
    row = get_object_or_404(StringState.objects.select_related("string"), pk=row_id, translation=translation)
    context = {
        "translation": translation,
        "source": to_marked(row.string.data),
        "entries": [
            (entry, to_marked(entry.target or entry.draft)) for entry in row.history.select_related("history_user")
        ],
        "language": language_of(translation.target_locale.language_code),
    }
    return render(request, "translations/string_history.html", context)


@login_required
def submit_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Choose the languages that a public Japanese page is translated into, and see those it has."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1)
    if not may_submit(request.user, page):
        raise PermissionDenied
    if page.locale_id != Locale.get_default().pk:
        return redirect("wagtailadmin_pages:edit", page.pk)
    own = {found.locale_id: found for found in page.get_translations().filter(alias_of=None)}
    locales = [
        (locale, find_translation(page, locale), own.get(locale.pk))
        for locale in Locale.objects.exclude(pk=page.locale_id)
    ]
    if request.method == "POST":
        chosen = [locale for locale, *_found in locales if locale.language_code in request.POST.getlist("locale")]
        if chosen and page.live:
            return begin(request, page, chosen)
        messages.error(
            request,
            _("Please choose a language.") if page.live else _("Please publish the Japanese page first."),
        )
    missing = [(locale.get_display_name(), what_is_missing(locale.language_code)) for locale, *_found in locales]
    context = {"page": page, "locales": locales, "missing": [pair for pair in missing if pair[1]]}
    return render(request, "translations/submit_page.html", context)


def begin(request: HttpRequest, page: Page, locales: list[Locale]) -> HttpResponse:
    """Begin the translations, with drafts where they were asked for; go to the first one."""
    translations = submit(page, locales, request.user)
    if request.POST.get("draft"):
        tell_drafted(request, ask_for_drafts(translations, request.user))
    if not translations:
        messages.warning(request, _("People write this page in these languages freely; there is nothing to translate."))
        return redirect("submit_page", page.pk)
    messages.success(request, _("The translation has begun. Nothing is public before you publish it."))
    return redirect("translate_page", translations[0].pk)
