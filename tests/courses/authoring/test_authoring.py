"""Lessons as files, copies of a path, the next day to look again, and what the editor is told about long sentences."""

import io
import json
import zipfile
from datetime import date

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from courses.authoring.copying import copy_path
from courses.authoring.files import MAX_BYTES, import_lesson, read_file, to_data, write_file
from courses.demo.lesson_files import FOLDER, read_lessons, read_staff_lessons
from courses.demo.lessons import load_lesson, make_path
from courses.enrolment.errors import InputProblem, NotAllowed
from courses.lesson_wording import find_long_sentences, measure_lesson
from courses.models import LessonIndexPage, LessonPage
from courses.models.lesson_form import LessonForm
from courses.roles import COURSE_STAFF, make_course_roles
from tests.factories.courses import make_staff

FILES = sorted(path for path in FOLDER.glob("*/*.yaml") if path.name.count(".") == 1)
GOOD = {
    "title": "写真をとる",
    "aim": "写真をとれる。",
    "level": 1,
    "minutes": 15,
    "device": "phone",
    "competences": ["5.1"],
    "steps": [
        {
            "heading": "かまえる",
            "text": "両手で持ちます。",
            "picture": {"alt": "両手で持つ絵です。", "device": "phone", "shows": ["*button:写す"]},
        }
    ],
    "quiz": [
        {
            "question": "どうしますか。",
            "choices": [{"text": "はい", "right": True, "why": "訳。"}, {"text": "いや", "why": "訳。"}],
        }
    ],
}
STEP, CHOICES = GOOD["steps"][0], GOOD["quiz"][0]["choices"]


def as_file(data) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True).encode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_demo_can_be_taken_over(path):
    assert read_file(path.read_bytes())["title"]


def test_the_demo_has_files_to_take_over():
    assert len(FILES) == len(read_lessons()) + len(read_staff_lessons()) == 30


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"steps": [STEP | {"text": "あ" * 81}]}, "stepsの1番目の text：80文字までです（いま81文字）。"),
        ({"steps": []}, "steps：1から8までの数にしてください。"),
        ({"steps": "x"}, "steps：行を「- 」で始める一覧にしてください。"),
        ({"steps": [[]]}, "stepsの1番目：「名前: 値」の形で書いてください。"),
        ({"title": 5}, "title：文字で書いてください。"),
        ({"title": ""}, "title：何か書いてください。"),
        ({"title": "a\x9fb"}, "title：使えない文字が入っています。"),
        ({"level": 9}, "level：1から8までの数を書いてください。"),
        ({"minutes": True}, "minutes：1から120までの数を書いてください。"),
        ({"minutes": float("nan")}, "minutes：1から120までの数を書いてください。"),
        ({"device": ["phone"]}, "device：次のどれかにしてください：phone、computer"),
        ({"script": "x"}, "script は使えません。"),
        (
            {"steps": [STEP | {"picture": STEP["picture"] | {"shows": ["rocket:x"]}}]},
            "stepsの1番目の picture：「rocket:x」は、かけません。",
        ),
        (
            {"quiz": [{"question": "か。", "choices": [row | {"right": True} for row in CHOICES]}]},
            "quizの1番目：正しい答え（right: true）を1つだけにしてください。",
        ),
        ({"steps": [STEP | {"words": {"x": 1}}]}, "stepsの1番目の wordsの「x」：文字で書いてください。"),
        ({"before": {"a": 1}}, "before：行を「- 」で始める一覧にしてください。"),
    ],
)
def test_a_mistake_is_named_with_its_place(change, words):
    with pytest.raises(InputProblem) as caught:
        read_file(as_file(GOOD | change))

    assert str(caught.value).startswith(words)


BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"\x00",
        b"- 1",
        b"title: [",
        b"title: 2026-13-45",
        BOMB.encode(),
        b"!!python/object/apply:os.system ['true']",
        b"title: !!binary eA==",
        b"[" * 5000,
        b"{a: " * 400,
        b"- x\n" * 5000,
        b"? [a]\n: x",
        b"title: x\n---\ntitle: y",
        b"x" * (MAX_BYTES + 1),
        b"level: " + b"9" * 5000,
        b'"\\ud800": 1',
        as_file(GOOD | {"before": ["\0"]}),
    ],
    ids=lambda content: content[:12].decode("latin-1"),
)
def test_a_hostile_or_broken_file_is_refused_in_words(content):
    with pytest.raises(InputProblem) as caught:
        read_file(content)

    assert str(caught.value).endswith("。")
    str(caught.value).encode()


@pytest.mark.django_db
def test_a_lesson_without_sentences_and_one_with_long_ones():
    long = "これは" + "とても" * 16 + "長い文です。"
    page = LessonPage(title="x", answer="", steps=json.dumps([]), quiz=json.dumps([]), done=f"短い文です。{long}")

    assert find_long_sentences(page) == [long]
    assert measure_lesson(page).longest == long
    assert measure_lesson(LessonPage(title="x", steps="[]", quiz="[]")) is None


@pytest.fixture
def index(section, department) -> LessonIndexPage:
    return section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))


@pytest.fixture
def pages(index, course) -> list[LessonPage]:
    """The first and the third lesson; the third builds on the first. They are a path."""
    rows, found = read_lessons(), {}
    for at in (0, 2):
        found[rows[at].number] = load_lesson(
            index, rows[at], {course.slug: course}, {1: found.get(1)}, date(2026, 4, 1)
        )
    index.paths = json.dumps([make_path({"title": "はじめて", "aim": "できるまで。", "lessons": [1, 3]}, found)])
    index.save_revision().publish()
    return list(found.values())


@pytest.fixture
def boss(db):
    make_course_roles()
    return make_staff("root", is_superuser=True)


@pytest.mark.django_db
def test_a_lesson_goes_out_and_comes_back_the_same(index, pages, boss):
    original = pages[1]
    file = write_file(original)

    assert read_file(file)["texts"].keys() == {"en", "ja-simple"}
    copy = import_lesson(index, read_file(file), boss)

    again = LessonPage.objects.get(pk=copy.pk)
    assert (again.live, again.slug != original.slug) == (False, True)
    assert to_data(again) | {"slug": ""} == to_data(original) | {"slug": ""}
    assert [page.pk for page in again.before.all()] == [pages[0].pk]
    again.full_clean()
    assert again.latest_revision.user == boss


@pytest.mark.django_db
def test_a_lesson_is_taught_in_the_courses_of_its_own_language(index, pages, course, boss):
    english = Locale.objects.get_or_create(language_code="en")[0]
    course.copy_for_translation(english, copy_parents=True)
    pages[0].courses = [course]
    pages[0].save()

    copy = import_lesson(index, read_file(write_file(pages[0])), boss)

    assert [page.pk for page in copy.courses.all()] == [course.pk]


@pytest.mark.django_db
def test_the_screen_makes_a_draft_says_what_is_wrong_and_needs_the_right(client, staffed, index, boss):
    client.force_login(boss)
    url = reverse("course_desk:lessons")
    form = {"do": "import", "list": index.pk}

    wrong = client.post(url, form | {"file": SimpleUploadedFile("x.yaml", as_file(GOOD | {"level": 0}))})
    none = client.post(url, form)
    made = client.post(url, form | {"file": SimpleUploadedFile("x.yaml", as_file(GOOD))})
    client.force_login(make_staff("tanto", COURSE_STAFF))
    refused = client.post(url, form | {"file": SimpleUploadedFile("x.yaml", as_file(GOOD))})

    page = LessonPage.objects.get()
    assert (wrong.status_code, none.status_code, refused.status_code) == (422, 422, 403)
    assert "level：1から8までの数を書いてください。" in wrong.content.decode()
    assert made.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.live) == ("写真をとる", False)


@pytest.mark.django_db
def test_files_and_overdue_lessons_are_for_the_staff(client, index, pages, boss):
    LessonPage.objects.filter(pk=pages[1].pk).update(review_on=timezone.localdate())
    client.force_login(boss)

    page = client.get(reverse("course_desk:lessons")).content.decode()
    one = client.get(reverse("course_desk:lesson_export", args=[pages[0].pk]))
    archive = zipfile.ZipFile(io.BytesIO(client.get(reverse("course_desk:lessons_export")).content))

    assert page.count("（過ぎています）") == 1
    assert page.index(pages[1].title) < page.index(pages[0].title)
    assert read_file(one.content)["slug"] == "sawaru"
    assert len(archive.namelist()) == 2
    assert client.get(reverse("course_desk:lesson_export", args=[10**20])).status_code == 404
    assert "過ぎています" not in client.get(pages[1].url).content.decode()


@pytest.mark.django_db
def test_a_path_is_copied_with_its_lessons_and_nothing_is_public(client, index, pages, boss):
    copies = copy_path(index, index.paths[0].id, boss)

    draft = LessonIndexPage.objects.get().get_latest_revision_as_object()
    assert [block.value["title"] for block in draft.paths] == ["はじめて", "はじめての写し"]
    assert [page.pk for page in draft.paths[1].value["lessons"]] == [page.pk for page in copies]
    assert [page.live for page in copies] == [False, False]
    assert [page.pk for page in LessonPage.objects.get(pk=copies[1].pk).before.all()] == [copies[0].pk]
    assert [page.pk for page in LessonPage.objects.get(pk=pages[1].pk).before.all()] == [pages[0].pk]
    assert len(LessonIndexPage.objects.get().paths) == 1
    assert "写し" not in client.get(index.url).content.decode()
    copies[0].refresh_from_db()
    assert copies[0].get_latest_revision_as_object().title.endswith("（写し）")


@pytest.mark.django_db
def test_the_screen_copies_a_path_and_says_when_it_is_gone(client, index, pages, boss):
    client.force_login(boss)
    url = reverse("course_desk:lessons")

    gone = client.post(url, {"do": "copy", "path": "nothing"})
    copied = client.post(url, {"do": "copy", "path": index.paths[0].id})

    assert (gone.status_code, copied.url) == (422, reverse("wagtailadmin_explore", args=[index.pk]))
    assert LessonPage.objects.count() == 4


@pytest.mark.django_db
def test_who_may_not_add_pages_copies_no_path(index, pages, staffed):
    make_course_roles()

    with pytest.raises(NotAllowed):
        copy_path(index, index.paths[0].id, make_staff("tanto", COURSE_STAFF))

    assert LessonPage.objects.count() == 2


class CheckForm(LessonForm):
    """The fields of the form that tell when a lesson was checked."""

    class Meta:
        model = LessonPage
        fields = ["checked_on", "recheck_months", "review_on"]
        formsets: list[str] = []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("months", "changed", "expected"),
    [(6, {}, date(2027, 3, 15)), (12, {}, date(2027, 9, 15)), (6, {"review_on": "2027-01-01"}, date(2027, 1, 1))],
)
def test_checking_a_lesson_sets_the_next_day(pages, boss, months, changed, expected):
    page = pages[0]
    data = {"checked_on": "2026-09-15", "recheck_months": months, "review_on": str(page.review_on)} | changed
    form = CheckForm(data, instance=page, for_user=boss, parent_page=page.get_parent())

    form.is_valid()

    assert issubclass(LessonPage.get_edit_handler().get_form_class(), LessonForm)
    assert form.cleaned_data["review_on"] == expected


@pytest.mark.django_db
def test_the_editor_reads_how_easy_the_lesson_is_and_long_sentences_are_a_warning(client, pages, boss):
    client.force_login(boss)
    page = pages[0]
    page.done = "これは" + "とても" * 16 + "長い文です。"
    page.save_revision()

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "50文字をこえる文が1つあります。2つに分けてください。" in html
    assert "文の長さは平均" in html
