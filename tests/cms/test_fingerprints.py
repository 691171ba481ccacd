"""What a page is made of: each change that visitors see changes the fingerprint of the pages that show it, and of no other."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import fingerprints
from cms.fingerprints import find_fingerprints
from cms.models import ArticlePage, CitySettings, FormsPage
from cms.models.forms import FormItem
from tests.factories.files import make_document
from translations.wagtail_app.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings, tmp_path, health_page, tax_page, health_section):
    """Three pages: of 健康課 (with a link to the tax page), of 税務課, and of forms with a file."""
    settings.MEDIA_ROOT = tmp_path
    forms = health_section.add_child(instance=FormsPage(title="用紙", slug="yoshi"))
    document = make_document()
    values = {"document": document, "summary": "<p>名前を書きます。</p>"}
    FormItem.objects.create(page=forms, name="申込書", purpose="申し込み", who="市民", **values)
    forms.save()
    link = f'<p><a linktype="page" id="{tax_page.pk}">税</a></p>'
    health_page.body = json.dumps([{"type": "text", "value": link}])
    health_page.save()
    return {"health": health_page, "tax": tax_page, "forms": forms, "document": document}


def call_department(pages, kenko):
    kenko.phone = "0794-63-1111"
    kenko.save()


def rewrite_page(pages, kenko):
    ArticlePage.objects.filter(pk=pages["tax"].pk).update(answer="毎年の税金です。")


def rename_page(pages, kenko):
    pages["tax"].title = "家と土地の税金"
    pages["tax"].save()


def rename_section(pages, kenko):
    section = pages["tax"].get_parent().specific
    section.title = "市の税金"
    section.save()


def give_section_to_another_department(pages, kenko):
    section = pages["tax"].get_parent().specific
    section.department = kenko
    section.save()


def rewrite_form(pages, kenko):
    FormItem.objects.update(who="だれでも")


def tell_what_file_says(pages, kenko):
    pages["document"].summary = "申し込みの用紙です。"
    pages["document"].save()


def add_page_beside(pages, kenko):
    pages["tax"].get_parent().add_child(instance=ArticlePage(title="住民税", slug="juminzei"))


def call_city(pages, kenko):
    CitySettings.objects.update_or_create(site=pages["tax"].get_site(), defaults={"phone": "0794-63-1000"})


def correct_reading(pages, kenko):
    Reading.objects.create(surface="小野", reading="おの")


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (call_department, {"health", "forms"}),
        (rewrite_page, {"tax"}),
        (rename_page, {"tax", "health"}),
        (rename_section, {"tax"}),
        (give_section_to_another_department, {"tax"}),
        (rewrite_form, {"forms"}),
        (tell_what_file_says, {"forms"}),
        (add_page_beside, {"tax"}),
        (call_city, {"health", "tax", "forms"}),
        (correct_reading, {"health", "tax", "forms"}),
    ],
)
def test_a_change_is_seen_on_the_pages_that_show_it(pages, kenko, change, touched):
    before = find_fingerprints()

    change(pages, kenko)

    after = find_fingerprints()
    named = {name: page for name, page in pages.items() if name != "document"}
    assert {name for name, page in named.items() if before[page.pk] != after[page.pk]} == touched


def test_nothing_changes_by_itself_and_lists_have_no_fingerprint(pages, health_section, home):
    first = find_fingerprints()

    assert find_fingerprints() == first
    assert set(first) == {pages[name].pk for name in ("health", "tax", "forms")}


def test_another_release_of_the_program_changes_all(pages, monkeypatch):
    before = find_fingerprints()
    monkeypatch.setattr(fingerprints, "hash_program", lambda: "another")

    after = find_fingerprints()

    assert {key for key in before if before[key] == after[key]} == set()


def test_number_of_queries_does_not_grow_with_pages(pages, django_assert_num_queries):
    find_fingerprints()
    with CaptureQueriesContext(connection) as few:
        find_fingerprints()
    for number in range(3):
        pages["tax"].get_parent().add_child(instance=ArticlePage(title=f"税{number}", slug=f"zei-{number}"))

    with django_assert_num_queries(len(few)):
        find_fingerprints()
