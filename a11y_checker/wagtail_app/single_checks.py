"""Judges one text alternative or one file by the checker's own rules, for the forms in which they are entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import SimpleNamespace

from django.utils.translation import get_language

from a11y_checker.page import FileFacts, Page, parse
from a11y_checker.rules import (
    file_readable,
    file_title,
    image_alt_file_name,
    image_alt_placeholder,
    office_alt,
    pdf_characters,
    pdf_language,
    pdf_tags,
    pdf_text,
    word_headings,
)

ALT_RULES = (image_alt_file_name.RULE, image_alt_placeholder.RULE)
# Gravest first.
FILE_RULES = tuple(
    module.RULE
    for module in (
        file_readable,
        pdf_text,
        pdf_characters,
        pdf_tags,
        word_headings,
        office_alt,
        file_title,
        pdf_language,
    )
)
ADDRESS = "https://www.example.lg.jp/"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and how to mend it, in the language of the screen."""

    rule: str
    what: str
    how: str

    def __str__(self) -> str:
        return f"{self.what} {self.how}".strip()


def find_alt_problem(alt: str, file_name: str = "") -> Problem | None:
    """Say why a text describes no picture: the name of a file, or 「写真」, 「画像」, "image1". None when it may stay."""
    page = parse(f'<main><img src="{escape(file_name)}" alt="{escape(alt)}"></main>', ADDRESS)
    return next(iter(_judge(page, ALT_RULES)), None)


def find_file_problems(kind: str, problems: Mapping[str, str]) -> list[Problem]:
    """Return what the rules say about a file, gravest first. kind, problems: as a11y_checker.files.judge gave them."""
    page = parse(f'<main><a href="file.{kind}">file</a></main>', ADDRESS)
    facts = FileFacts(kind, problems)
    page.files = SimpleNamespace(facts=lambda address, page_url: facts)  # type: ignore[assignment]
    return _judge(page, FILE_RULES)


def _judge(page: Page, rules: tuple) -> list[Problem]:
    language = "ja" if (get_language() or "ja").startswith("ja") else "en"
    return [
        Problem(rule.id, rule.message(verdict)[language], rule.fix(verdict).get(language, ""))
        for rule in rules
        for _target, verdict in rule.judge(page)
        if verdict.key
    ]
