"""A lesson as a file: YAML as in courses/demo/lessons. What a file could do beyond holding a lesson is refused."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.slugs import find_free_slug
from courses.authoring.shapes import LESSON
from courses.enrolment.errors import InputProblem, NotAllowed
from courses.models import CoursePage, LessonIndexPage, LessonPage, StaffLessonIndexPage
from courses.models.lesson import RECHECK_MONTHS, Topic

# Our choice: several times the longest lesson of the demo with its texts in other languages.
MAX_BYTES = 100_000
MAX_EVENTS = 4_000
MAX_DEPTH = 8
SHOWN = 12  # mistakes at once
# What neither a database nor a page can hold; escapes ("\\0") bring it into the text.
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
LIST_FIELDS = ("needs", "done")
PLAIN_FIELDS = ("title", "level", "minutes", "device")


def read_file(content: bytes) -> dict[str, Any]:
    """Return the lesson of a file in the form LESSON. Raises InputProblem with what is wrong, one sentence a line."""
    if len(content) > MAX_BYTES:
        raise InputProblem(_("ファイルが大きすぎます。学習は1つのファイルに1つで、100KBまでです。"))
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputProblem(_("文字コードをUTF-8にして保存してから、もう一度選んでください。")) from None
    try:
        check_events(source)
        data = yaml.load(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = _("%(line)d行目の書き方が正しくありません。") % {"line": mark.line + 1} if mark else ""
        raise InputProblem(_("YAMLとして読めません。%(line)s") % {"line": line}) from None
    problems = LESSON(data, "")
    if problems:
        raise InputProblem("\n".join(problems[:SHOWN]))
    return data


def check_events(source: str) -> None:
    """Refuse what a lesson never needs: references (a small file that grows), tags, great depth. Raises InputProblem."""
    depth = 0
    for count, event in enumerate(yaml.parse(source, Loader=yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise InputProblem(_("「&」「*」「!」で始まる書き方は使えません。文字のときは、引用符で囲んでください。"))
        if NO_TEXT.search(getattr(event, "value", "")):
            raise InputProblem(_("使えない文字が入っています。"))
        if depth > MAX_DEPTH or count > MAX_EVENTS:
            raise InputProblem(_("学習のファイルの形ではありません。書き出したファイルを見本にしてください。"))


def write_file(lesson: LessonPage) -> bytes:
    """Return the lesson as a file that read_file() takes."""
    return yaml.safe_dump(to_data(lesson), allow_unicode=True, sort_keys=False, width=1000).encode()


def to_data(lesson: LessonPage) -> dict[str, Any]:
    """Return the lesson in the form LESSON; other pages are named by their addresses."""
    return {
        **{name: getattr(lesson, name) for name in PLAIN_FIELDS},
        "slug": lesson.slug,
        "reading": lesson.reading,
        "topic": str(lesson.topic),
        "aim": lesson.answer,
        "competences": [part.strip() for part in lesson.competences.split(",") if part.strip()],
        **{name: getattr(lesson, name).splitlines() for name in LIST_FIELDS},
        "before": [page.slug for page in lesson.before.all()],
        "courses": [page.slug for page in lesson.courses.all()],
        "steps": [describe_step(block.value) for block in lesson.steps],
        "quiz": [describe_question(block.value) for block in lesson.quiz],
        "note": {"mistakes": lesson.mistakes.splitlines(), "plan": lesson.plan.splitlines()},
        **({"practice": lesson.practice} if lesson.practice else {}),
        "recheck_months": lesson.recheck_months,
        **({"texts": texts} if (texts := describe_texts(lesson)) else {}),
    }


def describe_texts(lesson: LessonPage) -> dict[str, Any]:
    """Return the texts in other languages by language, in the form of the files beside a lesson of the demo."""
    return {block.value["language"]: describe_text(block.value) for block in lesson.texts}


def describe_text(value: Any) -> dict[str, Any]:
    return {
        "title": value["title"],
        "aim": value["aim"],
        **{name: value[name].splitlines() for name in LIST_FIELDS},
        "steps": [describe_text_step(row) for row in value["steps"]],
        "quiz": [describe_question(row) for row in value["quiz"]],
    }


def describe_text_step(row: Any) -> dict[str, Any]:
    words = {word["word"]: word["meaning"] for word in row["words"]}
    picture = {"shows": row["shows"].splitlines(), "alt": row["alt"]}
    return {"heading": row["heading"], "text": row["text"], "picture": picture, **({"words": words} if words else {})}


def describe_step(value: Any) -> dict[str, Any]:
    picture = value["picture"]
    step = {
        "heading": value["heading"],
        "text": value["text"],
        "picture": {"alt": picture["alt"], "device": picture["device"], "shows": picture["shows"].splitlines()},
    }
    words = {word["word"]: word["meaning"] for word in value["words"]}
    return step | ({"words": words} if words else {})


def describe_question(value: Any) -> dict[str, Any]:
    choices = [
        {"text": choice["text"], **({"right": True} if choice["is_right"] else {}), "why": choice["why"]}
        for choice in value["choices"]
    ]
    return {"question": value["question"], "choices": choices}


def make_step(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a step as the page's stream keeps it."""
    picture = {**row["picture"], "shows": "\n".join(row["picture"]["shows"])}
    words = [{"word": word, "meaning": meaning} for word, meaning in row.get("words", {}).items()]
    value = {"heading": row["heading"], "text": row["text"], "picture": picture, "words": words}
    return {"type": "step", "value": value}


def make_question(row: Mapping[str, Any]) -> dict[str, Any]:
    choices = [
        {"text": choice["text"], "is_right": choice.get("right", False), "why": choice["why"]}
        for choice in row["choices"]
    ]
    return {"type": "question", "value": {"question": row["question"], "choices": choices}}


def make_text(language: str, text: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lesson in another language as the page's stream keeps it."""
    value = {
        "language": language,
        "title": text["title"],
        "aim": text["aim"],
        **{name: "\n".join(text[name]) for name in LIST_FIELDS},
        "steps": [make_text_step(row) for row in text["steps"]],
        "quiz": [make_question(row)["value"] for row in text["quiz"]],
    }
    return {"type": "text", "value": value}


def make_text_step(row: Mapping[str, Any]) -> dict[str, Any]:
    picture = row.get("picture", {"shows": [], "alt": ""})
    words = [{"word": word, "meaning": meaning} for word, meaning in row.get("words", {}).items()]
    step = {"heading": row["heading"], "text": row["text"], "words": words}
    return step | {"shows": "\n".join(picture["shows"]), "alt": picture["alt"]}


def make_lesson(data: Mapping[str, Any]) -> LessonPage:
    """Return the lesson of data in the form LESSON, unsaved and without links to other pages."""
    note = data.get("note", {})
    return LessonPage(
        reading=data.get("reading", ""),
        topic=data.get("topic", Topic.FIRST),
        answer=data["aim"],
        competences=", ".join(data["competences"]),
        steps=json.dumps([make_step(row) for row in data["steps"]]),
        quiz=json.dumps([make_question(row) for row in data.get("quiz", [])]),
        mistakes="\n".join(note.get("mistakes", [])),
        plan="\n".join(note.get("plan", [])),
        practice=data.get("practice", ""),
        texts=json.dumps([make_text(language, text) for language, text in data.get("texts", {}).items()]),
        recheck_months=data.get("recheck_months", RECHECK_MONTHS),
        **{name: data[name] for name in PLAIN_FIELDS},
        **{name: "\n".join(data.get(name, [])) for name in LIST_FIELDS},
    )


@transaction.atomic
def import_lesson(index: LessonIndexPage | StaffLessonIndexPage, data: Mapping[str, Any], user: Any) -> LessonPage:
    """Make the lesson a draft below the list, under a free address; courses and lessons that are not here are left out.

    data: of read_file(). Raises NotAllowed for who may not add pages there.
    """
    check_can_add(index, user)
    page = make_lesson(data)
    page.live, page.department = False, index.department
    wish = str(data.get("slug") or data.get("reading") or data["title"])
    page.slug = find_free_slug(wish, lambda slug: Page._slug_is_available(slug, index))
    names = [name for name in data.get("courses", []) if isinstance(name, str)]
    # Translations have the same short name.
    page.courses = CoursePage.objects.filter(locale=index.locale, slug__in=names)
    names = [name for name in data.get("before", []) if isinstance(name, str)]
    page.before = LessonPage.objects.child_of(index).filter(slug__in=names)
    index.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    return page


def check_can_add(index: Page, user: Any) -> None:
    """Raise NotAllowed unless the user may add pages below the list."""
    if not index.permissions_for_user(user).can_add_subpage():
        raise NotAllowed(_("学習を加える権利がありません。ウェブ担当に頼んでください。"))
