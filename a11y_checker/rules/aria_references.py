"""ARIA names and descriptions lead to an element."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_ATTRIBUTES = ("aria-labelledby", "aria-describedby")


def applicability(page: Page) -> list[Element]:
    """Elements that refer to others for their name or description."""
    return page.exposed("[aria-labelledby], [aria-describedby]")


def expectation(element: Element, page: Page) -> Verdict:
    """Fail an empty reference, and one of which no id exists; ask when only some are missing."""
    for attribute in _ATTRIBUTES:
        value = element.get(attribute)
        if value is None:
            continue
        identifiers = value.split()
        missing = [identifier for identifier in identifiers if page.by_id(identifier, element) is None]
        if not identifiers:
            return failed("empty", attribute=attribute)
        if len(missing) == len(identifiers):
            return failed("missing", attribute=attribute, identifier=missing[0])
        if missing:
            return cant_tell("some", attribute=attribute, identifier=missing[0])
    return passed()


RULE = Rule(
    id="aria-references",
    name={"ja": "ARIA の名前と説明の参照先がある", "en": "ARIA references lead somewhere"},
    criteria=(),
    impact="moderate",
    items=("G66",),
    michecker=("C_700.0", "C_700.1", "C_702.0", "C_702.1"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "名前や説明が読まれず、何の部品か分からないことがあります。",
        "en": "Name or description is not read, and listeners may not know what the part is.",
    },
    messages={
        "empty": {
            "ja": "{attribute} が空です。",
            "en": "{attribute} is empty.",
        },
        "missing": {
            "ja": "{attribute} が指す id「{identifier}」がありません。",
            "en": "{attribute} names the id “{identifier}”, which is not there.",
        },
        "some": {
            "ja": "{attribute} が指す id のうち「{identifier}」がありません。",
            "en": "Of the ids that {attribute} names, “{identifier}” is not there.",
        },
    },
    fixes={
        "": {
            "ja": "指す先の id を直すか、属性を消してください。",
            "en": "Mend the id, or remove the attribute.",
        },
    },
    source="WAI-ARIA 1.2, aria-labelledby and aria-describedby; WCAG 2.2, techniques ARIA1 and ARIA16",
)
