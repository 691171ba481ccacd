"""What stands at an address without a page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.languages import EASY_JAPANESE, without_prefix
from cms.models.home import find_below
from cms.versions import find_languages_once


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no page; in another language also what there is instead, never the Japanese page itself.

    What there is instead is an answer, not an error: links lead there. Search engines are told to leave it out.
    """
    original = find_original(request)
    if original is None:
        words = {
            "heading": _("ページが見つかりません"),
            "lead": _("ページがなくなったか、アドレスがちがっているようです。下の方法でおさがしください。"),
        }
        return render(request, "cms/dead_end.html", words, status=404)
    translation = original.get_translations().live().filter(locale__language_code=get_language()).first()
    if translation is not None:  # it stands somewhere else in the tree of its language
        return HttpResponseRedirect(translation.url)
    request.served_page = original
    versions = [version for version in find_languages_once(request) if version.exists]
    first = [version for version in versions if version.language.code in {settings.LANGUAGE_CODE, EASY_JAPANESE}]
    others = [version for version in versions if version not in first]
    has_home = any(version.is_current for version in find_languages_once(request))
    context = {"original": original, "first": first, "others": others, "has_home": has_home, "path": request.path}
    del request.served_page  # the frame is not that page's
    return render(request, "cms/not_translated.html", context, status=200 if has_home else 404)


def find_original(request: HttpRequest) -> Page | None:
    """Return the public Japanese page whose address in another language was asked for."""
    site = Site.find_for_request(request)
    if site is None or get_language() == settings.LANGUAGE_CODE:
        return None
    components = [part for part in without_prefix(request.path_info).split("/") if part]
    page = find_below(site.root_page, components) if components else site.root_page
    is_whole = page is not None and page.depth - site.root_page.depth == len(components)
    if page is None or not is_whole or not page.live or page.get_view_restrictions().exists():
        return None
    return page
