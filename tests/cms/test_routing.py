"""From an address to a page, with few queries however deep the page stands."""

import pytest
from wagtail.models import Page

pytestmark = pytest.mark.django_db


def test_deep_page_is_found_with_two_queries(home, tax_page, rf, django_assert_num_queries):
    request = rf.get("/")
    home = Page.objects.get(pk=home.pk).specific
    home.get_url(request)  # keeps the addresses of the site, as any request does

    with django_assert_num_queries(2):
        result = home.route(request, ["kurashi", "zei", "koteishisan"])

    assert result.page == tax_page


@pytest.mark.parametrize("path", ["/nothing/", "/kurashi/nothing/", "/kurashi/zei/koteishisan/more/"])
def test_address_without_a_page_is_not_found(client, tax_page, path):
    assert client.get(path).status_code == 404


def test_draft_is_not_found(client, tax_page):
    tax_page.unpublish()

    assert client.get("/kurashi/zei/koteishisan/").status_code == 404


def test_page_below_an_unpublished_section_stays_reachable(client, tax_section, tax_page):
    tax_section.unpublish()

    assert client.get("/kurashi/zei/koteishisan/").status_code == 200
