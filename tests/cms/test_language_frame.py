"""What surrounds a page in another language: its own words, the way to the other languages, where the text comes from."""

import re
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.template.loader import get_template
from django.utils import translation
from django.utils.html import strip_tags
from wagtail.models import Page

from a11y_checker.wagtail_app.gate import find_obstacles
from a11y_checker.wagtail_app.links.inside import Inside
from cms.fingerprints import find_fingerprints
from cms.languages import LANGUAGES
from cms.models import CitySettings, CityWords, DisplaySettingsPage, EmergencyNotice
from cms.models.site_pages import CHOICE_LABELS, CHOICE_LEGENDS
from cms.templatetags.cms_tags import if_own_words, in_own_words, phone, seireki_wareki, tel, with_city_links
from tests.factories.emergency import make_phrase
from tests.factories.translations import fill, submit, translate

pytestmark = pytest.mark.django_db
FOREIGN = [code for code in LANGUAGES if not code.startswith("ja")]
JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
# Shown in Japanese only: results of the yearly test are made by the program, and nobody translates them.
ONLY_JAPANESE = {"accessibility_policy_page.html", "accessibility_result_page.html"}
# So is the switch of furigana.
FURIGANA = re.compile(r'\{% translate "(?:ふりがな|を(?:つける|はずす))"[^%]*%\}')
TEXTS = {
    "en": "Information {} about living in this city",
    "zh-hans": "关于在本市生活的信息，请在这里查看详细内容 {}",
    "ko": "이 도시에서 사는 것에 대한 정보를 여기에서 볼 수 있습니다 {}",
    "vi": "Thông tin {} về cuộc sống ở thành phố này",
    "pt-br": "Informação {} sobre a vida nesta cidade",
}


@pytest.fixture(autouse=True)
def _cold_cache():
    cache.clear()


def read(client, path, status=200, **options):
    response = client.get(path, **options)
    assert response.status_code == status, path
    return BeautifulSoup(response.content.decode(), "html5lib")


def frame_texts() -> set[str]:
    """The texts that public templates ask the catalogues for."""
    found = set()
    for folder in ("", "components", "cms", "blocks"):
        for path in (settings.BASE_DIR / "templates" / folder).glob("*.html"):
            if path.name in ONLY_JAPANESE:
                continue
            text = FURIGANA.sub("", path.read_text(encoding="utf-8"))
            found |= set(re.findall(r'\{% translate "([^"]+)"', text))
            for block in re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", text, re.DOTALL):
                found.add(re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block.strip()))
    return {text for text in found if JAPANESE.search(text)}


# --- Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FOREIGN)
def test_every_text_of_the_frame_has_words_in_each_language(code):
    texts = frame_texts()
    assert len(texts) > 100

    with translation.override(code):
        missing = {text for text in texts if translation.gettext(text) == text}

    assert missing == set()


@pytest.mark.parametrize("code", FOREIGN)
def test_translated_texts_keep_their_places_for_words(code):
    catalogue = polib.pofile(
        Path(settings.BASE_DIR, "cms/locale", translation.to_locale(code), "LC_MESSAGES/django.po")
    )

    for entry in catalogue:
        for words in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(re.findall(r"%\(\w+\)s", entry.msgid)) == sorted(re.findall(r"%\(\w+\)s", words)), entry
            assert not re.search("[ぁ-ゖ]", words.replace("やさしいまち", "")), words


@pytest.mark.parametrize("code", FOREIGN)
def test_display_settings_have_words_in_each_language(code):
    labels = [label for name, found in CHOICE_LABELS.items() if name != "forms" for label in found.values()]

    with translation.override(code):
        words = [str(label) for label in [*labels, *CHOICE_LEGENDS.values()]]
        same = [word for word in words if word in {"大", "特大"} or not re.search("[ぁ-ヿ一-鿿]", word)]

    assert len(words) > 20
    assert [word for word in words if re.search("[ぁ-ゖ]", word)] == []
    assert code == "zh-hans" or same == words


def test_display_settings_page_marks_the_names_of_other_languages(client, home):
    page = home.add_child(instance=DisplaySettingsPage(title="表示の設定", slug="settings", answer="選べます。"))
    translate(home, "en", TEXTS["en"])
    translate(page, "en", TEXTS["en"])

    labels = read(client, "/en/settings/").select('label[for^="forms-"] span')

    assert {label.get_text(): label.get("lang", "") for label in labels} == {
        language.own_name: "" if language.code == "en" else language.lang for language in LANGUAGES.values()
    }


def test_search_and_missing_pages_in_easy_japanese_have_furigana(client, home):
    translate(home, "ja-simple", "このページは小野市の案内です{}")

    pages = [read(client, "/ja-simple/search/"), read(client, "/ja-simple/nai/", 404), read(client, "/nai/", 404)]

    assert [bool(page.main.ruby) for page in pages] == [True, True, False]


@pytest.mark.parametrize("code", FOREIGN)
def test_a_page_in_each_language_passes_the_gate(home, tax_section, zeimu, code):
    CityWords.objects.create(language=code, name="Ono")
    translate(home, code, TEXTS[code])
    translation_ = submit(tax_section, code)
    fill(translation_, TEXTS[code])
    translation_.save_target(publish=False)

    obstacles = find_obstacles(translation_.get_target_instance(), route="test")

    assert [str(obstacle) for obstacle in obstacles] == []


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ja", "2026年（令和8年）11月28日"),
        ("ja-simple", "2026年11月28日"),
        ("en", "28 November 2026"),
        ("pt-br", "28 de novembro de 2026"),
        ("vi", "28/11/2026"),
    ],
)
def test_dates_are_those_of_the_language(code, written):
    from datetime import date

    with translation.override(code):
        assert seireki_wareki(date(2026, 11, 28)) == written


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("0794-63-1000", "0794-63-1000 (+81-794-63-1000)", "tel:+81794631000"),
        ("0120-00-0000", "0120-00-0000", "tel:0120000000"),
        ("119", "119", "tel:119"),
        ("#8000", "#8000", "tel:#8000"),
    ],
)
def test_telephone_numbers_can_be_dialled_from_anywhere(number, shown, dialled):
    with translation.override("en"):
        assert (strip_tags(phone(number)), tel(number)) == (shown, dialled)
    with translation.override("ja"):
        assert (phone(number), tel(number)) == (number, "tel:" + number.replace("-", ""))


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0794-63-1000", "+81794631000"),
        ("0794631000", "+81794631000"),
        ("0120-00-0000", "0120000000"),
        ("119", "119"),
        ("0794631000,,12", "0794631000,,12"),
    ],
)
def test_telephone_links_in_running_text_can_be_dialled_from_anywhere(written, dialled):
    with translation.override("vi"):
        assert with_city_links(f'<p><a href="tel:{written}">0794</a></p>') == f'<p><a href="tel:{dialled}">0794</a></p>'
    with translation.override("ja-simple"):
        assert "+81" not in with_city_links(f'<p><a href="tel:{written}">0794</a></p>')


def test_japanese_names_without_words_are_marked_as_japanese(db):
    with translation.override("en"):
        assert in_own_words("まだ名のない課") == '<span lang="ja">まだ名のない課</span>'
        assert if_own_words("月曜から金曜") == ""
        assert in_own_words("小野市") == "Ono City"
        assert in_own_words("9:00 – 17:00") == if_own_words("9:00 – 17:00") == "9:00 – 17:00"
    assert in_own_words("まだ名のない課") == "まだ名のない課"


def test_city_has_its_words_in_each_language(client, home):
    CityWords.objects.create(language="vi", name="Thành phố Ono", opening_hours="Thứ Hai đến thứ Sáu")
    translate(home, "vi", TEXTS["vi"])
    translate(home, "en", TEXTS["en"])

    assert "Thành phố Ono" in read(client, "/vi/").footer.get_text()
    assert "Thứ Hai đến thứ Sáu" in read(client, "/vi/").footer.get_text()
    english = read(client, "/en/")
    assert english.title.get_text().endswith("| Ono City")
    assert "午前" not in english.footer.get_text()


# --- The way to the other languages ---------------------------------------------------------------------------------------


def test_chooser_names_each_language_in_itself(client, home, tax_page):
    for code in ("en", "vi"):
        translate(home, code, TEXTS[code])
    translate(tax_page, "en", TEXTS["en"])

    soup = read(client, "/kurashi/zei/koteishisan/")

    links = [(a["href"], a["lang"], a["hreflang"], a.get_text()) for a in soup.select(".tools__names a")]
    assert links == [
        ("/kurashi/zei/koteishisan/", "ja", "ja", "日本語"),
        ("/en/kurashi/zei/koteishisan/", "en", "en", "English"),
        ("/vi/kurashi/zei/koteishisan/", "vi", "vi", "Tiếng Việt"),
    ]
    assert soup.select_one(".tools__names [aria-current]").get_text() == "日本語"
    # Search engines are told only of what there is.
    alternates = {link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")}
    assert alternates == {
        "ja": "http://testserver/kurashi/zei/koteishisan/",
        "en": "http://testserver/en/kurashi/zei/koteishisan/",
        "x-default": "http://testserver/kurashi/zei/koteishisan/",
    }
    assert read(client, "/en/").select_one("meta[property='og:locale']")["content"] == "en_US"


def test_a_city_with_one_language_has_no_chooser(client, tax_page):
    soup = read(client, "/kurashi/zei/koteishisan/")

    assert not soup.select(".tools__languages, link[hreflang]")


def test_forms_keep_their_own_choice(client, home, tax_page):
    translate(home, "en", TEXTS["en"])
    client.cookies["display"] = "forms=en"

    soup = read(client, "/enrolment/")

    assert not soup.select(".tools__languages")
    assert soup.html["lang"] == "en"
    assert (soup.header.get("lang"), soup.footer.get("lang")) == (None, None)
    assert soup.select_one("header a")["href"] == "/en/"


@pytest.mark.parametrize(
    ("code", "word"), [("en", "not in English"), ("vi", "chưa có tiếng Việt"), ("ko", "한국어로 없습니다")]
)
def test_a_missing_page_says_so_in_its_language(client, home, tax_page, code, word):
    translate(home, code, TEXTS[code])
    translate(home, "ja-simple", "市の ことです {}")
    translate(tax_page, "ja-simple", "税金の ことです {}")

    soup = read(client, f"/{code}/kurashi/zei/koteishisan/")

    assert soup.html["lang"] == code
    assert word in soup.h1.get_text()
    ways = [link["href"] for link in soup.select("main .links a")]
    assert ways == ["/kurashi/zei/koteishisan/", "/ja-simple/kurashi/zei/koteishisan/", f"/{code}/"]
    assert soup.select_one(".links__note[lang=ja]").get_text() == tax_page.title
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_an_address_that_no_language_has_is_simply_not_found(client, home):
    translate(home, "en", TEXTS["en"])

    assert "Page not found" in read(client, "/en/nothing/", status=404).h1.get_text()


def test_links_in_a_text_lead_to_its_own_language(client, home, tax_page, health_page):
    translate(home, "en", TEXTS["en"])
    health_page.body = [("text", f'<p><a linktype="page" id="{tax_page.pk}">税金</a></p>')]
    health_page.save_revision().publish()
    page = translate(health_page, "en", "Text")

    with translation.override("en"):
        from wagtail.rich_text import expand_db_html

        html = expand_db_html(f'<a linktype="page" id="{tax_page.pk}">Tax</a>')

    assert html == '<a href="/en/kurashi/zei/koteishisan/">Tax</a>'
    assert page.url == "/en/kurashi/kenshin/gan/"
    # The list of dead links knows that a page stands there which says what there is instead.
    assert Inside().leads_somewhere("/en/kurashi/zei/koteishisan/")
    assert Inside().leads_somewhere(page.url)
    assert not Inside().leads_somewhere("/en/kurashi/nothing/")


# --- Where the text comes from --------------------------------------------------------------------------------------------


def test_label_of_a_machine_and_of_a_person(client, home, section, tax_page):
    translate(home, "en", TEXTS["en"])
    translate(tax_page, "en", TEXTS["en"])
    machine = submit(section)
    fill(machine, TEXTS["en"], machine=True)
    machine.save_target(publish=False)
    from a11y_checker.wagtail_app.postponed import left_to_the_nightly_run

    with left_to_the_nightly_run():
        machine.get_target_instance().get_latest_revision().publish()

    label = read(client, "/en/kurashi/").select_one(".origin")
    assert "Machine-translated, not checked by a person" in label.get_text()
    assert label.select_one("a[hreflang=ja]")["href"] == "/kurashi/"
    assert "Translated by a person" in read(client, "/en/kurashi/zei/koteishisan/").select_one(".origin").get_text()
    assert not read(client, "/kurashi/").select(".origin")


def test_label_gives_the_day_of_check_and_of_change():
    from datetime import date

    from cms.versions import Origin

    origin = Origin("checked", date(2026, 11, 16), date(2026, 11, 20), "/kurashi/", "/ja-simple/kurashi/")
    with translation.override("en"):
        html = get_template("components/origin.html").render({"origin": origin})

    assert "Checked by a person on 16 November 2026." in html
    assert "The Japanese page was changed on 20 November 2026." in html
    assert "origin--stale" in html
    assert '<a href="/ja-simple/kurashi/" hreflang="ja-simple">' in html


def test_emergency_is_told_in_the_language_of_the_page_first(client, home, kenko, health_page):
    translate(home, "en", TEXTS["en"])
    phrase = make_phrase()
    EmergencyNotice.objects.create(
        phrase=phrase, place="小田町", sender=kenko, action_page=health_page, action_text="ひなん所を見る"
    )

    banner = read(client, "/en/").select_one(".banner")

    assert phrase.text_en.split("{place}")[0].strip() in banner.select_one("p").get_text()
    assert banner.select_one(".banner__languages li")["lang"] == "ja"
    assert banner.select_one(".banner__action")["href"] == "/en/kurashi/kenshin/gan/"
    assert banner.select_one(".banner__action").get_text() == "What to do"


def test_pages_in_other_languages_cost_few_queries(client, home, tax_page, zeimu, django_assert_max_num_queries):
    CitySettings.for_site(home.get_site())
    translate(home, "en", TEXTS["en"])
    translate(tax_page, "en", TEXTS["en"])

    for path in ("/en/", "/en/kurashi/zei/koteishisan/", "/en/kurashi/kenshin/", "/en/search/?q=city"):
        cache.clear()
        with django_assert_max_num_queries(25):
            client.get(path)


def test_variants_of_a_page_stay_few(client, home):
    """The language stands in the address; the cookie adds nothing to it."""
    from cms.page_cache import cache_key

    translate(home, "en", TEXTS["en"])
    keys = {cache_key(client.get("/en/", headers={"accept-language": code}).wsgi_request) for code in LANGUAGES}

    assert len(keys) == 1
    assert Page.objects.live().filter(locale__language_code="en").count() == 1


def test_the_nightly_run_fetches_every_page_in_another_language(home, tax_page):
    translate(home, "en", TEXTS["en"])
    page = translate(tax_page, "en", TEXTS["en"])

    found = find_fingerprints()

    assert (page.pk in found, tax_page.pk in found) == (False, True)  # what a label says is in no page's own rows
