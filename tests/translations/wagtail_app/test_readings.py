"""The city's own readings: corrections on pages, the dictionary's screens, what is stored and when it is read anew."""

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from cms.models import ArticlePage
from cms.models.accounts import User
from tests.factories.site import make_site
from translations import KakasiUnavailable
from translations.wagtail_app import furigana, views
from translations.wagtail_app.models import Reading, StoredText

# Each kanji of よしふるかん gets its own part.
NEW = "<rt>よし</rt>"
CORRECT = "/kanri/furigana/page/{}/correct/"


@pytest.fixture
def site(db):
    cache.clear()
    home, article = make_site()
    article.answer = "好古館の窓口でとれます。好古館です。"
    article.save_revision().publish()
    other = home.add_child(instance=ArticlePage(title="別の頁", slug="other", answer="好古館の案内です。"))
    return article, other


def read(client, path):
    client.cookies["display"] = "ruby=all"
    return client.get(path).content.decode()


def correct(client, page, **values):
    data = {"surface": "好古館", "reading": "よしふるかん", "before": "", "after": "", "scope": "page", **values}
    return client.post(CORRECT.format(page.pk), data, follow=True)


def test_correction_on_one_page_holds_there_alone(site, admin_client):
    article, other = site

    assert correct(admin_client, article).status_code == 200

    assert NEW in read(admin_client, article.url)
    assert NEW not in read(admin_client, other.url)


def test_correction_everywhere_holds_on_every_page(site, admin_client):
    article, other = site
    read(admin_client, other.url)

    correct(admin_client, article, scope="everywhere")

    assert NEW in read(admin_client, article.url)
    assert NEW in read(admin_client, other.url)


def test_correction_of_one_place_outlives_an_edit_around_it(site, admin_client):
    article, _other = site
    correct(admin_client, article, scope="here", before="", after="の窓口でとれま")

    assert read(admin_client, article.url).count(NEW) == 1

    article.answer = "ここ好古館の窓口でとれます。好古館です。"
    article.save_revision().publish()

    assert read(admin_client, article.url).count(NEW) == 1


def test_new_reading_reads_only_the_texts_that_hold_its_word(site, admin_client, monkeypatch):
    article, _other = site
    read(admin_client, article.url)
    admin_client.get(f"/kanri/furigana/page/{article.pk}/")
    anew = []
    real = furigana.read_words
    monkeypatch.setattr(furigana, "read_words", lambda text, *rest: anew.append(text) or real(text, *rest))

    correct(admin_client, article, scope="everywhere", surface="住民票", reading="じゅうみんひょう")
    read(admin_client, article.url)

    assert {"住民票" in text for text in anew} == {True}, anew


def test_text_is_read_once_and_kept(site, client, monkeypatch):
    article, _other = site
    read(client, article.url)
    cache.clear()
    monkeypatch.setattr(furigana, "read_words", lambda *args: pytest.fail("read again"))

    assert "<ruby>" in read(client, article.url)


def test_what_a_visitor_types_is_not_kept(site, client):
    read(client, "/search/?q=秘密の病気")

    assert not StoredText.objects.filter(words__contains="ひみつ").exists()


def test_first_time_below_a_heading(site, client):
    article, _other = site
    client.cookies["display"] = "ruby=first"

    main = client.get(article.url).content.decode().partition("<main")[2].partition("</main>")[0]

    assert main.count("<rt>かん</rt>") == 1


def test_reading_view_marks_doubtful_words_and_links_each(site, admin_client):
    article, _other = site
    article.answer = "白雲谷の好古館です。"
    article.save_revision()

    html = admin_client.get(f"/kanri/furigana/page/{article.pk}/").content.decode()

    assert 'class="is-doubtful"><ruby>' in html
    assert "surface=%E5%A5%BD%E5%8F%A4%E9%A4%A8" in html


@pytest.mark.parametrize("reading", ["", "コウコカン", "好古館", "<b>", "abc"])
def test_wrong_reading_is_refused_in_words(site, admin_client, reading):
    article, _other = site

    html = correct(admin_client, article, reading=reading).content.decode()

    assert not Reading.objects.exists()
    assert "error" in html


def make_editor(*permissions):
    user = User.objects.create_user("hensyu", password="a-long-password")
    for name in ("access_admin", *permissions):
        user.user_permissions.add(Permission.objects.get(codename=name))
    return user


def test_member_of_staff_without_the_page_is_refused(site, client):
    article, _other = site
    client.force_login(make_editor("add_reading"))

    correct(client, article)

    assert not Reading.objects.exists()


@pytest.mark.parametrize("path", ["import/", "confirm/", "history/1/"])
def test_screens_of_the_web_officer_are_closed_to_editors(site, client, path):
    client.force_login(make_editor("add_reading"))

    assert client.get(f"/kanri/furigana/{path}").status_code == 302


def test_tester_tells_who_says_so(site, admin_client):
    html = admin_client.post("/kanri/furigana/try/", {"sentence": "好古館で三本の讟讟"}).content.decode()

    assert "こうこかん" in html
    assert "知らないことば" in html


def upload(client, data):
    return client.post("/kanri/furigana/import/", {"file": SimpleUploadedFile("r.csv", data)}).content.decode()


def test_import_shows_differences_first_and_then_takes_them_over(site, admin_client):
    Reading.objects.create(surface="甲町", reading="かんまち")
    text = "surface,reading,source,is_confirmed\n甲町,こうまち,市,1\n乙町,おつまち,市,\n丙町,abc,,\n"

    html = upload(admin_client, text.encode("cp932"))

    assert "かんまち" in html
    assert "ひらがな" in html
    assert Reading.objects.count() == 1

    admin_client.post("/kanri/furigana/import/", {"text": text})

    assert list(Reading.objects.values_list("surface", "reading", "is_confirmed")) == [
        ("乙町", "おつまち", False),
        ("甲町", "こうまち", True),
    ]
    assert Reading.history.filter(surface="甲町").count() == 2


@pytest.mark.parametrize("data", [b"\xff\xfe\x81", "読み\nあ\n".encode(), b"x" * 2_000_001])
def test_import_of_a_wrong_file_says_so(site, admin_client, data):
    assert "error-message" in upload(admin_client, data)


def test_web_officer_confirms_a_shipped_row(site, admin_client):
    admin_client.post("/kanri/furigana/confirm/", {"surface": "白雲谷", "reading": "はくうんだに"})

    assert Reading.objects.get().is_confirmed
    assert 'value="白雲谷"' not in admin_client.get("/kanri/furigana/confirm/").content.decode()


def test_list_and_export_of_the_dictionary(site, admin_client):
    Reading.objects.create(surface="王子町", reading="おうじまち", source="市")

    assert "おうじちょう" in admin_client.get("/kanri/snippets/translations/reading/").content.decode()
    exported = admin_client.get("/kanri/snippets/translations/reading/?export=csv")
    assert "王子町,おうじまち" in b"".join(exported).decode()


def test_rebuild_reads_everything_and_prunes(site, client, capsys):
    StoredText.objects.create(key="old", words="[]")

    call_command("furigana_rebuild", "--prune")

    assert not StoredText.objects.filter(key="old").exists()
    assert StoredText.objects.count() > 3
    call_command("furigana_rebuild")
    assert " 0 read anew" in capsys.readouterr().out


def test_voice_gets_names_and_corrections(site, admin_client):
    article, _other = site
    correct(admin_client, article)

    assert admin_client.get(f"/readings/{article.pk}/").json()["好古館"] == "よしふるかん"
    first = admin_client.get("/readings/0/")
    assert first.json()["好古館"] == "こうこかん"
    assert admin_client.get("/readings/0/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_kind_of_page_decides_where_the_visitor_has_not(site, client, settings):
    article, _other = site
    settings.FURIGANA_BY_PAGE_TYPE = {"cms.ArticlePage": "all"}

    assert "<ruby>" in client.get(article.url).content.decode()

    client.cookies["display"] = "ruby=off"
    assert "<ruby>" not in client.get(article.url).content.decode()


def test_list_of_the_dictionary_leads_to_import_export_and_tester(site, admin_client, client):
    html = admin_client.get("/kanri/snippets/translations/reading/").content.decode()

    links = ("/kanri/furigana/import/", "?export=csv", "/kanri/furigana/try/", "/kanri/furigana/confirm/")
    assert [link in html for link in links] == [True] * 4


def test_unknown_word_gets_a_proposal_to_start_from(site, admin_client, monkeypatch):
    article, _other = site
    path = f"{CORRECT.format(article.pk)}?surface=讟讟&reading=讟讟"
    monkeypatch.setattr(views, "guess_reading", lambda word: "とくとく")
    assert 'value="とくとく"' in admin_client.get(path).content.decode()

    def refuse(word):
        raise KakasiUnavailable("none")

    monkeypatch.setattr(views, "guess_reading", refuse)
    html = admin_client.get(path).content.decode()

    assert 'value="とくとく"' not in html
    assert 'id="id_reading"' in html
