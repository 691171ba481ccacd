"""Template tags and filters of the public pages."""

import re
from datetime import date, datetime, time
from pathlib import Path

from django import template
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.dates import is_japanese, say_both_calendars, say_long, say_month_day, say_time
from cms.languages import HAS_JAPANESE
from cms.page_cache import CACHE_AGE_S
from cms.page_links import say_file_facts
from cms.views.bundle import css_bundle_version
from translations.wagtail_app.glossaries import site_glossary

register = template.Library()


def as_date(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.filter
def seireki_wareki(value: date | datetime | None) -> str:
    """2026年（令和8年）11月23日; the one calendar that readers of another language know."""
    return say_both_calendars(as_date(value)) if value else ""


@register.filter
def japanese_date(value: date | datetime | None) -> str:
    """11月23日(月)."""
    return say_month_day(as_date(value)) if value else ""


@register.filter
def japanese_long_date(value: date | datetime | None) -> str:
    """2026年11月23日(月)."""
    return say_long(as_date(value)) if value else ""


@register.filter
def japanese_time(value: time | datetime | None) -> str:
    """午後1時30分."""
    if not value:
        return ""
    at = timezone.localtime(value) if isinstance(value, datetime) else value
    return say_time(at.hour, at.minute)


@register.simple_tag
def in_japanese() -> bool:
    """Say whether what is written now is in Japanese; easy Japanese counts as such."""
    return is_japanese()


@register.filter
def tel(number: str) -> str:
    """Return the address of a telephone number: tel:0794000000; on a page in another language tel:+81794000000."""
    dialled = "".join(char for char in number if char.isdigit() or char in "+#")
    return "tel:" + (international(dialled) if not is_japanese() else dialled)


@register.filter
def with_city_links(html: str) -> SafeString:
    """Return the HTML of running text with type and size in its links to files, and telephone links for its readers."""
    html = TEL_LINK.sub(lambda found: f'href="{tel(found[1])}"', html)
    return mark_safe(say_file_facts(html))  # as Wagtail's own template: made by its rewriters from cleaned text


@register.filter
def phone(number: str) -> str:
    """Return a number as readers know it: on a page in another language also as it is dialled with the country's code."""
    abroad = international(number)
    if is_japanese() or abroad == number:
        return number
    return format_html('<span class="nowrap">{}</span> <span class="nowrap">({})</span>', number, abroad)


def international(number: str) -> str:
    """Return the number with Japan's code; one that cannot be called from abroad (119, #8000, 0120, 0570) stays as it is."""
    if not number.startswith("0") or number.startswith(HOME_ONLY):
        return number
    return f"+81{'-' if '-' in number else ''}{number[1:]}"


@register.filter
def in_own_words(text: str) -> str:
    """Return the name of a department, counter or time in the language of the page; the Japanese one, marked as such, if there is none."""
    if is_japanese() or not HAS_JAPANESE.search(str(text)):
        return text
    own = find_terms(get_language() or "").get(str(text))
    return own or format_html('<span lang="ja">{}</span>', text)


@register.filter
def if_own_words(text: str) -> str:
    """Return the same, but nothing instead of Japanese: a sentence that readers of the page could not read."""
    found = in_own_words(text)
    return "" if isinstance(found, SafeString) else found


def find_terms(language: str) -> dict[str, str]:
    """Return the city's words in a language; looked up once a minute, as pages are."""
    known = cache.get(key := f"own-words:{language}")
    if known is None:
        known = {term.term: term.preferred for term in site_glossary(language).terms.values() if term.preferred}
        cache.set(key, known, CACHE_AGE_S)
    return known


# Source: MIC's plan of telephone numbers: free of charge, shared cost, information; #… and 1.. are special numbers.
HOME_ONLY = ("0120", "0800", "0570", "0990", "0180")
# Numbers in hyphens as Japan writes them, such as 0794-63-1000 and 0120-00-0000.
# A number that is dialled as it stands: what waits or has an extension stays as the editor wrote it.
TEL_LINK = re.compile(r'(?<=<a )href="tel:(0[-0-9(). ]*)"')
PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")


@register.filter
def with_phone_links(text: str) -> SafeString:
    """Return plain text as HTML in which each telephone number is a link."""
    return mark_safe(PHONE.sub(lambda found: f'<a href="{tel(found[0])}">{found[0]}</a>', escape(text)))


@register.simple_tag
def city_drawing(name: str) -> SafeString:
    """Return a drawing of the city's identity folder as inline SVG, so that it takes the theme's colours.

    Raises FileNotFoundError naming the missing file: a city's folder must hold all drawings.
    """
    return mark_safe((Path(settings.CITY_IDENTITY_DIR) / f"{name}.svg").read_text(encoding="utf-8"))


@register.simple_tag
def css_bundle() -> str:
    """Return the address of the one style sheet; it changes with its content."""
    return reverse("css_bundle", args=[css_bundle_version()])


@register.simple_tag(takes_context=True)
def absolute_url(context: template.Context, path: str) -> str:
    """Return the whole address of a path of this site."""
    request = context["request"]
    return request.build_absolute_uri(path)


@register.simple_tag
def staff_site_name() -> str:
    """Return the site's name as the admin shows it. Django's login page would show the host instead."""
    return settings.WAGTAIL_SITE_NAME
