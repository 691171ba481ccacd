"""Heading levels go down one step at a time."""

from a11y_checker.dom import Element, explicit_role, role, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Headings that assistive technology gets."""
    return [e for e in page.exposed("h1, h2, h3, h4, h5, h6, [role]") if role(e) == "heading"]


def _level(heading: Element) -> int:
    given = squeeze(heading.get("aria-level"))
    if given.isdecimal() and int(given) > 0:
        return int(given)
    # Source: WAI-ARIA 1.2, aria-level of role heading: 2 when it is not given.
    return 2 if explicit_role(heading) == "heading" and heading.tag not in _TAGS else int(str(heading.tag)[1])


_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def expectation(heading: Element, page: Page) -> Verdict:
    """Fail a heading more than one level below the one before it; the first may have any level."""
    before, here = page.once(_level_before)[heading], _level(heading)
    if here > before + 1:
        return failed("skipped", before=before, here=here, right=before + 1)
    return passed()


def _level_before(page: Page) -> dict[Element, int]:
    """For each heading the level of the one before it; the first has its own."""
    headings = applicability(page)
    return {here: _level(before) for before, here in zip(headings[:1] + headings, headings, strict=False)}


RULE = Rule(
    id="heading-order",
    name={"ja": "見出しのレベルが飛んでいない", "en": "Heading levels are not skipped"},
    criteria=("2.4.10",),
    impact="moderate",
    items=("G03",),
    michecker=("C_14.0",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "見出しをたどって読む人は、間の見出しを読み落としたと思い、探してしまいます。",
        "en": "People who move by headings think they have missed one and look for it.",
    },
    messages={
        "skipped": {
            "ja": "見出しのレベルが h{before} から h{here} へ飛んでいます。",
            "en": "The heading level jumps from h{before} to h{here}.",
        },
    },
    fixes={
        "": {
            "ja": "この見出しを h{right} にしてください。大きさは CSS で変えられます。",
            "en": "Make this heading an h{right}. Its size can be set with CSS.",
        },
    },
    source="Municipal guideline item G03; WCAG 2.2, technique G141",
)
