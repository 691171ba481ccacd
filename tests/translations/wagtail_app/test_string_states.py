"""The state of each string, by whichever way its translation was written, and after the Japanese page has changed."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import ArticlePage
from tests.translations.wagtail_app.conftest import body
from translations.wagtail_app import drafting, string_states
from translations.wagtail_app.page_states import Label, problems_before_publishing, state_of
from translations.wagtail_app.state_models import CheckRule, PageState, StringState

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
ENGLISH = {
    "粗大ごみ": "Oversized garbage",
    "手数料は300円です。": "The fee is 300 yen.",
    "朝8時までに出します。": "Put it out by 8 a.m.",
    "地図": "Map",
    "窓口": "Counter",
}


def translate_all(rows, user, texts=ENGLISH):
    for source, row in rows().items():
        assert string_states.edit(row, texts[source], user) == []


def states(rows):
    return {source: row.state for source, row in rows().items()}


def publish_target(translation):
    translation = Translation.objects.get(pk=translation.pk)  # with the source as it is now
    translation.save_target(publish=False)
    page = translation.get_target_instance()
    page.get_latest_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def change(article, **values):
    page = ArticlePage.objects.get(pk=article.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_new_page_misses_everything_and_nothing_of_it_is_public(translation, rows):
    assert set(states(rows).values()) == {"missing"}
    assert set(rows()) == set(ENGLISH)
    assert translation.get_target_instance().live is False
    assert translation.page_state.missing == 5


def test_what_a_person_writes_is_edited_and_another_person_checks_it(translation, rows, make_worker):
    writer, checker = make_worker("writer"), make_worker("checker")
    translate_all(rows, writer)

    assert string_states.check(rows().values(), checker, NOW) == []

    row = rows()["地図"]
    assert (row.state, row.edited_by, row.checked_by, row.checked_at) == ("checked", writer, checker, NOW)
    assert [entry.state for entry in row.history.all()] == ["checked", "edited"]


def test_a_wrong_figure_is_refused_unless_a_checker_says_why_it_is_right(translation, rows, make_worker):
    writer, checker = make_worker("writer", "translate_pages", "translate_every_department"), make_worker("checker")
    row = rows()["手数料は300円です。"]

    findings = string_states.edit(row, "The fee is 200 yen.", writer, excuse="I know better.")

    assert {finding.check for finding in findings if finding.is_certain} == {"figures"}
    assert rows()["手数料は300円です。"].state == "missing"

    string_states.edit(row, "The fee is 200 yen.", checker, excuse="The fee was lowered today.")

    row = rows()["手数料は300円です。"]
    assert (row.state, row.excuse) == ("edited", "The fee was lowered today.")


def store(row, text, kind, **values):
    place = {"translation_of_id": row.string_id, "locale": row.translation.target_locale, "context_id": row.context_id}
    return StringTranslation.objects.create(**place, data=text, translation_type=kind, **values)


def test_the_other_ways_of_wagtail_localize_are_heard_and_checked(translation, rows, make_worker):
    writer = make_worker()
    store(rows()["地図"], "Map", "machine", tool_name="argos")
    store(rows()["窓口"], "Counter", "manual", last_translated_by=writer)
    wrong = store(rows()["手数料は300円です。"], "The fee is 200 yen.", "manual", last_translated_by=writer)

    found = rows()
    assert (found["地図"].state, found["窓口"].state, found["窓口"].edited_by) == ("machine", "edited", writer)
    assert (found["手数料は300円です。"].state, found["手数料は300円です。"].draft) == (
        "missing",
        "The fee is 200 yen.",
    )
    assert "300" in found["手数料は300円です。"].reasons[0]["ja"]
    wrong.refresh_from_db()
    assert wrong.has_error

    wrong.delete()
    StringTranslation.objects.get(data="Counter").delete()
    assert rows()["窓口"].state == "missing"


def test_a_text_with_a_warning_that_somebody_deleted_may_be_drafted_again(translation, rows, make_worker):
    row = rows()["朝8時までに出します。"]
    wordy = "Put it out by 8 a.m., and not later than that, so that those who come for it see it"
    wordy += " and take it along with all the rest of it, and so on."
    warnings = string_states.edit(row, wordy, make_worker())

    StringTranslation.objects.get(context=row.context, translation_of=row.string).delete()

    assert [finding.is_certain for finding in warnings] == [False]
    assert row in drafting.open_strings(translation)


def test_what_the_memory_serves_is_the_work_of_the_person_who_wrote_it(
    translation, rows, make_worker, article, english
):
    writer = make_worker()
    translate_all(rows, writer)
    other = ArticlePage(title="粗大ごみ", slug="other", answer="")
    article.get_parent().add_child(instance=other)
    translate_object(other, [english])
    row = StringState.objects.get(translation__source__object_id=other.translation_key)

    text = store(row, "Oversized garbage", "machine", tool_name="argos")

    row.refresh_from_db()
    text.refresh_from_db()
    assert (row.state, row.edited_by, text.translation_type) == ("edited", writer, "manual")


def test_changed_strings_become_stale_and_the_others_keep_their_state(translation, rows, article, make_worker):
    worker = make_worker()
    translate_all(rows, worker)
    string_states.check(rows().values(), worker, NOW)
    publish_target(translation)

    change(article, answer="手数料は400円です。", body=body("新しい文です。", "窓口", "朝9時までに出します。", "地図"))

    found = rows()
    assert states(rows) == {
        "粗大ごみ": "checked",
        "手数料は400円です。": "stale",
        "新しい文です。": "missing",
        "窓口": "checked",
        "朝9時までに出します。": "stale",
        "地図": "checked",
    }
    stale = found["手数料は400円です。"]
    assert (stale.old_source, stale.old_target) == ("手数料は300円です。", "The fee is 300 yen.")
    assert stale.stale_since is not None
    assert found["朝9時までに出します。"].old_target == "Put it out by 8 a.m."

    change(article, answer="手数料は300円です。")

    assert (rows()["手数料は300円です。"].state, rows()["手数料は300円です。"].target) == (
        "checked",
        "The fee is 300 yen.",
    )


def test_a_sentence_that_moves_into_another_block_keeps_its_translation(translation, rows, article, make_worker):
    worker = make_worker()
    translate_all(rows, worker)
    string_states.check(rows().values(), worker, NOW)

    change(article, body=body("朝8時までに出します。", "窓口") + body("地図", block="text-2"))

    assert set(states(rows).values()) == {"checked"}
    assert rows()["地図"].checked_by == worker
    translation = Translation.objects.get(pk=translation.pk)
    translation.save_target(publish=False)
    page = translation.get_target_instance().get_latest_revision_as_object()
    assert [block.value.source for block in page.body] == ["<p>Put it out by 8 a.m.</p><p>Counter</p>", "<p>Map</p>"]


def test_readers_are_told_of_the_public_page_not_of_the_work_on_it(translation, rows, article, make_worker):
    worker = make_worker()
    translate_all(rows, worker)
    store_machine = rows()["地図"]
    StringTranslation.objects.filter(data="Map").delete()
    store(store_machine, "Map", "machine", tool_name="argos")
    page = publish_target(translation)
    assert state_of(page) == Label("machine")

    string_states.check([rows()["地図"]], worker, NOW)
    assert state_of(page).state == "edited"
    assert state_of(page).person_on is not None

    change(article, answer="手数料は400円です。")
    label = state_of(page)
    assert (label.state, label.stale_since is not None) == ("edited", True)

    string_states.edit(rows()["手数料は400円です。"], "The fee is 400 yen.", worker)
    assert state_of(page).stale_since == label.stale_since  # readers still have the old page

    publish_target(translation)
    assert state_of(page).stale_since is None


def test_an_older_version_made_public_again_does_not_pass_for_the_newest(translation, rows, article, make_worker):
    worker = make_worker()
    translate_all(rows, worker)
    page = publish_target(translation)
    change(article, answer="手数料は400円です。")
    since = state_of(page).stale_since
    string_states.edit(rows()["手数料は400円です。"], "The fee is 400 yen.", worker)
    string_states.check(rows().values(), worker, NOW)

    page.get_latest_revision().publish()  # as from the list of pages

    assert ArticlePage.objects.get(pk=page.pk).answer == "The fee is 300 yen."
    assert state_of(page) == Label("machine", None, since)

    publish_target(translation)
    assert (state_of(page).state, state_of(page).stale_since) == ("checked", None)


def test_a_machines_page_is_a_persons_only_once_a_person_has_published_it_freely(
    translation, rows, article, make_worker
):
    translate_all(rows, make_worker())
    StringTranslation.objects.filter(data="Map").delete()
    store(rows()["地図"], "Map", "machine", tool_name="argos")
    page = publish_target(translation)

    Translation.objects.filter(pk=translation.pk).update(enabled=False)
    assert state_of(page) == Label("machine")

    change(page, title="Large garbage")
    assert state_of(ArticlePage.objects.get(pk=page.pk)).state == ""


def test_publishing_again_without_a_change_makes_nothing_stale_and_a_changed_file_does(
    translation, rows, article, make_worker
):
    translate_all(rows, make_worker())
    page = publish_target(translation)

    change(article)
    assert state_of(page).stale_since is None

    change(article, slug="sodai-gomi", seo_title="")
    assert PageState.objects.get(translation=translation).source_changed_at is not None


def test_two_queries_tell_a_reader_the_state(translation, rows, article, make_worker, django_assert_max_num_queries):
    translate_all(rows, make_worker())
    page = publish_target(translation)
    with django_assert_max_num_queries(1):
        state_of(page)
    with django_assert_max_num_queries(2):
        state_of(article)


def test_nothing_missing_stale_or_unchecked_becomes_public(translation, rows, article, make_worker):
    worker, other = make_worker(), make_worker("other")
    page = translation.get_target_instance()
    [missing] = problems_before_publishing(page)
    assert "「粗大ごみ」" in missing
    assert problems_before_publishing(article) == []

    translate_all(rows, worker)
    assert problems_before_publishing(page) == []

    rule = CheckRule.objects.create(page=article.get_parent(), kind="disaster", needs_four_eyes=True)
    [four_eyes] = problems_before_publishing(page)
    assert "5" in four_eyes
    assert len(string_states.check(rows().values(), worker, NOW)) == 1  # the writer is not the second person
    assert string_states.check(rows().values(), other, NOW) == []
    assert problems_before_publishing(page) == []

    StringTranslation.objects.filter(data="Map").delete()
    store(rows()["地図"], "Map", "machine")
    [machine] = problems_before_publishing(page)
    assert "「地図」" in machine
    assert len(string_states.check([rows()["地図"]], other, NOW)) == 1  # nobody has written it yet

    rule.kind, rule.needs_four_eyes = "none", False
    rule.save()
    assert problems_before_publishing(page) == []


@pytest.mark.parametrize("right", ["translate_pages", "check_translations"])
def test_without_the_right_or_outside_the_own_department_nothing_is_done(rows, make_worker, right):
    stranger = make_worker("stranger", right)

    with pytest.raises(PermissionDenied):
        string_states.edit(rows()["地図"], "Map", stranger)
    with pytest.raises(PermissionDenied):
        string_states.check([rows()["地図"]], stranger, NOW)
