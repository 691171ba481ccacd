"""A PDF holds text, not pictures of text."""

from a11y_checker.dom import Element
from a11y_checker.files import is_open, linked
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links to files that could be opened."""
    files = page.once(linked).items()
    return [link for link, facts in files if facts.kind == "pdf" and is_open(facts)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a PDF without text; ask about single pages of it."""
    problems = page.once(linked)[link].problems
    if "no_text" in problems:
        return failed("no_text")
    return cant_tell("some_pages", count=problems["some_pages"]) if "some_pages" in problems else passed()


RULE = Rule(
    id="pdf-text",
    name={"ja": "PDF に文字のデータがある", "en": "PDF files hold text"},
    criteria=(),
    impact="serious",
    items=("G42", "J28"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "紙を読み取っただけの PDF は画像なので、読み上げも検索もできません。",
        "en": "A scanned PDF is a picture: it can be neither listened to nor searched.",
    },
    messages={
        "no_text": {
            "ja": "PDF に文字のデータがありません。紙を読み取っただけのもののようです。",
            "en": "The PDF holds no text; it seems to be a scan.",
        },
        "some_pages": {
            "ja": "PDF の{count}ページに、文字のデータがありません。",
            "en": "{count} pages of the PDF hold no text.",
        },
    },
    fixes={
        "": {
            "ja": "元の文書から PDF を作ってください。紙しかないときは、文字認識（OCR）をかけ、内容を確かめてください。",
            "en": "Make the PDF from the document itself; with paper only, use OCR and check the result.",
        },
    },
    source="Municipal guideline item G42; WCAG 2.2, technique PDF7",
)
