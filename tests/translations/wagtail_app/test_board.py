"""The board of pages × languages, its order, filters, bulk actions; the command that drafts a part of the site."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from cms.models import ArticlePage
from tests.translations.wagtail_app.conftest import body
from tests.translations.wagtail_app.test_string_states import change, publish_target, translate_all
from translations import Finding, Translated
from translations.wagtail_app import drafting, string_states
from translations.wagtail_app.engine import site_engine
from translations.wagtail_app.state_models import PageState, StringState
from translations.wagtail_app.submitting import submit

BOARD = "translation_board"


@pytest.fixture
def worker(client, make_worker):
    user = make_worker()
    client.force_login(user)
    return user


@pytest.fixture
def others(article):
    """Two more pages; many links lead to the second."""
    home = article.get_parent()
    wanted = home.add_child(instance=ArticlePage(title="乙", slug="otsu"))
    links = f'<p><a linktype="page" id="{wanted.pk}">乙</a></p>'
    page = ArticlePage(title="甲", slug="ko", body=[{"type": "text", "value": links}])
    return [home.add_child(instance=page), wanted]


def titles(answer):
    return [line.page.title for line in answer.context["lines"]]


def test_what_readers_have_wrong_comes_first_then_what_was_begun_then_what_is_wanted(
    worker, client, translation, rows, article, others
):
    translate_all(rows, worker)
    publish_target(translation)
    change(article, answer="手数料は400円です。")

    answer = client.get(reverse(BOARD), {"locale": "en"})

    assert titles(answer)[:2] == ["粗大ごみ", article.get_parent().title]
    assert titles(answer)[2:] == ["乙", "甲"]
    assert [line.cells[0].kind for line in answer.context["lines"]] == ["behind", "missing", "none", "none"]


FILTERS = [
    ({"state": "none"}, ["乙", "甲"]),
    ({"state": "missing"}, ["粗大ごみ", "小野市"]),
    ({"mine": "1"}, []),
    ({"locale": "xx"}, []),
    ({"state": "x", "department": ""}, ["粗大ごみ", "小野市", "乙", "甲"]),
    ({"department": "nobody"}, []),
]


def test_filters(worker, client, translation, others):
    home = others[0].get_parent()
    home.title = "小野市"
    home.save()

    for choice, found in FILTERS:
        assert sorted(titles(client.get(reverse(BOARD), {"locale": "en", **choice}))) == sorted(found), choice


def test_many_pages_are_begun_drafted_and_given_at_once_but_none_is_checked_unread(
    worker, client, no_engine, article, others, english
):
    def do(action, **more):
        numbers = [page.pk for page in (article, *others)]
        return client.post(reverse(BOARD), {"page": numbers, "locale": "en", "action": action, **more})

    do("submit")
    assert Translation.objects.count() == 4  # with the home page above
    do("draft")
    row = StringState.objects.get(string__data="粗大ごみ")
    assert row.state == "machine"
    do("check")
    row.refresh_from_db()
    assert (row.state, row.checked_by) == ("machine", None)
    do("assign", translator=worker.pk, due="2026-12-24")
    assert PageState.objects.filter(translator=worker, due="2026-12-24").count() == 3
    assert len(titles(client.get(reverse(BOARD), {"mine": "1"}))) == 3


WRONG = [
    {"action": "assign", "translator": "999"},
    {"action": "assign", "due": "2026-02-31"},
    {"action": "explode"},
    {"page": "x"},
    {"locale": "zz"},
    {"page": "9" * 30},
]


def test_what_no_board_sends_is_answered_in_words(worker, client, translation, article):
    for wrong in WRONG:
        data = {"page": article.pk, "locale": "en", "action": "draft", **wrong}

        answer = client.post(reverse(BOARD), data, follow=True)

        assert answer.status_code == 200, wrong
        assert [message.level_tag for message in answer.context["messages"]] == ["error"], wrong


def test_a_page_that_people_write_freely_is_named_so(worker, client, article):
    easy = Locale.objects.get_or_create(language_code="ja-simple")[0]
    page = article.copy_for_translation(easy, copy_parents=True)

    answer = client.get(reverse(BOARD), {"locale": "ja-simple", "state": "own"})

    assert titles(answer) == ["粗大ごみ"]
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.content.decode()


def test_pages_of_another_department_are_left_alone(client, translation, article, make_worker):
    client.force_login(make_worker("stranger", "translate_pages"))

    client.post(reverse(BOARD), {"page": article.pk, "locale": "en", "action": "draft"})

    assert set(StringState.objects.values_list("state", flat=True)) == {"missing"}


def test_who_has_nothing_to_do_with_translations_does_not_see_the_board(client, db, make_worker):
    client.force_login(make_worker("stranger", "access_admin"))

    assert client.get(reverse(BOARD)).status_code in (302, 403)


def test_more_pages_take_no_more_queries(worker, client, translation, others, english, django_assert_max_num_queries):
    home = others[0].get_parent()
    client.get(reverse(BOARD))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(BOARD))
    for n in range(5):
        submit(home.add_child(instance=ArticlePage(title=f"頁{n}", slug=f"p{n}")), [english], None)

    with django_assert_max_num_queries(min(30, len(few))):
        assert len(titles(client.get(reverse(BOARD)))) == 9


class Engine:
    """Knows three sentences, one of them wrongly."""

    name = "three"
    words = {"地図": "Map", "窓口": "Counter", "手数料は300円です。": "The fee is 200 yen."}

    def __init__(self):
        self.asked = []

    def status(self, source, target):
        return site_engine().status(source, target)._replace(is_ready=True)

    def translate(self, texts, source, target):
        self.asked += texts
        return [self.words.get(text) for text in texts]


def run(**options):
    out, err = StringIO(), StringIO()
    call_command("translate", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_command_begins_drafts_and_goes_on_where_it_was_stopped(no_engine, article, english, monkeypatch):
    engine = Engine()
    monkeypatch.setattr(drafting, "site_engine", lambda: engine)
    monkeypatch.setattr(drafting, "CHUNK", 2)
    chunks = drafting._ask

    def stop_at_second_chunk(rows, *rest):
        if rows[0].order >= 2:
            raise KeyboardInterrupt
        return chunks(rows, *rest)

    monkeypatch.setattr(drafting, "_ask", stop_at_second_chunk)
    with pytest.raises(KeyboardInterrupt):
        run(locale="en", page=article.pk)
    monkeypatch.setattr(drafting, "_ask", chunks)
    before = list(engine.asked)

    out, _err = run(locale="en", page=article.pk)

    states = dict(
        StringState.objects.filter(translation__source__object_id=article.translation_key).values_list(
            "string__data", "state"
        )
    )
    assert states == {
        "粗大ごみ": "machine",
        "手数料は300円です。": "missing",
        "朝8時までに出します。": "missing",
        "地図": "machine",
        "窓口": "machine",
    }
    assert not set(before) & set(engine.asked[len(before) :])  # nothing was asked twice
    refused = StringState.objects.get(string__data="手数料は300円です。")
    assert (refused.draft, bool(refused.reasons)) == ("The fee is 200 yen.", True)
    assert "1 pages: 2 drafts made, 1 refused" in out
    assert "s for 1000 characters; cost 0 yen" in out


def test_without_an_engine_the_command_says_so_in_one_line_and_does_the_rest(no_engine, article, english):
    out, err = run(locale="en", tree="/")

    assert len(err.strip().splitlines()) == 1
    assert "TRANSLATIONS" in err
    assert StringState.objects.get(string__data="粗大ごみ").state == "machine"
    assert "2 pages: 1 drafts made" in out


def test_the_command_names_what_it_does_not_find(no_engine, english, article):
    nowhere = ({"tree": "/nai/"}, {"page": 999999}, {"tree": ""}, {"page": 0})
    for options in ({"locale": "xx"}, *({"locale": "en", **place} for place in nowhere)):
        with pytest.raises(CommandError, match=" / "):
            run(**options)


def test_a_refused_draft_leaves_alone_what_a_person_wrote_meanwhile(
    no_engine, translation, rows, make_worker, monkeypatch
):
    worker = make_worker()

    def ask_slowly(chunk, *rest):
        string_states.edit(rows()["地図"], "Map", worker)
        return [Translated(row.string.data, draft="x", findings=[Finding("figures", "数", "figures")]) for row in chunk]

    monkeypatch.setattr(drafting, "_ask", ask_slowly)
    figures = drafting.draft_page(translation, None)

    written, refused = rows()["地図"], rows()["窓口"]
    assert (written.state, written.target, written.draft, written.reasons) == ("edited", "Map", "", [])
    assert (refused.state, refused.draft, len(refused.reasons)) == ("missing", "x", 1)
    assert figures.refused == 4


def test_a_changed_machine_text_is_drafted_anew_and_a_persons_is_left(
    no_engine, translation, rows, article, make_worker
):
    worker = make_worker()
    translate_all(rows, worker)
    StringState.objects.filter(string__data="粗大ごみ").update(state="machine")
    change(
        article,
        title="粗大ごみの出し方",
        answer="手数料は400円です。",
        body=body("朝8時までに出します。", "地図", "窓口"),
    )

    assert [row.string.data for row in drafting.open_strings(translation)] == ["粗大ごみの出し方"]


def test_locales_that_people_write_have_no_drafts(no_engine, article, db):
    easy = Locale.objects.get_or_create(language_code="ja-simple")[0]

    assert drafting.what_is_missing("ja-simple") != ""
    with pytest.raises(CommandError):
        run(locale=easy.language_code)
