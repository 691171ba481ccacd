"""The forms in other languages: every page, question and mistake; what the city and the person wrote stays as it is."""

import gettext
import re
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils.translation import override, to_locale

from cms.languages import describe
from cms.models import CitySettings
from cms.preferences import FORM_LANGUAGES
from courses.models import CourseRun, Enrolment, Learner, Notification
from courses.notifications import SEPARATOR, render
from tests.courses.public.conftest import ANSWERS
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db
JAPANESE = re.compile("[\u3041-\u309f\u30a1-\u30fa\u4e00-\u9fff]+")
KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]+")
CATALOGUES = Path(settings.BASE_DIR) / "courses" / "locale"
FOREIGN = [language for language in FORM_LANGUAGES if not language.startswith(("standard", "ja"))]
# Proper names, examples of Japanese writing, and the way back.
KEPT = {"日本語で見る", "日本語", "やさしい日本語", "简体中文", "小野", "花子", "おの", "はなこ", "昭和"}


def choose(person, language: str):
    """Return the person, who chose the language of the forms."""
    person.browser.post("/display/", {"forms": language, "next": "/"})
    return person


@pytest.fixture
def visitor(person):
    return choose(person, "en")


def find_japanese(response, *data: str, pattern: re.Pattern = JAPANESE) -> set[str]:
    """Return the Japanese words of the title and of the main part, without those of the data."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    main = next(tree.iter("main"))
    title = next(tree.iter("title"))
    texts = [*main.itertext(), *(title.text or "").split(" | ")[:2]]
    texts += [element.get(name, "") for element in main.iter() for name in ("aria-label", "placeholder", "alt")]
    text = " ".join(texts)
    for known in sorted([*data, *KEPT], key=len, reverse=True):
        text = text.replace(known, "")
    return set(pattern.findall(text))


def names_of(run: CourseRun) -> list[str]:
    department = run.course.responsible_department
    return [
        "小野市",
        run.full_title,
        *run.places,
        "小野",
        "河合",
        "来住",
        "市場",
        "大部",
        "下東条",
        department.name,
        department.hours,
    ]


@pytest.fixture
def lottery(run) -> CourseRun:
    CourseRun.objects.filter(pk=run.pk).update(policy="lottery", tiers="first_timers", minimum_age=60)
    return CourseRun.objects.get(pk=run.pk)


@pytest.mark.parametrize(("language", "pattern"), [("en", JAPANESE), ("zh-hans", KANA)])
def test_every_page_of_an_application_is_in_the_language(person, lottery, language, pattern):
    visitor, run, known = choose(person, language), lottery, names_of(lottery)

    def find(response, *data):
        return find_japanese(response, *known, *data, pattern=pattern)

    start = visitor.get(f"/apply/{run.code}/")
    visitor.post(f"/apply/{run.code}/")
    found = {"start": find(start)}
    answers = ANSWERS | {
        "home": ANSWERS["home"] | {"first_time": "yes"},
        "together": {"together": "pair", "relation": ""},
    }
    partner = {"name": "小野 正", "reading": "おの ただし", "era": "昭和", "year": "20", "month": "1", "day": "2"}
    for slug, answer in {**answers, "partner": partner}.items():
        question = visitor.get(f"/apply/{run.code}/{slug}/")
        wrong = visitor.post(f"/apply/{run.code}/{slug}/", dict.fromkeys(answer, "x"))
        found |= {slug: find(question), f"{slug} wrong": find(wrong)}
        visitor.post(f"/apply/{run.code}/{slug}/", answer)
    typed = [
        text for answer in (*answers.values(), partner) for text in answer.values() if isinstance(text, str) and text
    ]
    check = visitor.get(f"/apply/{run.code}/check/")
    done = visitor.post(f"/apply/{run.code}/check/")
    found |= {"check": find(check, *typed), "done": find(done, *typed)}

    assert {name: words for name, words in found.items() if words} == {}
    page = start.content.decode()
    assert (start.headers["Content-Language"], f'<html lang="{describe(language).lang}"' in page) == (language, True)
    assert (
        '<header class="site-header" lang="ja">' in page
    )  # no pages in it: header and footer stay Japanese, and say so
    assert '<footer class="site-footer" lang="ja">' in page
    assert "ふりがな" in page.partition("<main")[0]
    assert (Enrolment.objects.count(), Learner.objects.first().language) == (2, language)


@pytest.mark.parametrize("language", ["en", "ja-simple"])
def test_header_and_footer_are_in_the_language_where_the_site_has_it(person, run, catalogue, language):
    home = catalogue.get_parent().get_parent().specific
    translate(home, language, "このページは案内です{}" if language == "ja-simple" else "Life in this city {}")
    CitySettings.objects.update_or_create(site=home.get_site(), defaults={"courses_page": catalogue})

    page = BeautifulSoup(choose(person, language).get(f"/apply/{run.code}/").content, "html5lib")

    assert page.html["lang"] == describe(language).lang
    assert [page.header.get("lang"), page.footer.get("lang")] == [None, None]
    assert page.select_one(".site-header__brand")["href"] == f"/{language}/"
    assert [link["href"] for link in page.select(".breadcrumb a")] == [f"/{language}/", catalogue.url]


def test_catalogue_tells_in_which_languages_one_can_apply(person, run, catalogue):
    def read():
        return BeautifulSoup(person.get(catalogue.url).content, "html5lib").select('main button[name="forms"]')

    assert {button["value"]: (button.get_text(), button["lang"]) for button in read()} == {
        value: (name, describe(value).lang) for value, name in FORM_LANGUAGES.items()
    }
    choose(person, "ko")
    assert [button["value"] for button in read() if button.get("aria-current")] == ["ko"]


def test_looking_up_changing_and_cancelling_is_english(visitor, run):
    known = [*names_of(run), "小野 花子"]
    visitor.apply(run)
    number = Enrolment.objects.get().receipt_number
    pages = [visitor.get("/enrolment/"), visitor.look_up("123", "x"), visitor.look_up(number)]
    pages += [visitor.get(f"/enrolment/change/{slug}/") for slug in ("phone", "notice", "home")]
    pages += [visitor.get("/enrolment/cancel/"), visitor.post("/enrolment/cancel/"), visitor.post("/enrolment/undo/")]

    assert [find_japanese(page, *known) for page in pages] == [set()] * len(pages)
    assert [page.status_code for page in pages] == [200] * len(pages)


def read_catalogue(language: str) -> dict[str, str]:
    with (CATALOGUES / to_locale(language) / "LC_MESSAGES" / "django.mo").open("rb") as file:
        catalogue = dict(gettext.GNUTranslations(file)._catalog)
    return {text: words for text, words in catalogue.items() if text}


@pytest.mark.parametrize("language", [one for one in FOREIGN if one != "en"])
def test_every_language_has_all_the_words_with_their_values(language):
    words, whole = read_catalogue(language), read_catalogue("zh-hans")

    assert set(words) == set(whole)
    values = re.compile(r"%\(\w+\)[sd]")
    assert {one: sorted(values.findall(one)) for one in words} == {
        one: sorted(values.findall(text)) for one, text in words.items()
    }
    pattern = KANA if language == "zh-hans" else JAPANESE
    assert set(pattern.findall(" ".join(words.values()))) <= {"小野", "花子", "おの", "はなこ"}


def test_easy_japanese_has_furigana_and_says_it_more_simply(person, run):
    page = choose(person, "ja-simple").get(f"/apply/{run.code}/").content.decode()

    assert '<html lang="ja"' in page  # to voices and fonts it is Japanese
    assert "<rt>" in page.partition("<main")[2]
    assert "会員になることや" in re.sub(r"<rp>.*?</rp>|<rt>.*?</rt>|<[^>]+>", "", page)


def test_languages_are_offered_by_their_own_names(person, run):
    page = person.get(f"/apply/{run.code}/").content.decode()

    offered = re.findall(r'name="forms" value="([\w-]+)" lang="([\w-]+)"[^>]*>([^<]+)</button>', page)
    assert offered == [(value, describe(value).lang, name) for value, name in FORM_LANGUAGES.items()]
    assert page.count('aria-current="true">日本語</button>') == 1


def texts_of(visitor, run, **changes) -> list[str]:
    visitor.apply(run, **changes)
    return [f"{one.subject}\n{one.text}" for one in Notification.objects.all()]


def test_a_mail_is_written_in_the_persons_language_and_in_japanese(person, run):
    mail = ANSWERS["notice"] | {"contact_channel": "email", "email": "hanako@example.jp"}

    received, decided = texts_of(choose(person, "vi"), run, notice=mail)

    own, _line, japanese = decided.partition(SEPARATOR)
    assert own.startswith("Quý vị đã có chỗ (")
    assert "Kính gửi 小野 花子" in own
    assert "受講が決まりました。お待ちしています。" in japanese
    assert "Đã tiếp nhận đăng ký" in received


def test_a_letter_keeps_to_the_languages_that_can_be_printed(person, run, settings):
    letter = ANSWERS["notice"] | {"contact_channel": "letter", "address": "小野市中島町1"}

    texts = texts_of(choose(person, "ko"), run, notice=letter)

    assert [SEPARATOR in text for text in texts] == [False, False]
    settings.COURSES = {"LETTER_LANGUAGES": ["ko"]}
    assert SEPARATOR in texts_of(person, run, notice=letter, name={"name": "小野 正", "reading": "おの ただし"})[-1]


def test_easy_japanese_messages_have_their_readings(person, run):
    mail = ANSWERS["notice"] | {"contact_channel": "email", "email": "hanako@example.jp"}

    texts = texts_of(choose(person, "ja-simple"), run, notice=mail)

    assert "受付番号（うけつけばんごう）：" in texts[0]


def test_the_script_for_a_call_names_the_persons_language(person, run):
    visitor = choose(person, "pt-br")
    visitor.apply(run)

    with override("ja"):
        _subject, script = render(Enrolment.objects.get(), "offer", "phone", {})
    assert "ことば：「Português (Brasil)」の画面で申し込まれました。" in script
    assert SEPARATOR not in Notification.objects.first().text  # what is told on the telephone stays Japanese


def test_the_rest_of_the_site_and_those_who_chose_nothing_read_japanese(person, visitor, run):
    assert '<html lang="ja"' in visitor.get(run.course.url).content.decode()
    visitor.browser.post("/display/", {"forms": "standard", "next": "/"})

    assert '<html lang="ja"' in visitor.get(f"/apply/{run.code}/").content.decode()
