"""A PDF says in which language it is."""

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
    """Fail a PDF without a language."""
    return failed("no_language") if "no_language" in page.once(linked)[link].problems else passed()


RULE = Rule(
    id="pdf-language",
    name={"ja": "PDF に言語の指定がある", "en": "PDF files state their language"},
    criteria=(),
    impact="moderate",
    items=("G42", "J28"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "違う言語の声で読み上げられることがあります。",
        "en": "It may be read with the voice of another language.",
    },
    messages={
        "no_language": {
            "ja": "PDF に言語の指定がありません。",
            "en": "The PDF does not state its language.",
        },
    },
    fixes={
        "": {
            "ja": "元の文書の校正の言語を日本語にして書き出すか、PDF のプロパティで言語を日本語にしてください。",
            "en": "Set the language in the document before exporting, or in the PDF's properties.",
        },
    },
    source="Municipal guideline item G42; WCAG 2.2, technique PDF16",
)
