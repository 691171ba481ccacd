"""Links in running text: one to a page leads to the page in the language of the text, one to a file says what it is."""

import re

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.languages import own_address


class CityPageLinkHandler(PageLinkHandler):
    """One query for all links of a text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        found = {str(page.pk): page for page in Page.objects.filter(pk__in=[attrs.get("id") for attrs in attrs_list])}
        pages = [found.get(str(attrs.get("id"))) for attrs in attrs_list]
        return [f'<a href="{escape(own_address(page))}">' if page else "<a>" for page in pages]


FACTS = "data-file-facts"
FILE_LINK = re.compile(rf'(<a [^>]*?) {FACTS}="([^"]*)">(.*?)</a>', re.DOTALL)


class CityFileLinkHandler(DocumentLinkHandler):
    """Notes what the file is on the link; say_file_facts() then writes it into its words. One query for all links of a text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        files = cls.get_many(attrs_list)
        return [f'<a href="{escape(file.url)}" {FACTS}="{escape(file.facts)}">' if file else "<a>" for file in files]


def say_file_facts(html: str) -> str:
    """Return the HTML with type and size of each linked file at the end of the link: 料金表（PDF、120KB）."""
    return FILE_LINK.sub(r"\1>\3\2</a>", html)
