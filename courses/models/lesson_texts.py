"""A lesson in another language, as its page shows it."""

from typing import Any

from courses.lesson_pictures import draw_picture
from courses.models.lesson_blocks import TEXT_LANGUAGES

NAMES = dict(TEXT_LANGUAGES)


def list_languages(texts: Any) -> list[dict[str, str]]:
    """Return the languages of a lesson's texts as {"code", "name", "lang"}; lang: for the attribute of that name."""
    codes = [block.value["language"] for block in texts]
    return [{"code": code, "name": NAMES[code], "lang": code.partition("-")[0]} for code in codes if code in NAMES]


def describe_text(lesson: Any, language: str) -> dict[str, Any] | None:
    """Return the text of a LessonPage in a language with its steps drawn; None when it has none."""
    value = next((block.value for block in lesson.texts if block.value["language"] == language), None)
    if value is None:
        return None
    pictures = [block.value["picture"] for block in lesson.steps]
    return {
        "language": language,
        "title": value["title"],
        "aim": value["aim"],
        "needs": value["needs"].splitlines(),
        "steps": [
            describe_step(row, pictures[at] if at < len(pictures) else None) for at, row in enumerate(value["steps"])
        ],
        "done": value["done"].splitlines(),
        "quiz": [{"value": question} for question in value["quiz"]],
    }


def describe_step(row: Any, picture: Any) -> dict[str, Any]:
    """Return the step; its picture is its own, that of the Japanese step, or none."""
    step = {name: row[name] for name in ("heading", "text", "words")}
    if picture is None:
        return step | {"drawing": ""}
    shows = row["shows"].splitlines() or picture["shows"].splitlines()
    return step | {"drawing": draw_picture(picture["device"], shows, row["alt"] or picture["alt"])}
