"""Links to pages in running text: they lead to the page in the language of the text."""

from django.utils.html import escape
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
