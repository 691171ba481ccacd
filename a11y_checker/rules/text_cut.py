"""Text is not cut off."""

from a11y_checker.dom import Element, Facts, ancestors
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_CUTS = frozenset({"hidden", "clip"})


def applicability(page: Page) -> list[Element]:
    """Visible text inside a box that cuts off what does not fit."""
    inside = page.once(_inside_boxes)
    return [e for e in page.elements if (e in inside and _cutter(e, page) is not None) or _is_cut_enlarged(e, page)]


def _inside_boxes(page: Page) -> frozenset[Element]:
    """Everything in boxes that do not simply show what does not fit."""
    boxes = [
        e for e in page.elements if (facts := page.facts(e)) is not None and facts.style["overflow-y"] != "visible"
    ]
    return frozenset(inside for box in boxes if box.tag not in ("html", "body") for inside in box.iter())


def _is_cut_enlarged(element: Element, page: Page) -> bool:
    facts = page.facts(element)
    return facts is not None and facts.extra.get("cut_enlarged") is True and not page.is_hidden(element)


def _cutter(element: Element, page: Page) -> Element | None:
    """The box that cuts; None when a box on the way there scrolls."""
    facts = page.facts(element)
    if (
        facts is None
        or facts.text_box is None
        or not facts.visible
        or page.is_hidden(element)
        or element.tag in ("input", "select")
    ):
        return None
    for place in (element, *ancestors(element)):
        outer = page.facts(place)
        if outer is None or place.tag in ("html", "body"):
            return None
        if outer.style["overflow-y"] != "visible":
            return place if outer.style["overflow-y"] in _CUTS and outer.box[3] > 1 else None
    return None


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a line that the edge of the box cuts through; ask where a button may open the box."""
    box, facts = _cutter(element, page), page.facts(element)
    if box is not None and facts is not None and _is_cut_now(box, facts, page):
        placed = facts.style["position"] in ("absolute", "fixed")
        return cant_tell("opens") if placed or _may_open(box, page) else failed("cut")
    if not _is_cut_enlarged(element, page):
        return passed()
    return cant_tell("opens") if box is not None and _may_open(box, page) else failed("enlarged")


def _is_cut_now(box: Element, facts: Facts, page: Page) -> bool:
    outer = page.facts(box)
    if outer is None or facts.text_box is None:
        return False
    top, height = facts.text_box[1], facts.text_box[3]
    size = float(facts.style["font-size"].removesuffix("px") or 16)
    end = outer.box[1] + outer.box[3]
    return top + height > end + 0.4 * size and outer.box[1] - 2 <= top < end - 2


def _may_open(box: Element, page: Page) -> bool:
    """Whether a button beside the box, or a line clamp, speaks for text that is cut on purpose."""
    facts, parent = page.facts(box), box.getparent()
    opens = parent is not None and any(True for _ in parent.iter("button", "summary", "label", "input", "script"))
    return opens or (facts is not None and "box" in facts.style["display"])


RULE = Rule(
    id="text-cut",
    name={"ja": "文字が途中で切れない", "en": "Text is not cut off"},
    criteria=("1.4.4",),
    impact="serious",
    items=(
        "G11",
        "G12",
    ),
    act=("59br37",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "文字を大きくする人ほど、読めない部分が増えます。",
        "en": "The larger one sets the text, the less of it can be read.",
    },
    messages={
        "cut": {
            "ja": "枠の高さが足りず、文字が途中で切れています（overflow: hidden）。",
            "en": "The box is too low and cuts the text off (overflow: hidden).",
        },
        "enlarged": {
            "ja": "画面を 200 %（2 倍）に拡大すると、枠の高さが足りず、文字が途中で切れます（overflow: hidden）。",
            "en": "When the page is enlarged to 200 %, the box is too low and cuts the text off (overflow: hidden).",
        },
        "opens": {
            "ja": "枠が文字を切っています。ボタンなどで全部を読めるかを確かめてください。",
            "en": "The box cuts the text off. See whether a button or the like shows all of it.",
        },
    },
    fixes={
        "": {
            "ja": "height を min-height にするか、overflow を消してください。",
            "en": "Use min-height instead of height, or remove overflow.",
        },
    },
    source="WCAG 2.2, SC 1.4.4, failure F69; ACT rule 59br37",
)
