"""Template tags and filters of the public pages."""

import re
from datetime import date, datetime, time
from pathlib import Path

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.dates import is_japanese, say_both_calendars, say_long, say_month_day, say_time
from cms.views.bundle import css_bundle_version

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
    """Return the address of a telephone number: tel:0794000000."""
    return "tel:" + "".join(char for char in number if char.isdigit() or char in "+#")


# Numbers in hyphens as Japan writes them, such as 0794-63-1000 and 0120-00-0000.
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
