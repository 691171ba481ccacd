"""What the pages that show or take personal data have in common."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_post_parameters

from cms.languages import EASY_JAPANESE
from cms.versions import find_home
from courses.models import CataloguePage, CourseRun

View = Callable[..., HttpResponse]
# Our choice: a class of thirty at one address applies in the same lesson; a program that tries numbers does not get far.
LIMIT = 90
LIMIT_AGE = timedelta(minutes=15)


def personal(view: View) -> View:
    """Mark a page as one person's: kept nowhere, found by no search engine, its address told to nobody."""

    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return sensitive_post_parameters()(show)


def personal_form(view: View) -> View:
    """The same for the forms of residents, in the language chosen for them (cms/preferences.py). Records stay Japanese."""
    guarded = personal(view)

    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.has_own_languages = True  # type: ignore[attr-defined]  # the page's own choice keeps what was typed
        language = chosen_language(request)
        if not language:
            return guarded(request, *args, **kwargs)
        if language == EASY_JAPANESE:  # who chooses it reads kana; another choice of furigana stays
            request.preferences = request.preferences.on_page("all")  # type: ignore[attr-defined]
        with translation.override(language):
            if find_home(request) is None:  # no pages in it yet: header and footer stay Japanese
                request.frame_language = settings.LANGUAGE_CODE  # type: ignore[attr-defined]
            response = guarded(request, *args, **kwargs)
        response["Content-Language"] = language
        return response

    return show


def chosen_language(request: HttpRequest) -> str:
    """Return the language chosen for the forms; an empty text for the standard one."""
    return "" if request.preferences.forms == "standard" else str(request.preferences.forms)


def is_over_limit(request: HttpRequest, name: str, limit: int | None = None) -> bool:
    """Count one more attempt from this address; say whether there were too many. The address itself is not kept."""
    address = get_client_ip_address(request) or ""
    key = f"limit:{name}:{salted_hmac('courses.limit', address).hexdigest()[:32]}"
    cache.add(key, 0, LIMIT_AGE.total_seconds())
    try:
        return cache.incr(key) > (LIMIT if limit is None else limit)
    except ValueError:  # ran out at this very moment
        return False


def show_limit(request: HttpRequest, run: CourseRun | None = None) -> HttpResponse:
    """Ask to wait, in words, with the telephone number."""
    return render(request, "courses/apply/too_many.html", {"run": run, "phone": find_phone(run)}, status=429)


def find_phone(run: CourseRun | None) -> dict[str, str]:
    """Return whom to ring: about this run, or about courses in general; empty texts when there is nobody."""
    if run is not None and run.is_practice:
        run = None
    page = run.course if run else find_catalogue()
    department = page.responsible_department if page else None
    general = department.phone if department else ""
    return {
        "name": department.name if department else "",
        "number": run.phone if run else general,
        "hours": department.hours if department else "",
        "fax": department.fax if department else "",
        "email": department.email if department else "",
    }


def find_catalogue() -> CataloguePage | None:
    """Return the Japanese catalogue: the one whose department answers for applications."""
    return CataloguePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).first()


def set_cookie(response: HttpResponse, name: str, value: str, age: timedelta, path: str) -> None:
    """Set a cookie that scripts and other sites cannot use."""
    response.set_cookie(
        name,
        value,
        max_age=int(age.total_seconds()),
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
