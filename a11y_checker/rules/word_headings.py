"""A long Word file has headings."""

from a11y_checker.dom import Element
from a11y_checker.files import is_open, linked
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links to files that could be opened."""
    files = page.once(linked).items()
    return [link for link, facts in files if facts.kind == "docx" and is_open(facts)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a long document in which no paragraph has a heading's style."""
    return failed("no_headings") if "no_headings" in page.once(linked)[link].problems else passed()


RULE = Rule(
    id="word-headings",
    name={"ja": "Word の文書に見出しがある", "en": "Word files have headings"},
    criteria=(),
    impact="minor",
    items=("G42",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "見出しをたどって読むことができず、PDF にしても見出しのない文書になります。",
        "en": "Nobody can move by headings, and a PDF made of it has none either.",
    },
    messages={
        "no_headings": {
            "ja": "長い文書なのに、見出しのスタイルがどこにも使われていません。",
            "en": "The document is long and uses no heading style.",
        },
    },
    fixes={
        "": {
            "ja": "見出しにする行を選び、「見出し 1」などのスタイルを付けてください。",
            "en": "Select each heading line and give it a style such as “Heading 1”.",
        },
    },
    source="ECMA-376, part 1, paragraph styles; municipal guideline items G03 and G42",
)
