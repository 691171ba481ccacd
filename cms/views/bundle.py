"""The style sheet: one file per component in the source, one file for the browser."""

import hashlib
import posixpath
import re
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

IMPORT = re.compile(r'@import "(?P<path>[^"]+)" layer\((?P<layer>[\w-]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
ONE_YEAR_S = 60 * 60 * 24 * 365


def build_css_bundle() -> str:
    """Return site.css with every imported file in its layer's place, without comments and runs of white space.

    Raises FileNotFoundError naming an imported file that is not there.
    """
    return squeeze(IMPORT.sub(lambda match: inline(match["path"], match["layer"]), read_css("site.css")))


def inline(path: str, layer: str) -> str:
    return f"@layer {layer}{{{read_css(path)}}}"


def read_css(path: str) -> str:
    """Return one source file; `../../city/brand.css` comes from the city's identity folder."""
    name = posixpath.normpath(f"cms/css/{path}")
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f'site.css imports "{path}", but there is no such file among the static files.')
    with open(found, encoding="utf-8") as file:
        return file.read()


def squeeze(css: str) -> str:
    return SPACE.sub(" ", COMMENT.sub("", css)).strip()


@lru_cache(maxsize=1)
def cached_bundle() -> tuple[str, str]:
    css = build_css_bundle()
    return css, hashlib.sha256(css.encode()).hexdigest()[:12]


def get_bundle() -> tuple[str, str]:
    """Return (style sheet, version). Read anew on each call while developing."""
    return cached_bundle.__wrapped__() if getattr(settings, "CSS_BUNDLE_RELOADS", False) else cached_bundle()


def css_bundle_version() -> str:
    return get_bundle()[1]


def css_bundle(request: HttpRequest, version: str) -> HttpResponse:
    """Serve the style sheet. The address holds its version, so a browser may keep it for a year."""
    css, current = get_bundle()
    if version != current:
        raise Http404
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=ONE_YEAR_S, immutable=True)
    return response
