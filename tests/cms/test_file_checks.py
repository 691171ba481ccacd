"""Pictures and files are looked at when they come in: what a picture is for, what a file says to those who cannot open it."""

import json
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Collection

from cms.blocks.media import FileBlock, PictureBlock
from cms.file_forms import describe_check
from cms.models import CityDocument, CityImage
from tests.factories.files import make_document, make_image

pytestmark = pytest.mark.django_db
PDFS = Path(__file__).parents[1] / "a11y_checker" / "rules" / "pdf-tags"
SUMMARY = "粗大ごみの出し方と、処理券を売っている店の一覧です。"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client, staffed, make_user):
    user = make_user("hensyu", "健康課 編集")
    client.force_login(user)
    return user


def read_pdf(name: str) -> bytes:
    return (PDFS / name).read_bytes()


def upload_picture(client, **form: str):
    collection = Collection.objects.get(name="健康課")
    with make_image().file.open("rb") as file:
        upload = SimpleUploadedFile("IMG_2031.png", file.read(), "image/png")
    CityImage.objects.all().delete()
    fields = {"title": "絵", "collection": collection.pk, "description": "", **form, "file": upload}
    return client.post(reverse("wagtailimages:add"), fields)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"description": "みこし"}, "何かを伝える画像か、飾りかを選んでください。"),
        ({"purpose": "described"}, "画像に写っていることを書くか"),
        ({"purpose": "described", "description": "IMG_2031"}, "「IMG_2031」はファイル名です。"),
        ({"purpose": "described", "description": "写真"}, "「写真」では、何の画像か分かりません。"),
        ({"purpose": "described", "description": "画像1"}, "「画像1」では、何の画像か分かりません。"),
        ({"purpose": "described", "description": "image1"}, "「image1」では、何の画像か分かりません。"),
    ],
)
def test_picture_without_a_proper_description_is_refused_and_what_was_typed_kept(client, editor, form, sentence):
    text = upload_picture(client, **form).content.decode()

    assert not CityImage.objects.exists()
    assert sentence in text
    assert form.get("description", "") in text


@pytest.mark.parametrize(
    ("form", "alt"),
    [
        ({"purpose": "described", "description": "秋まつりのみこし"}, "秋まつりのみこし"),
        ({"purpose": "decorative", "description": "花"}, ""),
    ],
)
def test_picture_that_is_described_or_decoration_is_taken(client, editor, form, alt):
    upload_picture(client, **form)

    assert CityImage.objects.get().default_alt_text == alt


def test_several_pictures_at_once_are_asked_for_one_by_one(client, editor):
    with make_image().file.open("rb") as file:
        upload = SimpleUploadedFile("a.png", file.read(), "image/png")
    CityImage.objects.all().delete()
    collection = Collection.objects.get(name="健康課")

    first = client.post(reverse("wagtailimages:add_multiple"), {"collection": collection.pk, "files[]": upload}).json()
    prefix = f"uploaded-image-{first['uploaded_file_id']}"
    form = {f"{prefix}-title": "絵", f"{prefix}-collection": collection.pk, f"{prefix}-description": "みこし"}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[first["uploaded_file_id"]])
    refused = client.post(url, form).json()

    assert not CityImage.objects.exists()
    assert "何かを伝える画像か" in refused["form"]


@pytest.mark.parametrize("alt", ["写真", "image1", "DSC01234", "sample.png"])
def test_picture_in_a_page_is_held_to_the_same(alt):
    image = make_image()
    value = PictureBlock().to_python({"image": image.pk, "alt_text": alt, "decorative": False})

    with pytest.raises(StructBlockValidationError) as error:
        PictureBlock().clean(value)

    text = error.value.block_errors["alt_text"].messages[0]
    assert text.startswith(f"代替テキスト「{alt}」")


@pytest.mark.parametrize(
    ("name", "facts"),
    [("good.pdf", (True, False)), ("plain.pdf", (False, True)), ("scan.pdf", (False, True))],
)
def test_a_pdf_is_judged_when_it_is_uploaded(name, facts):
    document = make_document(name=name, content=read_pdf(name))

    assert (document.is_tagged, document.is_hard_to_read) == facts
    assert document.page_count >= 1
    assert document.judged_at is not None


def test_a_damaged_pdf_and_another_kind_of_file_are_stored_and_told_apart():
    damaged = make_document(name="a.pdf", content=b"no PDF at all")
    table = make_document()

    assert (damaged.is_tagged, list(damaged.problems), damaged.is_hard_to_read) == (None, ["damaged"], True)
    assert (table.is_tagged, table.problems, table.is_hard_to_read) == (None, {}, False)
    assert "壊れています" in str(damaged.find_problems()[0])


def test_upload_shows_what_to_do_and_asks_for_a_summary(client, editor):
    collection = Collection.objects.get(name="健康課")
    upload = SimpleUploadedFile("plain.pdf", read_pdf("plain.pdf"), "application/pdf")

    answer = client.post(reverse("wagtaildocs:add_multiple"), {"collection": collection.pk, "files[]": upload}).json()
    document = CityDocument.objects.get()
    prefix, url = f"doc-{document.pk}", reverse("wagtaildocs:edit_multiple", args=[document.pk])
    form = {f"{prefix}-title": "一覧", f"{prefix}-collection": collection.pk, f"{prefix}-summary": "一覧です"}
    refused = client.post(url, form).json()

    assert "タグ（見出しや表などの構造）がありません" in answer["form"]
    assert "アクセシビリティ用のドキュメント構造タグ" in answer["form"]
    assert refused["success"] is False
    assert "使えない人がいます" in refused["form"]
    assert "一覧です" in refused["form"]
    assert client.post(url, {**form, f"{prefix}-summary": SUMMARY}).json()["success"] is True
    document.refresh_from_db()
    assert document.summary == SUMMARY


def file_value(document: CityDocument, note: str = ""):
    return FileBlock().to_python({"document": document.pk, "text": "店の一覧", "note": note})


def test_page_with_a_file_that_is_hard_to_read_needs_the_summary():
    document = make_document(name="plain.pdf", content=read_pdf("plain.pdf"))

    with pytest.raises(StructBlockValidationError) as error:
        FileBlock().clean(file_value(document, "一覧です"))

    text = error.value.block_errors["note"].messages[0]
    assert "タグ（見出しや表などの構造）がありません" in text
    assert "20字以上" in text
    assert FileBlock().clean(file_value(document, SUMMARY))["note"] == SUMMARY
    document.summary = SUMMARY
    document.save()
    assert FileBlock().clean(file_value(document))["note"] == ""
    assert FileBlock().clean(file_value(make_document(name="good.pdf", content=read_pdf("good.pdf"))))


def test_summary_of_the_file_stands_on_the_page(client, health_page):
    document = make_document(name="plain.pdf", content=read_pdf("plain.pdf"))
    document.summary = SUMMARY
    document.save()
    health_page.body = json.dumps(
        [{"type": "file", "value": {"document": document.pk, "text": "店の一覧", "note": ""}}]
    )
    health_page.save()

    assert SUMMARY in client.get(health_page.get_url()).content.decode()


@pytest.mark.parametrize("view", ["wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs_chooser:choose"])
def test_lists_show_type_size_pages_and_tags(client, editor, view):
    make_document("健康課", name="plain.pdf", content=read_pdf("plain.pdf"))

    response = client.get(reverse(view))

    text = response.content.decode()
    text = json.loads(text)["html"] if view.endswith("choose") else text
    words = {"PDF", "タグなし", "使えない人がいます（要点なし）"}
    assert {word for word in words if word not in text} == set()


def test_files_from_before_are_judged_by_a_command_that_goes_on(capsys):
    documents = [make_document(name=f"{number}.pdf", content=read_pdf("plain.pdf")) for number in range(2)]
    CityDocument.objects.update(judged_at=None, problems={}, is_tagged=None)
    Path(documents[1].file.path).unlink()

    call_command("judge_files")
    call_command("judge_files")

    assert [document.is_tagged for document in CityDocument.objects.order_by("pk")] == [False, None]
    assert CityDocument.objects.get(pk=documents[1].pk).problems == {"missing": ""}
    out = capsys.readouterr().out.splitlines()
    assert out == [
        "2 files judged. Hard to read for some: 2 of 2.",
        "0 files judged. Hard to read for some: 2 of 2.",
    ]


def test_groups_of_an_existing_city_are_brought_up_to_date(staffed, kenko, make_user):
    from django.contrib.auth.models import Group, Permission

    officers = Group.objects.get(name="ウェブ担当")
    member = make_user("web", "ウェブ担当")
    officers.permissions.remove(Permission.objects.get(codename="add_linkexclusion"))

    call_command("city_roles")

    assert officers.permissions.filter(codename="add_linkexclusion").exists()
    assert member.groups.get() == officers
    assert member.has_perm("a11y_checker.add_linkexclusion")


def make_untold(collection: str = "健康課") -> CityDocument:
    return make_document(collection, name="plain.pdf", content=read_pdf("plain.pdf"))


def upload_beside_a_page(client, name: str, address: str = "", **form: str):
    collection = Collection.objects.get(name="健康課")
    fields = {"title": "店の一覧", "collection": collection.pk, "summary": "", "address": "", **form}
    data = {f"document-chooser-upload-{field}": value for field, value in fields.items()}
    if name:
        data["document-chooser-upload-file"] = SimpleUploadedFile(name, read_pdf(name), "application/pdf")
    return client.post(address or reverse("wagtaildocs_chooser:create"), data).json()


def test_upload_beside_a_page_shows_the_check_and_asks_for_words_before_the_file_is_chosen(client, editor):
    first = upload_beside_a_page(client, "plain.pdf")
    document = CityDocument.objects.get()
    again = f"{reverse('wagtaildocs_chooser:create')}?stored={document.pk}"
    refused = upload_beside_a_page(client, "", again, summary="一覧です")
    taken = upload_beside_a_page(client, "", again, summary=SUMMARY)

    assert (first["step"], refused["step"], taken["step"]) == ("reshow_creation_form", "reshow_creation_form", "chosen")
    assert "アクセシビリティ用のドキュメント構造タグ" in first["htmlFragment"]
    assert f'action="{again}"' in first["htmlFragment"]
    assert "一覧です" in refused["htmlFragment"]
    assert taken["result"]["id"] == str(document.pk)
    document.refresh_from_db()
    assert (CityDocument.objects.count(), document.summary) == (1, SUMMARY)


def test_upload_beside_a_page_of_a_good_file_is_one_step(client, editor):
    assert upload_beside_a_page(client, "good.pdf")["step"] == "chosen"


def test_upload_beside_a_page_changes_no_file_of_another_department(client, editor):
    document = make_untold("税務課")
    address = f"{reverse('wagtaildocs_chooser:create')}?stored={document.pk}"

    fields = {"document-chooser-upload-title": "x", "document-chooser-upload-summary": SUMMARY}
    answer = client.post(address, fields)

    assert answer.status_code == 404
    assert CityDocument.objects.get().summary == ""


def test_long_file_is_asked_about_and_may_do_without():
    document = make_document(name="good.pdf", content=read_pdf("good.pdf"))
    document.page_count = 11

    assert (document.is_hard_to_read, document.needs_words, document.state_in_words) == (
        False,
        True,
        "長いファイル（要点なし）",
    )
    assert "11ページあります" in describe_check(document)


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("{path}", True),
        ("http://localhost{path}?page=1#a", True),
        ("https://example.com{path}", False),
        ("/kurashi/nothing/", False),
        ("http://[", False),
    ],
)
def test_page_that_says_the_same_is_named_by_its_address(client, editor, health_page, address, is_found):
    document = make_untold()
    url = reverse("wagtaildocs:edit", args=[document.pk])
    text = address.format(path=health_page.get_url())

    answer = client.post(url, {"title": "一覧", "collection": document.collection_id, "summary": "", "address": text})

    document.refresh_from_db()
    assert document.alternative == (health_page.page_ptr if is_found else None)
    assert answer.status_code == (302 if is_found else 200)
    if not is_found:
        assert "だれでも読めるこのサイトのページがありません" in answer.content.decode()


def test_page_that_says_the_same_stands_beside_the_file_as_long_as_it_is_public(client, tax_page, health_page):
    document = make_untold()
    document.alternative = health_page
    document.save()
    put_file(tax_page, document)

    text = client.get(tax_page.get_url()).content.decode()
    health_page.unpublish()
    cache.clear()
    later = client.get(tax_page.get_url()).content.decode()

    assert f'同じ内容のページ： <a href="{health_page.get_url()}">がん検診</a>' in text
    assert "同じ内容のページ" not in later


def put_file(page, document: CityDocument, note: str = "") -> None:
    page.body = json.dumps([{"type": "file", "value": {"document": document.pk, "text": "店の一覧", "note": note}}])
    page.save()


def find_listed(client) -> list[CityDocument]:
    return list(client.get(reverse("untold_files")).context["object_list"])


def test_report_lists_files_on_public_pages_until_they_are_told_in_words(client, editor, health_page, tax_page):
    untold, unused, good = (
        make_untold(),
        make_untold(),
        make_document("健康課", name="good.pdf", content=read_pdf("good.pdf")),
    )
    of_others = make_untold("税務課")
    for page, document in ((health_page, untold), (tax_page, of_others)):
        put_file(page, document)
    first = find_listed(client)
    put_file(health_page, untold, SUMMARY)
    with_note = find_listed(client)
    put_file(health_page, good)
    put_file(tax_page, untold)
    CityDocument.objects.filter(pk=untold.pk).update(alternative=health_page)
    with_page = find_listed(client)
    health_page.unpublish()

    assert (first, with_note, with_page, find_listed(client)) == ([untold], [], [], [untold])
    assert unused.is_hard_to_read
