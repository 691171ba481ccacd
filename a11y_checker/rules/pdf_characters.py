"""The letters of a PDF can be told from its glyphs."""

from a11y_checker.dom import Element
from a11y_checker.files import is_open, linked
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links to files that could be opened."""
    files = page.once(linked).items()
    return [link for link, facts in files if facts.kind == "pdf" and is_open(facts)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a PDF whose fonts do not say which characters their glyphs are."""
    return failed("no_characters") if "no_characters" in page.once(linked)[link].problems else passed()


RULE = Rule(
    id="pdf-characters",
    name={"ja": "PDF の文字を取り出せる", "en": "PDF text can be read out"},
    criteria=(),
    impact="serious",
    items=("G42", "J28"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "画面では読めても、読み上げや検索では別の文字になります。",
        "en": "It looks right on the screen, but is read and searched as other characters.",
    },
    messages={
        "no_characters": {
            "ja": "PDF のフォントに、文字への対応表（ToUnicode）がありません。",
            "en": "A font of the PDF has no table of its characters (ToUnicode).",
        },
    },
    fixes={
        "": {
            "ja": "フォントを埋め込む設定で、元のソフトから書き出し直してください。",
            "en": "Export it again from its program with embedded fonts.",
        },
    },
    source="ISO 32000-1, §9.10.2; municipal guideline item G42",
)
