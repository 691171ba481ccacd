"""The demo city in other languages, loaded: public, whole, in its language, and right by the checker's own rules."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models import Q
from django.utils import translation
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from a11y_checker.wagtail_app.judging import find_failures, judge_response
from cms.demo.languages import CHECKED_LANGUAGES, CHECKER, WRITER
from cms.demo.translated_files import EASY_JAPANESE, find_languages, read_easy_pages, read_translations
from cms.languages import LANGUAGES
from tests.factories.demo_city import forget_everything, loaded_city
from translations.wagtail_app.state_models import StringState

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
PATHS = {language: list(read_translations(language)) for language in find_languages()}
PATHS[EASY_JAPANESE] = list(read_easy_pages())
each_language = pytest.mark.parametrize("language", PATHS)


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup, django_db_blocker, built_city, tmp_path_factory):
    with django_db_blocker.unblock(), loaded_city(built_city, tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def cold_caches(db):
    forget_everything()


def live_pages(language):
    return Page.objects.live().filter(locale__language_code=language)


@each_language
def test_every_text_of_the_demo_is_public_at_the_address_of_its_japanese_page(language):
    addresses = {page.get_url() for page in live_pages(language)}

    assert addresses == {f"/{language}/{path}/".replace("//", "/") for path in PATHS[language]}


@pytest.mark.parametrize("language", find_languages())
def test_pages_are_made_by_people_through_the_translators_tables(language):
    translations = Translation.objects.filter(target_locale__language_code=language)

    assert translations.count() == len(PATHS[language])
    for row in translations.select_related("source", "target_locale"):
        segments = StringSegment.objects.filter(source=row.source).annotate_translation(row.target_locale)
        assert not segments.filter(translation__isnull=True).exists()
    texts = StringTranslation.objects.filter(locale__language_code=language)
    assert set(texts.values_list("translation_type", flat=True)) == {StringTranslation.TRANSLATION_TYPE_MANUAL}


def test_each_text_names_who_wrote_it_and_who_has_checked_it():
    writer, checker = (get_user_model().objects.get(username=name) for name in (WRITER, CHECKER))
    is_checked = Q(translation__target_locale__language_code__in=CHECKED_LANGUAGES)
    checked, others = StringState.objects.filter(is_checked), StringState.objects.exclude(is_checked)

    for user in (writer, checker):
        assert (user.is_active, user.has_usable_password(), user.groups.count()) == (False, False, 0)
    assert set(others.values_list("state", "edited_by", "checked_by")) == {("edited", writer.pk, None)}
    assert set(checked.values_list("state", "edited_by", "checked_by")) == {("checked", writer.pk, checker.pk)}
    steps = checked.first().history.order_by("history_id").values_list("state", "history_user")
    assert list(steps) == [("edited", writer.pk), ("checked", checker.pk)]


def test_pages_stand_in_the_order_of_the_japanese_ones():
    japanese = Page.objects.get(url_path="/home/kurashi/gomi/")
    wanted = [page.slug for page in japanese.get_children().live()]
    english = japanese.get_translations().get(locale__language_code="en")

    slugs = [page.slug for page in english.get_children().live()]
    assert slugs == [slug for slug in wanted if slug in slugs]


@each_language
def test_every_page_passes_the_checker_in_its_own_language(client, language):
    failures = {}
    for page in live_pages(language).specific():
        with translation.override(language):
            response = client.get(page.get_url())
        assert response.status_code == 200
        report = judge_response(page, response)
        if found := find_failures(report):
            failures[page.get_url()] = [(finding.rule, finding.selector) for finding in found]

    assert failures == {}


@each_language
def test_links_between_pages_stay_in_the_language(client, language):
    address = f"/{language}/kurashi/gaikokujin/"

    soup = BeautifulSoup(client.get(address).content.decode(), "html5lib")

    assert soup.html["lang"] == LANGUAGES[language].lang
    links = soup.select("main ul.links a")
    assert [link["href"].split("/")[1] for link in links] == [language] * 4
    titles = {page.title for page in live_pages(language)}
    assert {without_readings(link) for link in links} <= titles


def without_readings(link):
    for reading in link.select("rt, rp"):
        reading.extract()
    return link.get_text()


def test_a_second_load_changes_nothing():
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at"))

    call_command("load_demo")

    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at")) == before
