"""The screen on which people translate: nothing typed is lost, checks stop what is wrong, rights and departments hold."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from cms.models import ArticlePage
from tests.translations.wagtail_app.conftest import body
from tests.translations.wagtail_app.test_string_states import ENGLISH, change, store, translate_all
from translations.wagtail_app import string_states, translation_views
from translations.wagtail_app.state_models import CheckRule, State, StringState

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


@pytest.fixture
def worker(client, make_worker):
    user = make_worker()
    client.force_login(user)
    return user


@pytest.fixture
def send(client, translation):
    """A function that posts the form as the browser would, with what was typed."""
    address = reverse("translate_page", args=[translation.pk])

    def post(typed, action="save", shown=None, **more):
        context = client.get(address).context
        cards = shown or context["cards"]
        data = {"action": action, **more}
        for card in cards:
            data[f"text-{card.row.pk}"] = typed.get(card.row.string.data, card.typed)
            data[f"was-{card.row.pk}"] = card.was
        return client.post(address, data)

    return post


def test_what_passes_is_saved_and_what_fails_stays_typed_with_its_reason(worker, send, rows):
    answer = send({"地図": "Map", "手数料は300円です。": "The fee is 200 yen."})

    assert answer.status_code == 200
    assert rows()["地図"].target == "Map"
    card = next(card for card in answer.context["cards"] if card.row.string.data.startswith("手数料"))
    assert card.typed == "The fee is 200 yen."
    assert "300" in card.problems[0]
    text = answer.content.decode()
    assert 'aria-invalid="true"' in text
    assert "The fee is 200 yen.</textarea>" in text
    assert f'<a href="#text-{card.row.pk}">' in text

    reason = {f"excuse-{card.row.pk}": "値下げしました"}
    assert send({"手数料は300円です。": "The fee is 200 yen."}, **reason).status_code == 302
    assert rows()["手数料は300円です。"].excuse == "値下げしました"


def test_the_whole_way_to_the_public_page(worker, send, rows, translation, client, make_worker):
    send(ENGLISH, "publish")
    page = translation.get_target_instance()
    assert page.live
    assert page.title == "Oversized garbage"

    send({}, "checkall")
    assert {row.state for row in rows().values()} == {"checked"}


def test_what_no_known_person_checked_names_nobody(worker, send, translation, client):
    send(ENGLISH)
    StringState.objects.filter(translation=translation).update(state=State.CHECKED, checked_at=NOW, checked_by=None)

    text = client.get(reverse("translate_page", args=[translation.pk])).content.decode()

    assert text.count('<span class="string__who"> 2026') == len(ENGLISH)


def test_a_page_with_open_strings_does_not_become_public(worker, send, translation, client):
    send({"地図": "Map"}, "publish")

    assert translation.get_target_instance().live is False
    text = client.get(reverse("translate_page", args=[translation.pk])).content.decode()
    assert "languages__box--stop" in text


def test_a_string_that_somebody_else_changed_meanwhile_is_not_overwritten(worker, send, rows, client, translation):
    address = reverse("translate_page", args=[translation.pk])
    before = client.get(address).context["cards"]
    string_states.edit(rows()["地図"], "Map", worker)
    string_states.edit(rows()["窓口"], "Counter", worker)

    answer = send({"地図": "Plan", "粗大ごみ": "Oversized garbage"}, shown=before)

    found = rows()
    assert (found["地図"].target, found["窓口"].target, found["粗大ごみ"].target) == (
        "Map",
        "Counter",
        "Oversized garbage",
    )
    card = next(card for card in answer.context["cards"] if card.row.string.data == "地図")
    assert card.typed == "Plan"
    assert "Map" in card.problems[0]


def test_the_old_text_and_what_changed_are_shown_and_can_be_taken(worker, send, rows, article, client, translation):
    translate_all(rows, worker)
    change(article, answer="手数料は300円です（税込み）。", body=body("朝8時までに出します。", "地図", "窓口"))
    row = rows()["手数料は300円です（税込み）。"]
    text = client.get(reverse("translate_page", args=[translation.pk])).content.decode()
    assert "<ins>（税込み）</ins>" in text
    assert "The fee is 300 yen." in text

    send({}, f"take-{row.pk}-old")

    assert rows()["手数料は300円です（税込み）。"].state == "edited"


def test_a_former_translation_of_nearly_the_same_text_is_offered(worker, rows, article, client, translation, english):
    translate_all(rows, worker)
    other = ArticlePage(title="案内", slug="other", answer="手数料は300円です")
    article.get_parent().add_child(instance=other)
    answer = client.post(reverse("submit_page", args=[other.pk]), {"locale": "en"})
    assert answer.status_code == 302

    cards = client.get(answer["Location"]).context["cards"]

    assert [[suggestion.html for suggestion in card.suggestions] for card in cards] == [[], ["The fee is 300 yen."]]


def test_drafts_come_from_memory_and_glossary_without_any_engine(worker, send, rows, client, translation):
    answer = send({}, "draft")

    assert answer.status_code == 302
    assert rows()["粗大ごみ"].state == "machine"
    assert rows()["手数料は300円です。"].state == "missing"
    text = client.get(reverse("translate_page", args=[translation.pk])).content.decode()
    assert "TRANSLATIONS" in text  # one line that says how to get an engine


def test_each_checks_one_string_and_four_eyes_hold(worker, send, rows, article, client, make_worker):
    CheckRule.objects.create(page=article, kind="other", needs_four_eyes=True)
    translate_all(rows, worker)

    send({}, f"check-{rows()['地図'].pk}")
    assert rows()["地図"].state == "edited"

    client.force_login(make_worker("other"))
    send({}, f"check-{rows()['地図'].pk}")
    assert rows()["地図"].state == "checked"


def test_who_only_translates_cannot_check_or_publish_and_strangers_see_nothing(
    client, rows, translation, make_worker, send
):
    client.force_login(make_worker("writer", "translate_pages", "translate_every_department"))
    assert send(ENGLISH).status_code == 302

    send({}, "checkall")
    send({}, "publish")

    assert {row.state for row in rows().values()} == {"edited"}
    assert translation.get_target_instance().live is False

    client.force_login(make_worker("stranger", "translate_pages"))
    for name in ("translate_page", "exchange"):
        assert client.get(reverse(name, args=[translation.pk])).status_code in (302, 403)
    assert client.post(reverse("translate_page", args=[translation.pk]), {"action": "save"}).status_code in (302, 403)


WRONG = [{"action": "take-9-old"}, {"action": "x"}, {"text-x": "y"}, {"text-٣": "y"}, {"action": "check-99"}, {}]
WRONG += [{f"was-{'9' * 900}": "y"}, {"action": f"check-{'9' * 5000}"}]


def test_what_no_screen_sends_changes_nothing(worker, client, translation, rows):
    key = rows()["地図"].pk
    of_a_string = {f"text-{key}": "", f"was-{key}": ""}
    for data in [*WRONG, {**of_a_string, "action": f"take-{key}-memory-²"}]:
        assert client.post(reverse("translate_page", args=[translation.pk]), data).status_code in (200, 302), data
    assert {row.state for row in rows().values()} == {"missing"}


def test_editing_a_translated_page_opens_the_screen(worker, client, translation, admin_client):
    page = translation.get_target_instance()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert admin_client.get(edit)["Location"] == reverse("translate_page", args=[translation.pk])
    assert admin_client.get(f"{edit}?strings=wagtail").status_code == 200


def test_beginning_asks_for_a_language_and_a_public_page(worker, client, article, english):
    address = reverse("submit_page", args=[article.pk])
    client.post(address, {})
    article.unpublish()
    client.post(address, {"locale": "en"})

    assert not Translation.objects.exists()
    assert StringTranslation.objects.count() == 0


def test_beginning_shows_how_far_each_language_is_and_offers_none_that_people_write(
    worker, client, article, translation
):
    easy = Locale.objects.get_or_create(language_code="ja-simple")[0]
    own = article.copy_for_translation(easy, copy_parents=True)

    soup = BeautifulSoup(client.get(reverse("submit_page", args=[article.pk])).content, "html5lib")

    assert soup.select_one(".state--missing").get_text() == "未訳"
    assert soup.select_one(f'a[href="{reverse("wagtailadmin_pages:edit", args=[own.pk])}"] .state--edited')
    assert soup.select("input[name=locale][value=ja-simple]") == []


def test_pages_above_are_begun_as_drafts_not_as_japanese_aliases(worker, client, article, english):
    client.post(reverse("submit_page", args=[article.pk]), {"locale": "en"})

    pages = article.get_parent().specific_class.objects.filter(locale=english)
    assert [(page.live, page.alias_of_id) for page in pages] == [(False, None)]
    assert Translation.objects.count() == 2


def test_a_screen_of_forty_strings_asks_few_queries(
    worker, client, translation, rows, article, django_assert_max_num_queries
):
    change(article, body=body(*(f"文その{n}です。" for n in range(60))))
    store(rows()["手数料は300円です。"], "The fee is 300 yen.", "machine")
    address = reverse("translate_page", args=[translation.pk])
    client.get(address)

    with django_assert_max_num_queries(60):
        assert len(client.get(address).context["cards"]) == 40


def test_the_history_of_a_string_says_who_wrote_and_checked_what(worker, send, rows, client, translation):
    send({"地図": "Map"})
    send({}, f"check-{rows()['地図'].pk}")

    answer = client.get(reverse("string_history", args=[translation.pk, rows()["地図"].pk]))

    found = [(entry.state, entry.history_user, text) for entry, text in answer.context["entries"]]
    assert found == [("checked", worker, "Map"), ("edited", worker, "Map")]
    assert client.get(reverse("string_history", args=[translation.pk, 999999])).status_code == 404


def test_what_somebody_changed_meanwhile_is_not_marked_as_checked_unread(worker, send, rows, client, translation):
    send({"地図": "Map", "窓口": "Counter"})
    read = client.get(reverse("translate_page", args=[translation.pk])).context["cards"]
    string_states.edit(rows()["地図"], "Plan", worker)

    send({}, f"check-{rows()['地図'].pk}", shown=read)
    assert rows()["地図"].state == "edited"

    send({}, "checkall", shown=read)
    assert {source: row.state for source, row in rows().items() if row.target} == {"地図": "edited", "窓口": "checked"}


def test_only_what_stood_on_the_screen_is_checked(worker, send, rows, monkeypatch):
    send({"地図": "Map", "窓口": "Counter", "粗大ごみ": "Oversized garbage"})
    monkeypatch.setattr(translation_views, "PER_SCREEN", 2)

    send({}, "checkall")

    assert sorted(row.state for row in rows().values() if row.target) == ["checked", "edited", "edited"]


def test_a_saved_string_stands_in_its_field_when_another_one_failed(worker, send, rows):
    answer = send({"地図": "Map", "手数料は300円です。": "The fee is 200 yen."})

    card = next(card for card in answer.context["cards"] if card.row.string.data == "地図")
    assert (card.typed, card.row.state, card.problems) == ("Map", "edited", [])


def test_an_emptied_field_is_not_saved_whatever_the_reason(worker, send, rows):
    send({"地図": "Map"})
    row = rows()["地図"]

    answer = send({"地図": ""}, **{f"excuse-{row.pk}": "いりません"})

    assert answer.status_code == 200
    assert rows()["地図"].target == "Map"
