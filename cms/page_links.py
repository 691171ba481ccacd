"""Links to pages in running text: they lead to the page in the language of the text."""

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.languages import in_language


class CityPageLinkHandler(PageLinkHandler):
    """Two queries for all links of a text. A page that a language lacks is led to by the page that says so."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        found = {str(page.pk): page for page in Page.objects.filter(pk__in=[attrs.get("id") for attrs in attrs_list])}
        pages = [found.get(str(attrs.get("id"))) for attrs in attrs_list]
        addresses = find_addresses([page for page in pages if page])
        return [f'<a href="{escape(addresses[page.pk])}">' if page else "<a>" for page in pages]


def find_addresses(pages: list[Page]) -> dict[int, str]:
    """Return the address of each page's version in the language of the screen, by the page's key."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE or not pages:
        return {page.pk: page.url or "" for page in pages}
    keys = [page.translation_key for page in pages]
    versions = Page.objects.live().public().filter(translation_key__in=keys, locale__language_code=language)
    own = {page.translation_key: page.url for page in versions}
    return {page.pk: own.get(page.translation_key) or in_language(page.url or "/", language) for page in pages}
