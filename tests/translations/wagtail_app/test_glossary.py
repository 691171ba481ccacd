"""The city's glossary: its list, import, history, and the screen that tries a translation."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models.accounts import User
from translations.wagtail_app.glossaries import site_glossary
from translations.wagtail_app.models import GlossaryTerm

ADD = "/kanri/snippets/translations/glossaryterm/add/"


@pytest.fixture(autouse=True)
def no_engine(settings):
    settings.TRANSLATIONS = {"ENGINE": "none", "FOLDER": "/nowhere"}


def add(client, **values):
    data = {"locale": "en", "term": "市役所", "target": "Town Office", "kind": "must", "note": "", **values}
    return client.post(ADD, data)


def test_a_term_of_the_city_wins_and_remembers_who(admin_client, admin_user):
    assert add(admin_client).status_code == 302

    term = GlossaryTerm.objects.get()
    assert site_glossary("en").terms["市役所"].preferred == "Town Office"
    assert site_glossary("ko").terms["市役所"].preferred == "시청"
    assert term.changed_by == admin_user
    assert "City Hall" in admin_client.get("/kanri/snippets/translations/glossaryterm/").content.decode()


@pytest.mark.parametrize("values", [{"target": ""}, {"kind": "keep"}, {"term": ""}])
def test_what_is_no_term_is_refused_and_kept_in_the_form(admin_client, values):
    answer = add(admin_client, **values)

    assert answer.status_code == 200
    assert GlossaryTerm.objects.count() == 0


CSV = "locale,term,target,kind,note\nen,市役所,Town Hall,must,\nen,避難所,shelter,must,near\nxx,川,river,must,\nen,橋,,must,\n"


def test_an_import_is_shown_before_it_is_done(admin_client):
    add(admin_client)
    file = SimpleUploadedFile("terms.csv", CSV.encode("cp932"))

    shown = admin_client.post(reverse("import_terms"), {"file": file})

    assert shown.context["counts"] == {"new": 1, "changed": 1, "same": 0, "wrong": 2}
    assert GlossaryTerm.objects.get().target == "Town Office"

    admin_client.post(reverse("import_terms"), {"text": shown.context["text"]})

    assert list(GlossaryTerm.objects.values_list("term", "target", "note")) == [
        ("市役所", "Town Hall", ""),
        ("避難所", "shelter", "near"),
    ]
    history = admin_client.get(reverse("term_history", args=[GlossaryTerm.objects.get(term="市役所").pk]))
    assert [row.target for row in history.context["rows"]] == ["Town Hall", "Town Office"]


@pytest.mark.parametrize(("data", "code"), [({}, 200), ({"text": "x"}, 302)])
def test_an_import_without_a_right_file_changes_nothing(admin_client, data, code):
    assert admin_client.post(reverse("import_terms"), data).status_code == code
    assert GlossaryTerm.objects.count() == 0


def test_a_missing_column_is_named(admin_client):
    file = SimpleUploadedFile("terms.csv", b"locale,term\nen,x\n")

    answer = admin_client.post(reverse("import_terms"), {"file": file})

    assert "target" in str(answer.context["form"].errors["file"])


def try_it(client, **values):
    return client.post(reverse("try_translation"), {"text": "", "locale": "en", "target": "", **values})


def test_a_try_shows_the_draft_or_what_is_missing(admin_client):
    known = try_it(admin_client, text="避難所\n小野駅")
    unknown = try_it(admin_client, text="窓口へ")

    assert known.context["shown"] == "Evacuation center\nOno Station"
    assert [term.term for term in known.context["terms"]] == ["小野駅", "避難所"]
    assert unknown.context["done"].html is None
    assert "設定 TRANSLATIONS" in unknown.content.decode()


def test_a_try_checks_a_translation_and_escapes_it(admin_client):
    answer = try_it(admin_client, text="手数料は300円です。", target="<b>The fee is 200 yen.")

    assert [is_certain for _text, is_certain in answer.context["findings"]] == [True, True]
    assert "&lt;b&gt;The fee" in answer.content.decode()


def test_an_empty_try_asks_for_a_text(admin_client):
    assert try_it(admin_client).context["form"].errors["text"]


def test_others_may_try_but_not_change(client, db):
    editor = User.objects.create_user("editor", "e@city.example", "word-of-twelve")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)

    assert client.get(reverse("try_translation")).status_code == 200
    assert client.get(reverse("import_terms")).status_code == 302
    assert client.post(reverse("import_terms"), {"text": CSV}).status_code == 302
    assert add(client).status_code == 302
    assert GlossaryTerm.objects.count() == 0
