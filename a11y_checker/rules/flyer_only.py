"""The page itself says what a leaflet says."""

import re

from a11y_checker.dom import NO_TEXT, RUBY_TEXT, Element, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|jtd|pptx?)(?:$|[?#])", re.I)
_PICTURES = re.compile(r"ちらし|チラシ|ポスター|案内図|パンフレット|リーフレット|広報|プログラム|日程表|一覧表")
# Our choice: less running text than this tells nothing by itself; a picture this wide holds text.
_MIN_CHARS = 40
_WIDE = 300
_APART = NO_TEXT | RUBY_TEXT | words("h1 h2 h3 h4 h5 h6 a nav aside footer figcaption button select textarea")


def applicability(page: Page) -> list[Element]:
    """The main part of a page that shows a large picture or links a file."""
    return [main for main in page.exposed("main, [role=main]")[:1] if _files(main) or _pictures(main)]


def expectation(main: Element, page: Page) -> Verdict:
    """Ask about a main part with hardly any running text besides headings, links and contact."""
    if _running_chars(main, page) >= _MIN_CHARS:
        return passed()
    return cant_tell("picture" if _pictures(main) else "file")


def _files(main: Element) -> list[Element]:
    return [link for link in main.iter("a") if _FILES.search(link.get("href") or "")]


def _pictures(main: Element) -> list[Element]:
    return [image for image in main.iter("img") if _is_wide(image) or _PICTURES.search(image.get("alt") or "")]


def _is_wide(image: Element) -> bool:
    width = (image.get("width") or "").removesuffix("px")
    return bool(image.get("alt")) and width.isdecimal() and int(width) >= _WIDE


def _running_chars(element: Element, page: Page) -> int:
    """Letters and digits of the part's text, in any language, without headings, links, navigation, controls and asides."""
    count = sum(map(str.isalnum, element.text or ""))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _APART and not page.is_hidden(child):
            count += _running_chars(child, page)
        count += sum(map(str.isalnum, child.tail or ""))
    return count


RULE = Rule(
    id="flyer-only",
    name={"ja": "ちらしの内容が本文にもある", "en": "What a leaflet says stands in the page too"},
    criteria=("1.1.1",),
    impact="moderate",
    items=("G22", "G40", "G41"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画像や PDF だけでは、音声で読む人にも、文字を大きくする人にも、検索する人にも内容が伝わりません。",
        "en": "A picture or PDF alone is lost to those who listen, enlarge or search.",
    },
    messages={
        "picture": {
            "ja": "本文が画像だけのようです。画像に書かれたことが、文章でも読めますか。",
            "en": "The page seems to be a picture only. Is what it says also there as text?",
        },
        "file": {
            "ja": "本文がファイルへのリンクだけのようです。ファイルの内容が、文章でも読めますか。",
            "en": "The page seems to be links to files only. Is what they say also there as text?",
        },
    },
    fixes={
        "": {
            "ja": "日時、場所、内容、申し込み方などを、ページに文章で書いてください。",
            "en": "Write date, place, content and how to apply as text on the page.",
        },
    },
    source="WCAG 2.2, SC 1.1.1; municipal guideline items G22 and G41",
)
