"""Judges one text alternative or one file by the checker's own rules, for the forms in which they are entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from a11y_checker.page import FileFacts, LinkedPage, Page, parse
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
from a11y_checker.wagtail_app.advice import in_words

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


@dataclass(frozen=True, slots=True)
class OneFile:
    """Knows one file, whatever address is asked for."""

    known: FileFacts

    def facts(self, url: str, page_url: str) -> FileFacts:
        return self.known

    def page(self, url: str, page_url: str) -> LinkedPage | None:
        return None


def find_alt_problem(alt: str, file_name: str = "") -> Problem | None:
    """Say why a text describes no picture: the name of a file, or 「写真」, 「画像」, "image1". None when it may stay."""
    page = parse(f'<main><img src="{escape(file_name)}" alt="{escape(alt)}"></main>', ADDRESS)
    return next(iter(_judge(page, ALT_RULES)), None)


def find_file_problems(kind: str, problems: Mapping[str, str]) -> list[Problem]:
    """Return what the rules say about a file, gravest first. kind, problems: as a11y_checker.files.judge gave them."""
    page = parse(f'<main><a href="file.{kind}">file</a></main>', ADDRESS)
    page.files = OneFile(FileFacts(kind, problems))
    return _judge(page, FILE_RULES)


def _judge(page: Page, rules: tuple) -> list[Problem]:
    return [
        Problem(rule.id, in_words(rule.message(verdict)), in_words(rule.fix(verdict)))
        for rule in rules
        for _target, verdict in rule.judge(page)
        if verdict.key
    ]
