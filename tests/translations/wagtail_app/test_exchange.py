"""Files for outside translators: what goes out comes back, nothing is changed unseen, hostile files do nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import etree

from tests.translations.wagtail_app.conftest import body
from tests.translations.wagtail_app.test_string_states import ENGLISH, change, translate_all
from translations.wagtail_app import string_states
from translations.wagtail_app.translation_form import mark_strings, strings_of

LINK = 'くわしくは<a href="https://ono.example/">市役所</a>へ。'


@pytest.fixture
def worker(client, make_worker):
    user = make_worker()
    client.force_login(user)
    return user


@pytest.fixture
def get_file(client, translation):
    def get(form):
        return client.get(reverse("exchange_download", args=[translation.pk, form])).content.decode()

    return get


@pytest.fixture
def send(client, translation):
    address = reverse("exchange", args=[translation.pk])

    def post(text):
        data = text if isinstance(text, bytes) else text.encode()
        return client.post(address, {"file": SimpleUploadedFile("back", data)})

    return post


@pytest.fixture
def take(client, translation):
    """A function that agrees to a file, as if it had been shown just now."""
    address = reverse("exchange", args=[translation.pk])
    return lambda text: client.post(address, {"text": text, "seen": mark_strings(strings_of(translation))})


def fill_po(text, words):
    for source, target in words.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    return text


def fill_xliff(text, words):
    root = etree.fromstring(text.encode())
    for unit in root.iter("{*}trans-unit"):
        source, target = unit.find("{*}source"), unit.find("{*}target")
        target.text = words.get("".join(source.itertext()), target.text)
    return etree.tostring(root).decode()


@pytest.mark.parametrize(("form", "fill"), [("po", fill_po), ("xliff", fill_xliff)])
def test_a_file_is_shown_before_it_is_taken_and_checked(worker, get_file, send, take, rows, form, fill):
    wrong = {**ENGLISH, "手数料は300円です。": "The fee is 200 yen."}
    text = fill(get_file(form), wrong)

    shown = send(text)

    assert shown.context["counts"] == {"new": 4, "changed": 0, "same": 0, "wrong": 1, "foreign": 0}
    assert {row.state for row in rows().values()} == {"missing"}

    assert take(shown.context["text"]).status_code == 302
    found = rows()
    assert {source: row.target for source, row in found.items()} == {**ENGLISH, "手数料は300円です。": ""}
    assert found["地図"].edited_by == worker
    assert send(get_file(form)).context["counts"]["same"] == 4


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_links_keep_their_places_in_a_file(worker, get_file, send, take, rows, article, form):
    change(article, body=body(LINK))
    text = get_file(form)
    if form == "po":
        text = re.sub(r'(msgid "くわしくは.*"\nmsgstr )""', r'\1"See <a id=\\"a1\\">City Hall</a>."', text)
    else:
        root = etree.fromstring(text.encode())
        unit = next(u for u in root.iter("{*}trans-unit") if "くわしく" in "".join(u.itertext()))
        target = unit.find("{*}target")
        target.text = "See "
        link = etree.SubElement(target, "{urn:oasis:names:tc:xliff:document:1.2}g", id="a1")
        link.text, link.tail = "City Hall", "."
        text = etree.tostring(root).decode()

    assert send(text).context["counts"]["new"] == 1
    take(text)

    row = next(row for source, row in rows().items() if source.startswith("くわしく"))
    assert row.target == 'See <a id="a1">City Hall</a>.'


def test_a_string_that_the_page_no_longer_has_is_named_and_left_out(worker, get_file, send, take, rows, article):
    text = fill_po(get_file("po"), ENGLISH)
    change(article, answer="手数料はありません。")

    shown = send(text)

    assert shown.context["counts"]["foreign"] == 1
    take(text)
    assert rows()["手数料はありません。"].target == ""


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff version="1.2">&e;</xliff>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
HOSTILE = [
    "",
    "x",
    "/etc/passwd",
    "/etc/hostname",
    "<",
    "<xliff/>",
    '<xliff version="1.2"/>',
    ENTITY,
    BOMB,
    "<x>" * 3000,
    'msgid "',
    'msgid ""\nmsgstr "X-WagtailLocalize-TranslationID: 1\\n"\n',
    "msgstr[x] 1",
    'msgid "a"\nmsgid_plural',
    b"\xff\xfe\x00x",
    b"\x00" * 10,
    "<a>\ud7ff</b>",
]


def test_hostile_and_foreign_files_are_refused_in_words(worker, send, take, rows):
    for file in HOSTILE:
        answer = send(file)

        assert answer.status_code == 200, file
        assert answer.context["form"].errors["file"], file
        if isinstance(file, str):
            assert take(file).status_code in (200, 302), file
    assert {row.state for row in rows().values()} == {"missing"}


def test_the_file_of_another_page_is_refused(worker, get_file, send, translation):
    text = get_file("xliff").replace(str(translation.uuid), "00000000-0000-4000-8000-000000000000")

    assert send(text).context["form"].errors["file"]


def test_what_looks_like_markup_in_a_file_is_text(worker, get_file, send, take, rows):
    take(fill_po(get_file("po"), {"地図": "<script>alert(1)</script> Map"}))

    assert "<" not in rows()["地図"].target


def test_what_an_office_marked_as_unsure_is_not_taken(worker, get_file, send, take, rows):
    text = fill_po(get_file("po"), ENGLISH).replace("msgctxt", "#, fuzzy\nmsgctxt", 1)

    shown = send(text)

    assert (shown.context["counts"]["new"], shown.context["counts"]["wrong"]) == (4, 1)
    take(text)
    assert sorted(row.state for row in rows().values()) == ["edited"] * 4 + ["missing"]


def test_letters_come_back_whatever_encoding_the_file_names(worker, get_file, send, take, rows):
    text = fill_xliff(get_file("xliff"), {"地図": "Bản đồ"})

    take(f'<?xml version="1.0" encoding="iso-8859-1"?>{text}')

    assert rows()["地図"].target == "Bản đồ"


def test_a_file_does_not_undo_what_was_written_after_it_was_shown(worker, get_file, send, rows, client, translation):
    text = fill_po(get_file("po"), {"地図": "Map", "窓口": "Counter"})
    shown = send(text).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    string_states.edit(rows()["地図"], "Plan", worker)

    client.post(reverse("exchange", args=[translation.pk]), {"text": text, "seen": seen})
    assert (rows()["地図"].target, rows()["窓口"].target) == ("Plan", "")

    seen = re.search(r'name="seen" value="(\w+)"', send(text).content.decode())[1]
    client.post(reverse("exchange", args=[translation.pk]), {"text": text, "seen": seen})
    assert (rows()["地図"].target, rows()["窓口"].target) == ("Map", "Counter")


def test_a_changed_string_goes_out_with_its_old_translation(worker, get_file, rows, article):
    translate_all(rows, worker)
    change(article, answer="手数料は400円です。")

    assert "The fee is 300 yen." in get_file("po")
    assert "needs-adaptation" in get_file("xliff")
