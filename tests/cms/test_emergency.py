"""Emergency notices: which is shown, in which words, until when."""

from datetime import UTC, datetime, timedelta

import pytest
import yaml
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.dates import say_moment
from cms.demo.records import load_phrases
from cms.models import EmergencyNotice, EmergencyPhrase
from cms.models.emergency import PHRASE_FIELDS, find_current_notice
from scripts.console import ROOT
from tests.factories.emergency import make_phrase
from translations import judge_easy
from translations.facts import facts_of
from translations.quality.figures import compare
from translations.wagtail_app.glossaries import name_in_languages
from translations.wagtail_app.models import GlossaryTerm

pytestmark = pytest.mark.django_db
DEMO = ROOT / "cms" / "demo"
JAPAN = timezone.get_default_timezone()
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def make_notice(kenko):
    phrases = {}

    def make(level="caution", place="中島町", begins=-1, ends=1, **fields) -> EmergencyNotice:
        phrase = phrases.get(level) or phrases.setdefault(level, make_phrase(f"phrase-{level}", level))
        return EmergencyNotice.objects.create(
            phrase=phrase,
            place=place,
            sender=kenko,
            starts_at=NOW + timedelta(hours=begins),
            expires_at=NOW + timedelta(hours=ends),
            **fields,
        )

    return make


def test_worst_level_is_shown(make_notice):
    make_notice("info")
    worst = make_notice("emergency", begins=-3)
    make_notice("caution")

    assert find_current_notice(NOW) == worst


def test_newest_of_a_level_is_shown(make_notice):
    make_notice("caution", begins=-3)
    newest = make_notice("caution", begins=-1)

    assert find_current_notice(NOW) == newest


def test_real_notice_comes_before_a_drill(make_notice):
    make_notice("emergency", is_drill=True)
    real = make_notice("info")

    assert find_current_notice(NOW) == real


@pytest.mark.parametrize(("begins", "ends", "is_shown"), [(0, 1, True), (-2, -1, False), (1, 2, False), (-1, 0, False)])
def test_notice_is_shown_from_its_beginning_until_its_end(make_notice, begins, ends, is_shown):
    notice = make_notice(begins=begins, ends=ends)

    assert find_current_notice(NOW) == (notice if is_shown else None)


def test_notice_appears_at_once_and_goes_at_once(make_notice):
    assert find_current_notice(NOW) is None

    notice = make_notice()
    assert find_current_notice(NOW) == notice

    notice.delete()
    assert find_current_notice(NOW) is None


def test_cached_notice_ends_on_time(make_notice):
    make_notice(ends=1)
    find_current_notice(NOW)

    assert find_current_notice(NOW + timedelta(hours=1)) is None


def test_place_stands_in_every_language(make_notice):
    notice = make_notice(place="中島町")

    assert notice.get_text("ja") == "ja 中島町"
    assert dict(notice.get_translations()) == {
        "ja-simple": "ja-simple 中島町",
        "en": "en Nakashima-cho",
        "zh-Hans": "zh-Hans 中岛町",
        "ko": "ko 나카시마초",
        "vi": "vi Nakashima-cho",
        "pt-BR": "pt-BR Nakashima-cho",
    }


@pytest.mark.parametrize(
    ("place", "english"),
    [
        ("小田町、中島町", "Oda-cho, Nakashima-cho"),
        ("市内全域", "the whole city"),
        ("小田町の川ぞい", "小田町の川ぞい"),
    ],
)
def test_only_a_place_that_the_glossary_knows_wholly_is_translated(make_notice, place, english):
    assert make_notice(place=place).get_text("en") == f"en {english}"


def test_the_city_s_own_name_of_a_place_is_used(make_notice):
    GlossaryTerm.objects.create(locale="en", term="三ツ池地区", target="Mitsuike Area", kind="name")

    assert make_notice(place="三ツ池地区").get_text("en") == "en Mitsuike Area"


def test_the_banner_asks_for_names_once(make_notice, django_assert_num_queries):
    make_notice()
    find_current_notice(NOW)

    with django_assert_num_queries(0):
        assert find_current_notice(NOW).get_text("ko") == "ko 나카시마초"


def test_a_phrase_whose_languages_differ_is_refused():
    phrase = make_phrase()
    phrase.text_ja, phrase.text_en, phrase.text_ko = (
        "{place}で3時から断水します。",
        "No water from 4:00 a.m.",
        "{place} 단수",
    )
    with pytest.raises(ValidationError) as refusal:
        phrase.clean()

    wrong = refusal.value.message_dict
    assert any("{place}" in text for text in wrong["text_en"])
    assert any("03:00" in text for text in wrong["text_en"])
    assert any("03:00" in text for text in wrong["text_ko"])


def test_the_demo_s_phrases_say_the_same_in_every_language():
    rows = yaml.safe_load((DEMO / "emergency_phrases.yaml").read_text(encoding="utf-8"))

    for row in rows:
        EmergencyPhrase(**{PHRASE_FIELDS[code]: text for code, text in row["texts"].items()}).clean()

    assert len(rows) > 10


def test_language_without_a_phrase_gets_easy_japanese(make_notice):
    assert make_notice().get_text("th") == "ja-simple 中島町"


def test_notice_that_ends_before_it_begins_is_refused(make_notice):
    with pytest.raises(ValidationError) as refusal:
        make_notice(begins=2, ends=1).full_clean()

    assert list(refusal.value.message_dict) == ["expires_at"]


def test_history_says_what_was_changed(make_notice):
    notice = make_notice(place="中島町")
    notice.place = "王子町"
    notice.save()

    assert [entry.place for entry in notice.history.all()] == ["王子町", "中島町"]


def test_notice_is_ended_from_the_list_by_a_press(make_notice, kenko, make_user, client):
    from cms.roles import make_city_groups

    make_city_groups()
    client.force_login(make_user("kinkyu", "緊急情報担当"))
    notice = make_notice()
    notice.starts_at, notice.expires_at = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)
    notice.save()
    url = reverse("end_emergency_notice", args=[notice.pk])

    opened = client.get(url)
    is_still_shown = EmergencyNotice.objects.get().is_shown_now
    client.post(url)

    assert (opened.status_code, is_still_shown) == (200, True)
    assert not EmergencyNotice.objects.get().is_shown_now


def test_stranger_cannot_end_a_notice(make_notice, make_user, client):
    from cms.models import Department
    from cms.roles import set_up_department

    set_up_department(Department.objects.get())
    client.force_login(make_user("hensyu", "健康課 編集"))
    notice = make_notice()

    response = client.post(reverse("end_emergency_notice", args=[notice.pk]))

    assert response.status_code == 302
    assert EmergencyNotice.objects.get().expires_at == notice.expires_at


def test_drill_says_so_in_lists(make_notice):
    assert str(make_notice(is_drill=True)) == "[注意] 【訓練】ja 中島町"


def test_list_of_notices_says_yes_and_no_in_japanese(admin_client, make_notice):
    make_notice("emergency", is_drill=True)

    html = admin_client.get("/kanri/snippets/cms/emergencynotice/").content.decode()

    assert "はい" in html
    assert "False" not in html
    assert "True" not in html


def load_demo_phrases() -> list[EmergencyPhrase]:
    return load_phrases(DEMO / "emergency_phrases.yaml")


def test_the_demo_has_a_phrase_for_what_happens_to_a_town():
    keys = {phrase.key for phrase in load_demo_phrases()}

    evacuation = {"koreisha-hinan", "hinan-shiji", "kinkyu-anzen-kakuho", "hinanjo-kaisetsu", "hinanjo-heisa", "kaijo"}
    nature = {"ooame", "hanran", "dosha", "jishin", "taifu", "necchusho"}
    supply = {"dansui", "dansui-made", "dansui-kaijo", "teiden", "teiden-made", "teiden-kaijo", "tsukodome", "kyuko"}
    assert {*evacuation, *nature, *supply, "kunren"} <= keys


def test_every_phrase_fills_in_every_language_without_a_leftover(kenko):
    begins, ends = datetime(2026, 11, 23, 21, 10, tzinfo=JAPAN), datetime(2026, 12, 5, 6, 0, tzinfo=JAPAN)
    wrong = []
    for phrase in load_demo_phrases():
        notice = EmergencyNotice(phrase=phrase, place="中島町", sender=kenko, starts_at=begins, expires_at=ends)
        notice.places = name_in_languages(notice.place)
        said = facts_of(notice.get_text("ja"), "ja")
        for language in PHRASE_FIELDS:
            text = notice.get_text(language)
            is_same = language == "ja" or not any(compare(said, facts_of(text, language.lower())))
            has_place = (notice.places.get(language.lower()) or "中島町") in text
            if "{" in text or "}" in text or "○" in text or not is_same or not has_place:
                wrong.append((phrase.key, language, text))

    assert wrong == []


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("ja", "11月23日(月)午後9時10分"),
        ("ja-simple", "11月23日（月曜日）午後9時10分"),
        ("en", "9:10 p.m. on Monday 23 November"),
        ("zh-Hans", "11月23日 星期一 21:10"),
        ("ko", "11월 23일 월요일 21:10"),
        ("vi", "21:10 Thứ 2, 23/11"),
        ("pt-BR", "21:10 de segunda-feira, 23 de novembro"),
    ],
)
def test_a_moment_is_told_as_each_language_does(language, moment):
    assert say_moment(datetime(2026, 11, 23, 12, 10, tzinfo=UTC), language) == moment


def test_phrases_in_easy_japanese_are_easy(kenko):
    hard = {}
    for phrase in load_demo_phrases():
        notice = EmergencyNotice(phrase=phrase, place="中島町", starts_at=NOW, expires_at=NOW)
        report = judge_easy(notice.get_text("ja-simple"), is_disaster=True)
        if not report.is_good:
            hard[phrase.key] = [(finding.rule, finding.ja) for finding in report.findings]

    assert hard == {}


def test_who_has_read_a_phrase_is_forgotten_when_it_changes():
    phrase = make_phrase()
    phrase.text_en, phrase.checked_by = "Water outage in {place}", "en: A. Smith, 1 November"
    phrase.clean()
    phrase.save()
    phrase.order = 5
    phrase.clean()
    assert phrase.checked_by == "en: A. Smith, 1 November"

    phrase.text_en = "No water in {place}"
    phrase.clean()

    assert phrase.checked_by == ""


def test_a_blank_that_nobody_fills_is_refused():
    phrase = make_phrase()
    phrase.text_ja, phrase.text_en, phrase.text_ko = "{place}{from}", "{place}", "{place}{from}{untill}"

    with pytest.raises(ValidationError) as refusal:
        phrase.clean()

    wrong = refusal.value.message_dict
    assert any("{from}" in text for text in wrong["text_en"])
    assert any("{until}" in text for text in wrong["text_ko"])
