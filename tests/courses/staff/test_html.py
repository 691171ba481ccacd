"""Every screen of the course desk is valid HTML, and its own part is clean for our checker."""

import html5lib
import pytest
from html5lib import serializer
from html5lib.treewalkers import getTreeWalker

from a11y_checker import check_html
from tests.courses.staff.test_matrix import SHOWN, make_address, show
from tests.factories.courses import make_staff

pytestmark = pytest.mark.django_db
# A notice is shown as it was written to the person; numbers in it are read aloud, not pressed.
SPOKEN = ("call", "offer")


def cut_out(html: str) -> str:
    """Return a page with nothing but the screen's own part: Wagtail's frame is not ours."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    part = next(element for element in tree.iter("div") if element.get("class") == "desk")
    written = serializer.HTMLSerializer(omit_optional_tags=False, quote_attr_values="always").render(
        getTreeWalker("etree")(part)
    )
    return f'<!DOCTYPE html><html lang="ja"><head><title>講座の受付</title></head><body><main><h1>画面</h1>{written}</main></body></html>'


def find_failures(html: str, name: str) -> list[tuple[str, str]]:
    findings = check_html(cut_out(html)).findings
    failed = [(finding.rule, finding.selector) for finding in findings if finding.outcome == "failed"]
    return [case for case in failed if not (case[0] == "phone-link" and name in SPOKEN)]


def test_each_screen_is_valid_and_clean(client, worlds):
    client.force_login(make_staff("root", is_superuser=True))

    for name in SHOWN:
        html = show(client, name, worlds[True]).content.decode()

        html5lib.HTMLParser(strict=True).parse(html)
        assert (name, find_failures(html, name)) == (name, [])


def test_an_entry_full_of_mistakes_is_valid_and_clean(client, worlds):
    client.force_login(make_staff("root", is_superuser=True))

    html = client.post(make_address("enter", worlds[True]), {"do": "check"}).content.decode()

    html5lib.HTMLParser(strict=True).parse(html)
    assert html.count("error") > 5
    assert find_failures(html, "enter") == []


def test_the_check_sees_what_is_wrong():
    assert find_failures('<div class="desk"><input type="text"></div>', "enter") != []
