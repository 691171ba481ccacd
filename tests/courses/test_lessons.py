"""The lessons as pages: the whole, its steps, its questions, and what the list and the courses show of them."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html5lib import HTMLParser
from pypdf import PdfReader
from wagtail.models import Site

from cms.models import CityDocument, VideoPage
from courses.demo.lesson_files import read_lessons, read_staff_lessons
from courses.demo.lessons import load_lesson, load_lessons
from courses.demo.study import load_study
from courses.figures.lessons import make_lesson_tables
from courses.lesson_pictures import draw_picture, find_unknown
from courses.models import LessonIndexPage, LessonPage
from courses.models.lesson_blocks import PictureBlock, QuestionBlock
from tests.factories.courses import make_run, make_session

TODAY = date(2026, 11, 23)
QUERIES_MAXIMUM = 25


@pytest.fixture
def index(section, department) -> LessonIndexPage:
    return section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))


@pytest.fixture
def lesson(index, course) -> LessonPage:
    """The first lesson, taught in the course."""
    return load_lesson(index, read_lessons()[0], {"hajimete-sumaho": course}, {}, TODAY)


def test_every_picture_of_the_lessons_can_be_drawn():
    pictures = [step["picture"] for lesson in [*read_lessons(), *read_staff_lessons()] for step in lesson.data["steps"]]
    english = [
        step["picture"]
        for lesson in read_lessons()
        if lesson.translations
        for step in lesson.translations["en"]["steps"]
    ]

    assert [(p["alt"], bad) for p in pictures if (bad := find_unknown(p["device"], p["shows"]))] == []
    assert [p["alt"] for p in english if find_unknown("phone", p["shows"]) and find_unknown("scene", p["shows"])] == []


def test_a_picture_is_read_as_its_alternative_and_escapes_its_labels():
    svg = draw_picture("phone", ["*button:<b>&"], 'A "button".')

    assert 'role="img" aria-label="A &quot;button&quot;."' in svg
    assert "&lt;b&gt;&amp;</text>" in svg


def test_a_part_that_cannot_be_drawn_is_refused_by_name():
    block = PictureBlock()
    value = block.to_python({"device": "phone", "shows": "button:OK\nrocket:OK", "alt": "ボタンがあります。"})

    with pytest.raises(ValidationError) as caught:
        block.clean(value)

    assert "rocket:OK" in caught.value.block_errors["shows"].message


@pytest.mark.parametrize("right", [0, 2])
def test_a_question_needs_exactly_one_right_answer(right):
    block = QuestionBlock()
    choices = [{"text": "はい", "is_right": at < right, "why": "理由です。"} for at in range(2)]
    value = block.to_python({"question": "どうしますか。", "choices": choices})

    with pytest.raises(ValidationError):
        block.clean(value)


def test_the_lesson_shows_all_of_itself(client, lesson):
    response = client.get("/koza/manabu/sawaru/")
    html = response.content.decode()

    data = read_lessons()[0].data
    shown = [data["aim"], *data["done"], *data["note"]["plan"], *data["note"]["mistakes"]]
    shown += [text for step in data["steps"] for text in (step["heading"], step["text"], step["picture"]["alt"])]
    shown += [choice["why"] for question in data["quiz"] for choice in question["choices"]]
    assert [text for text in shown if text not in html] == []
    assert html.count("もう一度考えてみましょう。") == 3
    HTMLParser(strict=True).parse(html)


def test_the_steps_lead_through_the_lesson_without_form_or_cookie(client, lesson):
    pages = [client.get(f"/koza/manabu/sawaru/{number}/") for number in range(1, 6)]

    texts = [page.content.decode() for page in pages]
    for at, text in enumerate(texts, start=1):
        HTMLParser(strict=True).parse(text)
        onward = f"/koza/manabu/sawaru/{at + 1}/" if at < 5 else "/koza/manabu/sawaru/#quiz"
        assert f'<a class="button" href="{onward}"' in text
        assert f"5のうち {at}つ目" in text
        assert '<a class="nowrap" href="tel:0794000024">0794-00-0024</a>' in text
        assert 'method="post"' not in text.partition("<main")[2].partition("</main>")[0]
    assert [dict(page.cookies) for page in pages] == [{}] * 5


def test_the_handout_is_a_tagged_pdf_of_all_steps(client, lesson):
    response = client.get("/lessons/sawaru.pdf")

    pdf = PdfReader(BytesIO(response.content))
    text = "".join(page.extract_text() for page in pdf.pages).replace(" ", "").replace("\n", "")
    shown = [part for step in read_lessons()[0].data["steps"] for part in (step["heading"], step["text"])]
    catalog = pdf.trailer["/Root"]
    assert response["Content-Disposition"] == 'inline; filename="gakushu-sawaru.pdf"'
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("ja", True)
    assert [part for part in shown if part not in text] == []
    facts = f"（PDF、{len(pdf.pages)}ページ、{len(response.content) / 1024:.1f}KB）".replace(".0KB", "KB")
    link = f'<a class="more" href="/lessons/sawaru.pdf">大きな文字で印刷する{facts}</a>'
    assert link in client.get(lesson.url).content.decode()


def test_beside_a_draft_stands_the_published_handout_and_beside_a_new_lesson_none(client, lesson, admin_user):
    lesson.title = "下書き"
    lesson.steps = []
    lesson.save_revision()
    client.force_login(admin_user)
    public = client.get(lesson.url).content.decode().partition("大きな文字で印刷する")[2].partition("<")[0]

    draft = client.get(f"/kanri/pages/{lesson.pk}/view_draft/").content.decode()
    lesson.unpublish()
    new = client.get(f"/kanri/pages/{lesson.pk}/view_draft/").content.decode()

    assert draft.partition("大きな文字で印刷する")[2].partition("<")[0] == public
    assert ("下書き" in draft, "大きな文字で印刷する" in new) == (True, False)


def test_without_the_font_the_reader_is_told_what_to_print(client, lesson, monkeypatch, tmp_path):
    monkeypatch.setattr("courses.paper.FONT_DIR", tmp_path / "none")

    response = client.get("/lessons/sawaru.pdf")

    assert response.status_code == 503
    assert f'<a class="more" href="{lesson.url}">' in response.content.decode()


def test_a_lesson_that_is_not_published_has_no_handout(client, lesson):
    lesson.unpublish()

    assert client.get("/lessons/sawaru.pdf").status_code == 404


@pytest.mark.parametrize("number", [0, 6])
def test_a_step_that_is_not_there_is_not_found(client, lesson, number):
    assert client.get(f"/koza/manabu/sawaru/{number}/").status_code == 404


def test_runs_of_its_courses_are_offered(client, lesson, course, venue):
    make_session(make_run(course, "A"), timezone.localdate() + timedelta(days=30), venue)

    html = client.get(lesson.url).content.decode()

    assert ("会場で学べる講座" in html, f'{course.url}#run-A"' in html) == (True, True)


def test_list_shows_paths_and_topics_and_costs_the_same_for_more_lessons(client, index, course):
    first = load_lesson(index, read_lessons()[0], {}, {}, TODAY)
    index.paths = path_of(first)
    index.save()
    with_one = count_queries(client, index.url)
    others = [load_lesson(index, lesson, {}, {1: first}, TODAY) for lesson in read_lessons()[1:3]]
    others[1].unpublish()
    index.paths = path_of(first, *others)
    index.save()

    with_three = count_queries(client, index.url)

    html = client.get(index.url).content.decode()
    assert with_three == with_one <= QUERIES_MAXIMUM
    assert (html.count(f'href="{first.url}"'), html.count(others[1].url)) == (2, 0)
    assert "全部で30分くらい" in html
    HTMLParser(strict=True).parse(html)


def test_a_path_has_a_page_of_its_own(client, index, course):
    first = load_lesson(index, read_lessons()[0], {}, {}, TODAY)
    second = load_lesson(index, read_lessons()[1], {}, {1: first}, TODAY)
    hidden = load_lesson(index, read_lessons()[2], {}, {1: first}, TODAY)
    hidden.unpublish()
    index.paths = path_of(first, hidden, second)
    index.save()

    html = client.get(f"{index.url}michi/1/").content.decode()

    HTMLParser(strict=True).parse(html)
    assert "<h1>道すじ「はじめて」</h1>" in html
    assert html.index(first.url) < html.index(second.url)
    assert (hidden.url in html, "全部で30分くらい" in html) == (False, True)
    assert f'href="{index.url}michi/1/"' in client.get(index.url).content.decode()
    assert [client.get(f"{index.url}michi/{number}/").status_code for number in (0, 2)] == [404, 404]


def count_queries(client, url: str) -> int:
    """Return how many queries the page takes with nothing remembered."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def path_of(*lessons: LessonPage) -> str:
    value = {"title": "はじめて", "aim": "さわれるまで。", "lessons": [lesson.pk for lesson in lessons]}
    return json.dumps([{"type": "path", "value": value}])


def test_the_demo_loads_every_lesson_and_path(client, catalogue):
    loaded = [load_lessons(TODAY), load_lessons(TODAY)]
    counted = [load_study(TODAY), load_study(TODAY)]

    index = LessonIndexPage.objects.get()
    paths = [[page.title for page in block.value["lessons"]] for block in index.paths]
    assert loaded == [24, 0]
    assert (counted[0] > 1000, counted[1]) == (True, 0)
    assert make_lesson_tables(2026)["lesson-steps"].rows
    assert [len(path) for path in paths] == [5, 5, 4, 3, 4]
    assert paths[3][0] == "写真をとる、さがす、片づける"
    assert {page.practice: page.slug for page in LessonPage.objects.exclude(practice="")} == {
        "typing": "mojinyuryoku",
        "application": "moshikomi",
        "qr-check": "nijigen-code",
        "booking": "yoyaku",
        "payment": "denshibarai",
        "fake-warning": "damashi",
    }
    assert '<a class="more" href="/apply/renshu/">' in client.get("/koza/manabu/moshikomi/").content.decode()
    for lesson in LessonPage.objects.live():
        lesson.full_clean()
    assert index.get_prev_sibling().pk == catalogue.pk
    assert '<a href="/koza/manabu/">' in client.get("/koza/ict/").content.decode()


def test_a_film_is_shown_with_captions_and_its_words(client, lesson, section, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = [CityDocument.objects.create(title=name, file=ContentFile(b"x", name)) for name in ("a.webm", "a.vtt")]
    words = {"duration": "36秒", "captions_note": "日本語の字幕があります", "transcript": "<p>電源を入れます。</p>"}
    film = VideoPage(title="電源の入れ方", slug="dengen", film=files[0], captions=files[1], **words)
    section.add_child(instance=film)
    lesson.film = film
    lesson.save_revision().publish()

    html = client.get(lesson.url).content.decode()
    film.unpublish()
    cache.clear()

    HTMLParser(strict=True).parse(html)
    assert f'src="{files[0].url}"' in html
    assert f'<track kind="captions" srclang="ja" label="日本語" src="{files[1].url}" default>' in html
    assert "<p>電源を入れます。</p>" in html
    assert "動画で見る" not in client.get(lesson.url).content.decode()
