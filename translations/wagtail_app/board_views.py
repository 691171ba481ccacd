"""The board in the admin, and what it does with many pages at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translations.wagtail_app.board import (
    LABELS,
    PER_SCREEN,
    Choice,
    add_rules,
    count_work,
    department_sections,
    find_lines,
    target_locales,
)
from translations.wagtail_app.draft_tasks import ask_for_drafts
from translations.wagtail_app.drafting import what_is_missing
from translations.wagtail_app.rights import CHECK, TRANSLATE, may_translate
from translations.wagtail_app.submitting import find_translation, submit
from translations.wagtail_app.translation_views import tell_drafted

# To mark as checked is not among them: readers are told that a person has read the page, so it is done on the page's own screen.
BULK = {
    "submit": gettext_lazy("begin the translation"),
    "draft": gettext_lazy("make drafts"),
    "assign": gettext_lazy("give to a translator"),
}


def may_see_board(user: AbstractBaseUser) -> bool:
    """Whether the person has to do with translations at all."""
    return user.has_perm(TRANSLATE) or user.has_perm(CHECK)


@login_required
def translation_board(request: HttpRequest) -> HttpResponse:
    """Show pages × languages with their states; do what was asked with the chosen ones."""
    if not may_see_board(request.user):
        raise PermissionDenied
    locales = target_locales()
    if request.method == "POST":
        do_in_bulk(request, locales)
        return redirect(request.get_full_path())
    choice = read_choice(request)
    lines = find_lines(choice, locales)
    screen = Paginator(lines, PER_SCREEN).get_page(request.GET.get("p"))
    add_rules(screen.object_list)
    query = request.GET.copy()
    query.pop("p", None)
    context = make_context(choice, locales, lines, screen, query.urlencode())
    return render(request, "translations/board.html", {**context, "work": count_work(request.user)})


def make_context(choice: Choice, locales: list[Locale], lines: list, screen: Any, query: str) -> dict[str, Any]:
    """Give what the board shows."""
    return {
        "lines": screen,
        "total": len(lines),
        "choice": choice,
        "locales": locales,
        "shown": [locale for locale in locales if choice.locale in ("", locale.language_code)],
        "departments": sorted(set(department_sections().values())),
        "states": LABELS.items(),
        "bulk": BULK.items(),
        "translators": find_translators(),
        "missing": [(locale, what_is_missing(locale.language_code)) for locale in locales],
        "query": query,
    }


def read_choice(request: HttpRequest) -> Choice:
    """Give what the address asks for; what is no choice is left out."""
    state = request.GET.get("state", "")
    return Choice(
        department=request.GET.get("department", "")[:100],
        locale=request.GET.get("locale", "")[:20],
        state=state if state in LABELS else "",
        translator=request.user if request.GET.get("mine") else None,
    )


def find_translators() -> QuerySet:
    """Give the people who may translate, by their names."""
    permission = Permission.objects.filter(codename="translate_pages", content_type__app_label="translations")
    users = get_user_model().objects.filter(is_active=True)
    having = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    return users.filter(having).distinct().order_by("last_name", "username")


def do_in_bulk(request: HttpRequest, locales: list[Locale]) -> None:
    """Do one thing with the chosen pages in the chosen languages, and say how far it went."""
    action = request.POST.get("action", "")
    numbers = {int(number) for number in request.POST.getlist("page") if number.isdecimal() and len(number) < 18}
    pages = list(Page.objects.filter(pk__in=numbers, locale=Locale.get_default(), live=True)[:PER_SCREEN])
    chosen = [locale for locale in locales if locale.language_code in request.POST.getlist("locale")]
    if action not in BULK or not pages or not chosen:
        messages.error(request, _("Please choose pages, languages, and what is to be done."))
        return
    if action == "submit":
        submit_many(request, pages, chosen)
        return
    found = [find_translation(page, locale) for page in pages for locale in chosen]
    translations = [translation for translation in found if translation]
    allowed = [translation for translation in translations if may_translate(request.user, translation)]
    if len(allowed) < len(translations):
        number = len(translations) - len(allowed)
        messages.warning(
            request, _("%(count)d pages belong to another department; nothing was done there.") % {"count": number}
        )
    if not translations:
        messages.warning(
            request, _("None of these pages has been begun in these languages. Begin the translation first.")
        )
    elif allowed:
        DOINGS[action](request, allowed)


def submit_many(request: HttpRequest, pages: list[Page], locales: list[Locale]) -> None:
    """Begin translations; pages of other departments are left out and counted."""
    begun, refused = 0, 0
    for page in pages:
        try:
            begun += len(submit(page, locales, request.user))
        except PermissionDenied:
            refused += 1
    if begun:
        messages.success(request, _("%(count)d translations have begun or were begun before.") % {"count": begun})
    if refused:
        messages.warning(
            request, _("%(count)d pages belong to another department; nothing was done there.") % {"count": refused}
        )


def draft_many(request: HttpRequest, translations: list[Translation]) -> None:
    tell_drafted(request, ask_for_drafts(translations, request.user))
    for missing in dict.fromkeys(what_is_missing(t.target_locale.language_code) for t in translations):
        if missing:
            messages.warning(request, missing)


def assign_many(request: HttpRequest, translations: list[Translation]) -> None:
    """Give pages to a translator, or to nobody; with a day if one was named."""
    number = request.POST.get("translator", "")
    translator = find_translators().filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if number and translator is None:
        messages.error(request, _("Please choose somebody from the list."))
        return
    try:
        due: date | None = parse_date(request.POST.get("due", ""))
    except ValueError:
        messages.error(request, _("Please write the day as in 2026-12-31."))
        return
    for translation in translations:
        state = translation.page_state
        state.translator, state.due = translator, due
        state.save(update_fields=["translator", "due"])
    messages.success(request, _("%(count)d pages were given to the translator.") % {"count": len(translations)})


DOINGS: dict[str, Callable[[HttpRequest, list[Translation]], None]] = {
    "draft": draft_many,
    "assign": assign_many,
}
