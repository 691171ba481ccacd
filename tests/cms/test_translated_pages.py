"""What wagtail-localize does by itself and must not do here: each test fails with the package's own behaviour.

The table of such behaviours is translations.md §1.6. Those about fields, blocks and engines are tried elsewhere:
slugs, readings and telephone numbers (test_translatable_fields.py); tables and unknown blocks (test_translatable_blocks.py);
memory over pages, a person's words before a program's (tests/translations/wagtail_app/test_machine_translator.py);
sentence splitting without a download, telemetry, lost numbers, links and names (tests/translations/test_engines.py and its
neighbours). Pages that are older than their Japanese original have tests of their own.
"""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.signals import page_published
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.operations import translate_object

from a11y_checker.wagtail_app.obstacles import GateClosedError
from a11y_checker.wagtail_app.postponed import left_to_the_nightly_run
from cms.models import AccessibilityPage, AccessibilityPolicyPage, ArticlePage, HomePage
from tests.cms.doors import edit_url, shown
from tests.factories.translations import fill, submit, translate

pytestmark = pytest.mark.django_db
PATH = "/en/kurashi/kenshin/gan/"


@pytest.fixture(autouse=True)
def _cold_cache():
    """A page that an earlier test has read would be kept for a minute."""
    cache.clear()


@pytest.fixture
def officer(client, staffed, make_user):
    user = make_user("web", "ウェブ担当")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return user


@pytest.fixture
def english(home):
    """The English home page: without it nothing below it has an address."""
    return translate(home, text="Home {}")


def live_pages(language: str = "en"):
    return Page.objects.filter(locale__language_code=language).live()


def test_each_language_has_its_record_after_migrating(db, settings):
    codes = set(Locale.objects.values_list("language_code", flat=True))

    assert codes == {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}


# --- Submitting -----------------------------------------------------------------------------------------------------


def says_not_translated(client, path: str) -> bool:
    """Say whether there is but the page that tells readers of English that there is none in their language."""
    html = client.get(path).content.decode()
    return "This page is not in English" in html and 'content="noindex"' in html


def test_submitting_a_public_page_puts_no_japanese_at_the_foreign_address(client, english, officer, health_page):
    locale = Locale.objects.get(language_code="en")

    translate_object(health_page, [locale], user=officer)  # what wagtail-localize's own form does

    assert health_page.get_translation(locale).live is False
    assert says_not_translated(client, PATH)
    # The sections above it were made as place holders, in Japanese.
    assert says_not_translated(client, "/en/kurashi/")
    assert says_not_translated(client, "/en/kurashi/kenshin/")
    assert list(live_pages()) == [english.page_ptr]


def test_the_button_of_wagtail_localize_leads_to_the_citys_own_screen(client, english, officer, health_page):
    button = reverse("wagtail_localize:submit_page_translation", args=[health_page.pk])

    answer = client.get(button)
    of_foreign_page = client.get(reverse("wagtail_localize:submit_page_translation", args=[english.pk]))

    assert [template.name for template in answer.templates if template.name.startswith("translations/")][:1] == [
        "translations/submit_page.html"
    ]
    assert of_foreign_page.url == reverse("wagtailadmin_pages:edit", args=[english.pk])


def test_place_holders_stay_drafts_when_their_original_is_published_again(english, health_section, health_page):
    submit(health_page)

    health_section.title = "健康診断"
    health_section.save_revision().publish()

    assert list(live_pages()) == [english.page_ptr]


def test_synchronising_a_whole_language_makes_nothing_public(english, health_page):
    japanese, vietnamese = (Locale.objects.get(language_code=code) for code in ("ja", "vi"))

    LocaleSynchronization.objects.create(locale=vietnamese, sync_from=japanese)

    assert Page.objects.filter(locale=vietnamese).exists()
    assert not live_pages("vi").exists()


# --- Publishing -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_translators_editor_refuses_missing_texts_and_names_them(client, english, officer, health_page):
    translation = submit(health_page)
    [missing] = fill(translation, leave_out=1)
    page = translation.get_target_instance()

    response = client.post(edit_url(page), {"action": "publish"}, follow=True)

    assert f"まだ翻訳していない文が1個あります：「{missing}」" in shown(response)
    assert live_pages().filter(pk=page.pk).exists() is False
    fill(translation)
    with left_to_the_nightly_run():
        client.post(edit_url(page), {"action": "publish"})
    assert client.get(PATH).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_translators_editor_refuses_a_page_that_some_cannot_use(client, home, officer, health_page):
    translate(home, "ja-simple", "ことば {}")
    translation = submit(health_page, "ja-simple")
    fill(translation, "日　時：4月{}日")
    page = translation.get_target_instance()

    response = client.post(edit_url(page), {"action": "publish"}, follow=True)

    assert "「日　時」は、言葉の途中に空白があります。" in shown(response)
    assert not live_pages("ja-simple").filter(pk=page.pk).exists()
    fill(translation, "日時：4月{}日")
    client.post(edit_url(page), {"action": "publish"})
    assert live_pages("ja-simple").filter(pk=page.pk).exists()


def test_the_citys_translation_screen_refuses_a_page_that_some_cannot_use(client, home, officer, health_page):
    translate(home, "ja-simple", "ことば {}")
    translation = submit(health_page, "ja-simple")
    fill(translation, "日　時：4月{}日")
    page, screen = translation.get_target_instance(), reverse("translate_page", args=[translation.pk])

    response = client.post(screen, {"action": "publish"}, follow=True)

    assert "「日　時」は、言葉の途中に空白があります。" in shown(response)
    assert not live_pages("ja-simple").filter(pk=page.pk).exists()
    fill(translation, "日時：4月{}日")
    client.post(screen, {"action": "publish"})
    assert live_pages("ja-simple").filter(pk=page.pk).exists()


def publish_by_revision(page):
    page.get_latest_revision().publish()


def publish_by_saving(page):
    page.live = True
    page.save()


def publish_again(page):
    """Wagtail's API of the admin uses this without asking the page."""
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    PublishPageRevisionAction(page.get_latest_revision()).execute(skip_permission_checks=True)


def publish_by_wagtail_localize(page):
    Translation.objects.get(source__object_id=page.translation_key).save_target(publish=True)


@pytest.mark.parametrize("way", [publish_by_revision, publish_by_saving, publish_again, publish_by_wagtail_localize])
@pytest.mark.parametrize("text", [None, "健康のために Text {}"], ids=["missing", "Japanese left"])
def test_no_way_leads_out_with_japanese(client, english, health_page, way, text, django_capture_on_commit_callbacks):
    translation = submit(health_page)
    if text:
        fill(translation, text)
        translation.save_target(publish=False)

    with pytest.raises(GateClosedError, match="翻訳して"), django_capture_on_commit_callbacks(execute=True):
        way(translation.get_target_instance())

    assert says_not_translated(client, PATH)


@pytest.mark.parametrize("way", [publish_by_revision, publish_by_wagtail_localize])
def test_no_way_of_a_program_leads_out_with_a_failure(home, health_page, way, django_capture_on_commit_callbacks):
    translate(home, "ja-simple", "ことば {}")
    translation = submit(health_page, "ja-simple")
    fill(translation, "日　時：4月{}日")
    translation.save_target(publish=False)

    with pytest.raises(GateClosedError, match="「日　時」"), django_capture_on_commit_callbacks(execute=True):
        way(translation.get_target_instance())

    assert not live_pages("ja-simple").filter(translation_key=health_page.translation_key).exists()


def test_what_the_program_writes_in_japanese_stays_japanese(client, english, officer, home):
    parent = home.add_child(instance=AccessibilityPage(title="ウェブアクセシビリティ", slug="accessibility"))
    policy = parent.add_child(instance=AccessibilityPolicyPage(title="方針", slug="hoshin", scope="市のページ"))
    locale = Locale.objects.get(language_code="en")

    answer = client.get(reverse("submit_page", args=[policy.pk]))
    copy = policy.copy_for_translation(locale, copy_parents=True)
    copy.title, copy.scope = "Policy", "All pages"

    assert answer.status_code in (302, 403)
    assert find_line(client, policy) is None
    assert find_line(client, parent)
    with pytest.raises(GateClosedError, match="日本語だけ"):
        copy.save_revision().publish()
    assert says_not_translated(client, "/en/accessibility/hoshin/")


def find_line(client, page):
    lines = client.get(reverse("translation_board")).context["lines"]
    return next((line for line in lines if line.page.pk == page.pk), None)


def test_a_page_written_by_hand_in_a_foreign_tree_is_asked_too(english):
    page = english.add_child(instance=ArticlePage(title="Waste", slug="waste", locale=english.locale, live=False))
    page.answer = "ごみの出し方です。"
    revision = page.save_revision()

    with pytest.raises(GateClosedError, match="日本語が残っています：「ごみの出し方です。」"):
        revision.publish()


def test_a_planned_publication_is_held_back(english, health_page):
    translation = submit(health_page)
    page = translation.get_target_instance()

    page.publish(page.get_latest_revision(), log_action="wagtail.publish.scheduled")

    assert not live_pages().filter(pk=page.pk).exists()


def test_a_draft_is_not_written_into_the_public_translation(client, english, health_page):
    translate(health_page)
    translation = submit(health_page)
    fill(translation, "Changed {}")

    translation.save_target(publish=False)

    assert "Text 1" in client.get(PATH).content.decode()
    draft = translation.get_target_instance().get_latest_revision()
    assert draft.as_object().title == "Changed 1"
    with left_to_the_nightly_run():
        draft.publish()
    cache.clear()
    assert "Changed 1" in client.get(PATH).content.decode()


def test_a_changed_original_does_not_change_what_the_public_sees(client, english, health_page):
    translate(health_page)
    health_page.answer = "年に2回受けられます。"
    health_page.save_revision().publish()

    submit(health_page)

    shown_page = client.get(PATH).content.decode()
    assert "Text 2" in shown_page
    assert "年に" not in shown_page


def test_easy_japanese_is_not_published_as_a_program_wrote_it(client, home, section):
    translate(home, "ja-simple", "ことば {}")
    translation = submit(section, "ja-simple")
    fill(translation, "くらしの ことです {}", machine=True)
    translation.save_target(publish=False)
    page = translation.get_target_instance()

    with pytest.raises(GateClosedError, match="やさしい日本語は人が書きます"):
        page.get_latest_revision().publish()

    fill(translation, "くらしの ことです {}")
    page.get_latest_revision().publish()
    assert "くらしの ことです 1" in client.get("/ja-simple/kurashi/").content.decode()


def test_publishing_tells_the_signal_only_of_what_is_public(english, health_page):
    heard = []

    def listen(instance, **kwargs):
        heard.append(instance.pk)

    page_published.connect(listen)
    try:
        translation = submit(health_page)
        with pytest.raises(GateClosedError):
            translation.get_target_instance().get_latest_revision().publish()
    finally:
        page_published.disconnect(listen)

    assert heard == []


def test_rows_of_a_page_are_translated_with_it(home, health_page):
    from cms.models import PopularLink, TopTask

    home.tasks.set([TopTask(page=health_page, name="健診", icon="kenko")])
    home.popular_links.set([PopularLink(page=health_page, text="がん検診")])
    home.save()

    english = HomePage.objects.get(pk=translate(home).pk)

    assert [task.name for task in english.tasks.all()] == ["Text 3"]
    assert [link.text for link in english.popular_links.all()] == ["Text 4"]
    assert [task.name for task in HomePage.objects.get(pk=home.pk).tasks.all()] == ["健診"]
