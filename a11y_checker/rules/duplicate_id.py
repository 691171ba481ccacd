"""An id is given to one element only."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Elements with an id."""
    return [element for element in page.select("body [id]") if (element.get("id") or "").strip()]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail the second and any further element with the same id."""
    identifier = element.get("id") or ""
    first = page.by_id(identifier, element)
    return passed() if first is element else failed("duplicate", identifier=identifier)


RULE = Rule(
    id="duplicate-id",
    name={"ja": "id が重複していない", "en": "Ids are unique"},
    criteria=("4.1.1",),
    impact="minor",
    items=("G08",),
    michecker=("C_423.0",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "ページ内リンク、ラベル、説明が、思った所につながらないことがあります。",
        "en": "Links inside the page, labels and descriptions may lead to the wrong place.",
    },
    messages={
        "duplicate": {
            "ja": "id「{identifier}」が、2か所以上で使われています。",
            "en": "The id “{identifier}” is used more than once.",
        },
    },
    fixes={
        "": {
            "ja": "どちらかの id を変え、その id を指すリンクやラベルも直してください。",
            "en": "Change one of them, and the links and labels that name it.",
        },
    },
    source="WCAG 2.1, SC 4.1.1, failure F77; HTML Standard, the id attribute",
)
