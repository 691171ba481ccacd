"""The forms in English: every page, every question and every mistake; what the city and the person wrote stays as it is."""

import re

import html5lib
import pytest
from django.utils.translation import override

from courses.models import CourseRun, Enrolment, Notification
from tests.courses.public.conftest import ANSWERS

pytestmark = pytest.mark.django_db
JAPANESE = re.compile("[\u3041-\u309f\u30a1-\u30fa\u4e00-\u9fff]+")
# Proper names, examples of Japanese writing, and the way back.
KEPT = {"日本語で見る", "小野", "花子", "おの", "はなこ", "昭和"}


@pytest.fixture
def visitor(person):
    """Somebody who chose English."""
    person.browser.post("/display/", {"forms": "en", "next": "/"})
    return person


def find_japanese(response, *data: str) -> set[str]:
    """Return the Japanese words of the title and of the main part, without those of the data."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    main = next(tree.iter("main"))
    title = next(tree.iter("title"))
    texts = [*main.itertext(), *(title.text or "").split(" | ")[:2]]
    texts += [element.get(name, "") for element in main.iter() for name in ("aria-label", "placeholder", "alt")]
    text = " ".join(texts)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, "")
    return set(JAPANESE.findall(text)) - KEPT


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


def test_every_page_of_an_application_is_english(visitor, lottery):
    run, known = lottery, names_of(lottery)
    start = visitor.get(f"/apply/{run.code}/")
    visitor.post(f"/apply/{run.code}/")
    found = {"start": find_japanese(start, *known)}
    answers = ANSWERS | {
        "home": ANSWERS["home"] | {"first_time": "yes"},
        "together": {"together": "pair", "relation": ""},
    }
    partner = {"name": "小野 正", "reading": "おの ただし", "era": "昭和", "year": "20", "month": "1", "day": "2"}
    for slug, answer in {**answers, "partner": partner}.items():
        question = visitor.get(f"/apply/{run.code}/{slug}/")
        wrong = visitor.post(f"/apply/{run.code}/{slug}/", dict.fromkeys(answer, "x"))
        found |= {slug: find_japanese(question, *known), f"{slug} wrong": find_japanese(wrong, *known)}
        visitor.post(f"/apply/{run.code}/{slug}/", answer)
    typed = [
        text for answer in (*answers.values(), partner) for text in answer.values() if isinstance(text, str) and text
    ]
    check = visitor.get(f"/apply/{run.code}/check/")
    done = visitor.post(f"/apply/{run.code}/check/")
    found |= {"check": find_japanese(check, *known, *typed), "done": find_japanese(done, *known, *typed)}

    assert {name: words for name, words in found.items() if words} == {}
    page = start.content.decode()
    assert (start.headers["Content-Language"], '<html lang="en"' in page) == ("en", True)
    assert '<header class="site-header" lang="ja">' in page  # header and footer stay Japanese, and say so
    assert '<footer class="site-footer" lang="ja">' in page
    assert "ふりがな" in page.partition("<main")[0]
    assert Enrolment.objects.count() == 2


def test_looking_up_changing_and_cancelling_is_english(visitor, run):
    known = [*names_of(run), "小野 花子"]
    visitor.apply(run)
    number = Enrolment.objects.get().receipt_number
    pages = [visitor.get("/enrolment/"), visitor.look_up("123", "x"), visitor.look_up(number)]
    pages += [visitor.get(f"/enrolment/change/{slug}/") for slug in ("phone", "notice", "home")]
    pages += [visitor.get("/enrolment/cancel/"), visitor.post("/enrolment/cancel/"), visitor.post("/enrolment/undo/")]

    assert [find_japanese(page, *known) for page in pages] == [set()] * len(pages)
    assert [page.status_code for page in pages] == [200] * len(pages)


def test_messages_stay_japanese_whatever_the_form_was(visitor, run):
    visitor.apply(run)

    with override("ja"):
        texts = list(Notification.objects.values_list("subject", "text"))
    assert texts
    assert [JAPANESE.search(subject) is not None for subject, _text in texts] == [True] * len(texts)
    assert [re.findall(r"\b(?:Monday|a\.m\.|p\.m\.|January)\b", text) for _subject, text in texts] == [[]] * len(texts)


def test_the_rest_of_the_site_and_those_who_chose_nothing_read_japanese(person, visitor, run):
    assert '<html lang="ja"' in visitor.get(run.course.url).content.decode()
    visitor.browser.post("/display/", {"forms": "standard", "next": "/"})

    assert '<html lang="ja"' in visitor.get(f"/apply/{run.code}/").content.decode()
