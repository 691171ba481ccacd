"""A PDF is tagged."""

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
    """Fail a PDF without a structure tree."""
    return failed("no_tags") if "no_tags" in page.once(linked)[link].problems else passed()


RULE = Rule(
    id="pdf-tags",
    name={"ja": "PDF にタグがある", "en": "PDF files are tagged"},
    criteria=(),
    impact="moderate",
    items=("G42", "J28"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "見出し、表、読む順序が伝わりません。",
        "en": "Headings, tables and reading order are lost.",
    },
    messages={
        "no_tags": {
            "ja": "PDF にタグ（見出しや表などの構造）がありません。",
            "en": "The PDF has no tags (structure such as headings and tables).",
        },
    },
    fixes={
        "": {
            "ja": "Word などから書き出すときに「アクセシビリティ用のドキュメント構造タグ」を選んでください。",
            "en": "When exporting from Word, choose “Document structure tags for accessibility”.",
        },
    },
    source="Municipal guideline item G42; ISO 32000-1, §14.8.1; WCAG 2.2, technique PDF3",
)
