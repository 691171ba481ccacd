"""Keeps the visitor's display settings in one cookie."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.preferences import COOKIE_AGE_S, COOKIE_NAME, Preferences


@csrf_exempt  # no token, so that pages stay the same for everybody; the sender's address is checked instead
@require_POST
@never_cache
def change_preferences(request: HttpRequest) -> HttpResponse:
    """Change those settings that the form names and go back to the page the visitor came from.

    Fields: text, spacing, theme, ruby (values: cms/preferences.py); reset (any value: all back to the standard);
    next (path to go back to). Unknown values change nothing.
    """
    if not comes_from_here(request):
        return HttpResponseForbidden(_("Display settings can only be changed on this site."))
    is_reset = "reset" in request.POST  # sent along with the choices of the same form
    after = Preferences() if is_reset else request.preferences.changed(request.POST.dict())
    response = HttpResponseRedirect(safe_next(request))
    if after == Preferences():
        response.delete_cookie(COOKIE_NAME, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE_NAME,
            after.to_cookie(),
            max_age=COOKIE_AGE_S,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


def comes_from_here(request: HttpRequest) -> bool:
    """Say whether the form was on one of our pages; old browsers that do not tell are let through."""
    origin = request.headers.get("Origin")
    if origin and origin != "null":
        return urlsplit(origin).netloc == request.get_host()
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "same-site", "none"}


def safe_next(request: HttpRequest) -> str:
    """Return the path to go back to; the home page when it leads elsewhere."""
    path = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return path
    return "/"
