"""Titles in a list of news tell what is new."""

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, closest, raw_text
from a11y_checker.japanese import plain_words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_LISTS = ("ul", "ol", "dl", "table")
# Titles that every notice could bear; twice in one list nobody can tell them apart.
_GENERIC = re.compile(
    r"(?:[^のを]{0,8}(?:から|より)の)?"
    r"(?:(?:重要な|緊急の)?(?:お知らせ|おしらせ)|新着(?:情報)?|最新情報|更新(?:情報)?|ニュース|トピックス|ご?案内)"
    r"(?:です|があります|いたします|します|について|一覧)?"
)
# Titles that are said of no one place: even once they tell nothing.
_EMPTY = re.compile(r"(?:(?:ホームページ|サイト|ページ|情報|内容)を)?(?:更新|掲載|追加|変更)(?:し|いたし|され)ました")


# A list with dates, of news: each entry is one event of its own.
_NEWS = re.compile(r"\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")


def applicability(page: Page) -> list[Element]:
    """Links in lists of two or more."""
    return [link for links in page.once(_lists).values() for link in links if len(links) > 1]


def _lists(page: Page) -> dict[Element, list[Element]]:
    found: dict[Element, list[Element]] = {}
    for link in page.exposed("a[href]"):
        box = closest(link, *_LISTS)
        if box is not None and accessible_name(link, page):
            found.setdefault(box, []).append(link)
    return found


def _targets(page: Page) -> dict[tuple[Element, str], set[str]]:
    """Where the links of one title in one list lead to."""
    found: dict[tuple[Element, str], set[str]] = {}
    for box, links in page.once(_lists).items():
        for link in links:
            name = plain_words(accessible_name(link, page))
            found.setdefault((box, name), set()).add(page.absolute(link.get("href") or ""))
    return found


def expectation(link: Element, page: Page) -> Verdict:
    """Fail an empty title, or a generic one that leads to different places in one list."""
    name = plain_words(accessible_name(link, page))
    if _EMPTY.fullmatch(name):
        return failed("generic", name=accessible_name(link, page))
    box = closest(link, *_LISTS)
    if box is None or len(page.once(_targets)[box, name]) < 2:
        return passed()
    if _GENERIC.fullmatch(name):
        return failed("generic", name=accessible_name(link, page))
    is_news = _NEWS.search(raw_text(box)) is not None
    return failed("twice", name=accessible_name(link, page)) if is_news else passed()


RULE = Rule(
    id="news-title",
    name={"ja": "お知らせの題名から内容が分かる", "en": "News titles tell what is new"},
    criteria=(),
    impact="moderate",
    items=("G04", "G37", "J40"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "「お知らせ」が並ぶと、どれを読めばよいか分かりません。",
        "en": "In a row of “お知らせ” nobody knows which to read.",
    },
    messages={
        "generic": {
            "ja": "題名「{name}」では、何のお知らせか分かりません。",
            "en": "The title “{name}” does not tell what is new.",
        },
        "twice": {
            "ja": "同じ題名「{name}」のお知らせが、一つの一覧に二つ以上あります。",
            "en": "The list holds more than one piece of news with the title “{name}”.",
        },
    },
    fixes={
        "": {
            "ja": "「図書館の休館日が変わります」のように、内容を題名にしてください。",
            "en": "Make the content the title: “図書館の休館日が変わります”.",
        },
    },
    source="Municipal guideline items G04 and G37",
)
