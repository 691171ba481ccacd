"""Uploaded pictures and files: nothing that runs is taken, and private files have no second way in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.rich_text import RichText

from cms.models import CityDocument, CityImage
from cms.models.svg import is_harmless_svg

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
DRAWING = SVG % b'<style>path{fill:#246}</style><path id="a" d="M0 0h9v9z"/><use href="#a"/>'


@pytest.mark.parametrize(
    "content",
    [
        b"<script>alert(1)</script>",
        b'<g onload="alert(1)"/>',
        b'<g ONCLICK="alert(1)"/>',
        b'<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        b'<a xlink:href=" JavaScript:alert(1)"/>',
        b'<a><set attributeName="href" to="javascript:alert(1)"/></a>',
        b'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        b'<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        b'<image href="https://example.com/a.png"/>',
        b'<use href="data:image/svg+xml,%3Csvg/%3E"/>',
    ],
)
def test_a_drawing_that_runs_is_no_harmless_one(content):
    assert not is_harmless_svg(SVG % content)


@pytest.mark.parametrize(
    "content", [b"", b"<svg", "<svg>漢".encode("cp932"), b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DRAWING]
)
def test_a_damaged_drawing_is_no_harmless_one(content):
    assert not is_harmless_svg(content)


def test_a_drawing_is_harmless():
    assert is_harmless_svg(DRAWING)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "count"), [(DRAWING, 1), (SVG % b"<script>alert(1)</script>", 0)], ids=["plain", "script"]
)
def test_upload_of_a_drawing(client, staffed, make_user, settings, tmp_path, content, count):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make_user("hensyu", "健康課 編集"))
    collection = Collection.objects.get(name="健康課")
    upload = SimpleUploadedFile("e.svg", content, "image/svg+xml")

    response = client.post(
        reverse("wagtailimages:add"),
        {"title": "絵", "file": upload, "collection": collection.pk, "purpose": "decorative", "description": ""},
    )

    assert CityImage.objects.count() == count
    assert ("この図にはプログラムかリンクが入っています" in response.content.decode()) is (count == 0)


@pytest.mark.django_db
def test_a_private_file_cannot_be_fetched(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    folder = Collection.get_first_root_node().add_child(name="庁内")
    CollectionViewRestriction.objects.create(collection=folder, restriction_type="login")
    document = CityDocument.objects.create(
        title="下書き", collection=folder, file=SimpleUploadedFile("a.txt", b"secret")
    )

    assert client.get(document.url).status_code == 302
    assert client.get(document.file.url).status_code == 404


def make_files(settings, folder, count: int) -> list[CityDocument]:
    settings.MEDIA_ROOT = folder
    upload = SimpleUploadedFile("hyo.csv", b"a,b\n" * 300)
    return [CityDocument.objects.create(title="料金表", file=upload) for _number in range(count)]


@pytest.mark.django_db
def test_link_to_a_file_in_running_text_says_type_and_size(settings, tmp_path):
    (file,) = make_files(settings, tmp_path, 1)
    text = RichText(
        f'<p><a linktype="document" id="{file.pk}"><b>料金</b>表</a>と<a href="https://example.com/">外</a></p>'
    )

    assert f'<a href="{file.url}"><b>料金</b>表（CSV、1.2KB）</a>と<a href="https://example.com/">外</a>' in str(text)
    with translation.override("en"):
        assert f'<a href="{file.url}"><b>料金</b>表 (CSV, 1.2KB)</a>' in str(text)


@pytest.mark.django_db
def test_links_to_many_files_cost_one_query(settings, tmp_path, django_assert_num_queries):
    files = make_files(settings, tmp_path, 3)
    text = RichText("".join(f'<p><a linktype="document" id="{file.pk}">表</a></p>' for file in files))

    with django_assert_num_queries(1):
        assert str(text).count("（CSV、1.2KB）</a>") == 3


@pytest.mark.django_db
def test_pages_of_a_file_are_counted_in_the_language():
    file = CityDocument(title="案内", file="documents/a.pdf", file_size=2048, page_count=1)

    with translation.override("en"):
        one = file.facts
        file.page_count = 3
        assert (one, file.facts) == (" (PDF, 1 page, 2KB)", " (PDF, 3 pages, 2KB)")
    assert file.facts == "（PDF、3ページ、2KB）"
