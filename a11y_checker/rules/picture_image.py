"""A picture element holds one image."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Picture elements."""
    return page.exposed("picture")


def expectation(picture: Element, page: Page) -> Verdict:
    """Fail one without an img or with several."""
    # A parser that does not know source as an empty element puts the img inside it.
    count = sum(1 for _ in picture.iter("img"))
    return passed() if count == 1 else failed("none" if count == 0 else "many")


RULE = Rule(
    id="picture-image",
    name={"ja": "picture に img が一つある", "en": "Picture elements hold one img"},
    criteria=(),
    impact="minor",
    items=("G08", "G17"),
    michecker=("C_600.21",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "画像が表示されず、代替テキストも読まれないことがあります。",
        "en": "The image may not be shown, nor its text alternative read.",
    },
    messages={
        "none": {
            "ja": "picture の中に img がありません。",
            "en": "The picture element holds no img.",
        },
        "many": {
            "ja": "picture の中に img が2つ以上あります。",
            "en": "The picture element holds more than one img.",
        },
    },
    fixes={
        "": {
            "ja": "picture の最後に、alt を付けた img を一つ置いてください。",
            "en": "End the picture element with one img that has alt.",
        },
    },
    source='HTML Standard, §4.8.1 "The picture element"',
)
