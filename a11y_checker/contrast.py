"""The contrast of every visible text of a page with what is painted behind it.

Works from the snapshot alone. A text's background is put together from the elements around it, the
nearest first, until one is opaque. Where that is not what is behind the text for certain (a
picture, a blend mode, something else placed there), nothing is guessed: the text is unclear.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from a11y_checker.accname import LABELABLE, labels
from a11y_checker.colour import CLEAR, WHITE, Colour, contrast, over, read_colour
from a11y_checker.dom import Element, Facts, ancestors, closest, is_disabled, repaired
from a11y_checker.page import Page

Box = tuple[float, float, float, float]
Chain = tuple[tuple[Element, Facts], ...]
Chains = dict[Element, Chain]

# Source: WCAG 2.2, definition "large scale": 18 point, or 14 point bold; 1 point is 4/3 CSS px.
LARGE_PX = 24.0
LARGE_BOLD_PX = 14 * 4 / 3
BOLD_WEIGHT = 700
# Our choice: tolerance for a text box that sticks out of its background by a fraction of a line.
SLACK_PX = 2.0
# Height of the bands that painted boxes are sorted into; only speed hangs on it.
_BAND_PX = 200
_REPLACED = frozenset({"img", "video", "canvas", "iframe", "embed", "object", "image", "use"})
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "polygon", "polyline", "text"})


@dataclass(frozen=True, slots=True)
class TextContrast:
    """One element's own text against its background.

    ratio: with the background of the elements around it; None when that is unclear.
    worst: the lowest ratio that it can be with what else may be behind it.
    why: what the doubt is; "" when there is none.
    is_seen: the ratio was taken from what the browser painted: half of the text is no easier to read.
    """

    element: Element
    text: str
    foreground: Colour
    background: Colour
    ratio: float | None
    worst: float
    is_large: bool
    why: str = ""
    is_seen: bool = False


def text_contrasts(page: Page) -> list[TextContrast]:
    """Every visible text of a page that has to be told from its background."""
    painted = _Painted(page)
    chains: Chains = {}
    found = []
    for element in page.elements:
        facts = page.facts(element)
        if facts is None or facts.text_box is None or not facts.visible or element in page.once(_in_drawings):
            continue
        text = _own_text(element, facts)
        if _needs_contrast(text) and not _is_exempt(element, page):
            found.append(_measure(element, text, facts, _chain(element, page, chains), painted))
    return found


def _in_drawings(page: Page) -> frozenset[Element]:
    return frozenset(inside for drawing in page.index.with_tag("svg") for inside in drawing.iter())


def contrasts_by_element(page: Page) -> dict[Element, TextContrast]:
    """The same by element, for `page.once`."""
    return {text.element: text for text in text_contrasts(page)}


def _own_text(element: Element, facts: Facts) -> str:
    if element.tag in ("input", "textarea", "select"):
        return str(facts.extra.get("value", "")) or "…"
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _needs_contrast(text: str) -> bool:
    """Whether a text holds something to read: a letter or a digit. Signs alone are no text of a language."""
    return any(unicodedata.category(c)[0] in "LN" or c == "…" for c in repaired(text))


def _is_exempt(element: Element, page: Page) -> bool:
    """Source: WCAG 2.2, SC 1.4.3, exception "incidental": part of an inactive component."""
    if element.tag in ("input", "textarea", "select") and element.get("type") in ("color", "range", "hidden"):
        return True
    if not page.once(_may_be_off):
        return False
    if is_disabled(element):
        return True
    around = closest(element, "label")
    if around is None:
        return False
    return any(is_disabled(c) for c in page.once(_labelled).get(around, ()))


def _may_be_off(page: Page) -> bool:
    """Whether anything on the page is said to be inactive."""
    return any(page.index.with_attribute(name) for name in ("disabled", "aria-disabled"))


def _labelled(page: Page) -> dict[Element, list[Element]]:
    """The controls of every label."""
    found: dict[Element, list[Element]] = defaultdict(list)
    for control in page.select(", ".join(sorted(LABELABLE))):
        if is_disabled(control):
            for label in labels(control, page):
                found[label].append(control)
    return found


def _measure(element: Element, text: str, facts: Facts, chain: Chain, painted: _Painted) -> TextContrast:
    foreground, background, why, is_lifted = _layers(chain, facts)
    size, weight = _px(facts.style["font-size"]), _px(facts.style["font-weight"])
    is_large = size >= LARGE_PX or (size >= LARGE_BOLD_PX and weight >= BOLD_WEIGHT)
    shown = over(foreground, background)
    if why == "image" and (seen := _seen(facts, foreground)) is not None and _is_opaque(chain):
        ratio, worst, painted_behind = seen
        shown = over(foreground, painted_behind)
        return TextContrast(element, text, shown, painted_behind, ratio, worst, is_large, why, True)
    if why:
        return TextContrast(element, text, shown, background, None, 1.0, is_large, why)
    ratio = worst = contrast(shown, background)
    others = painted.in_the_way(element, facts.text_box or facts.box, is_lifted=is_lifted)
    if others:
        why = "overlap"
        behind = [over(other, background) for other in others if other is not None]
        worst = min(contrast(over(foreground, other), other) for other in [background, *behind])
        worst = 1.0 if None in others else worst
    elif facts.style["text-shadow"] not in ("none", ""):
        why = "shadow"
    return TextContrast(element, text, shown, background, ratio, worst, is_large, why)


def _seen(facts: Facts, foreground: Colour) -> tuple[float, float, Colour] | None:
    """What is painted behind a text; None when unknown.

    (ratio that half of its slices do not exceed at their best place, lowest ratio anywhere, the colour there).
    """
    slices = facts.extra.get("behind")
    if not isinstance(slices, list) or not slices:
        return None
    found = []
    for pair in slices:
        colours = [Colour(*colour) for colour in pair]
        ratios = [contrast(over(foreground, colour), colour) for colour in colours]
        best = max(ratios)
        dark, light = (contrast(colour, Colour(0, 0, 0, 1.0)) for colour in colours)
        is_between = dark < contrast(over(foreground, colours[0]), Colour(0, 0, 0, 1.0)) < light
        found.append((best, 1.0 if is_between else min(ratios), colours[ratios.index(best)]))
    # Where a line ends hangs on the reader's fonts: half of the text has to be at least that hard to read.
    best, _, colour = sorted(found, key=lambda one: one[0])[(len(found) + 1) // 2 - 1]
    return best, min(lowest for _, lowest, _ in found), colour


def _is_opaque(chain: Chain) -> bool:
    return all(float(facts.style["opacity"] or 1) == 1 for _, facts in chain)


def _chain(element: Element, page: Page, known: Chains) -> Chain:
    """An element and all around it, from the inside out, with their facts; neighbours share what is around them."""
    if element not in known:
        parent, facts = element.getparent(), page.facts(element)
        around = () if parent is None else _chain(parent, page, known)
        known[element] = around if facts is None else ((element, facts), *around)
    return known[element]


def _layers(chain: Chain, own: Facts) -> tuple[Colour, Colour, str, bool]:
    """(text colour, background colour, why it is unclear, whether it is lifted), from the text outwards.

    Lifted: something between the text and its background is painted in a later step of its own (CSS 2.2,
    appendix E), so that other things may come between the two.
    """
    text_box = own.text_box or own.box
    above: list[Colour] = []
    opacity = 1.0
    why = ""
    is_lifted = False
    for place, facts in chain:
        style = facts.style
        opacity *= float(style["opacity"] or 1)
        if style["mix-blend-mode"] not in ("normal", "") or style["filter"] not in ("none", ""):
            why = why or "effect"
        if style["background-clip"] == "text":
            why = why or "image"
        if style["display"] == "contents":
            continue
        colour = read_colour(style["background-color"])
        paints = colour.alpha > 0 or style["background-image"] != "none"
        if facts.pseudo_paints:
            why = why or "overlap"
        if paints and place.tag not in ("html", "body") and not _holds(facts.box, text_box, style["display"]):
            why = why or "outside"
        if style["background-image"] != "none":
            why = why or "image"
        above.append(colour)
        if colour.alpha == 1 or why:
            break
        is_lifted = is_lifted or style["position"] != "static" or style["transform"] not in ("none", "")
    background = WHITE
    for colour in reversed(above):
        background = over(colour, background)
    if opacity < 1 and not why:
        why = "opacity" if _has_backdrop(chain) else ""
    foreground = read_colour(own.style["color"])
    return foreground._replace(alpha=foreground.alpha * opacity), background, why, is_lifted


def _has_backdrop(chain: Chain) -> bool:
    """Whether an element that is partly transparent paints a background of its own: it would mix with another."""
    return any(
        read_colour(facts.style["background-color"]) != CLEAR and float(facts.style["opacity"] or 1) < 1
        for _, facts in chain
    )


def _holds(outer: Box, inner: Box, display: str) -> bool:
    if display == "inline":  # its background follows the text, line by line
        return True
    x, y, width, height = outer
    left, top, across, down = inner
    return (
        left >= x - SLACK_PX
        and left + across <= x + width + SLACK_PX
        and top + down / 2 >= y
        and top + down / 2 <= y + height
    )


def _px(value: str) -> float:
    match = re.match(r"[\d.]+", value)
    return float(match.group()) if match else 0.0


@dataclass(frozen=True, slots=True)
class _Paint:
    """Something painted out of the normal flow. colour: None for a picture. is_sunk: below the rest."""

    element: Element
    box: Box
    colour: Colour | None
    is_sunk: bool


class _Painted:
    """The boxes that are painted out of the normal flow, sorted into bands by height."""

    def __init__(self, page: Page) -> None:
        self.bands: dict[int, list[_Paint]] = defaultdict(list)
        # By element, whether it or anything around it is placed, and sunk: parents come before their children.
        states: dict[Element | None, tuple[bool, bool]] = {None: (False, False)}
        for element in page.elements:
            facts = page.facts(element)
            is_placed, is_sunk = states[element.getparent()]
            if facts is not None:
                is_placed, is_sunk = is_placed or _is_placed(facts), is_sunk or _is_sunk(facts)
            states[element] = is_placed, is_sunk
            if not is_placed or facts is None or not facts.visible or element.tag in ("html", "body"):
                continue
            paint = _paint(element, facts)
            if paint != CLEAR:
                self._add(_Paint(element, facts.box, paint, is_sunk))

    def _add(self, paint: _Paint) -> None:
        _, y, width, height = paint.box
        if width > 0 and height > 0:
            for band in range(int(y // _BAND_PX), int((y + height) // _BAND_PX) + 1):
                self.bands[band].append(paint)

    def in_the_way(self, element: Element, box: Box, *, is_lifted: bool) -> set[Colour | None]:
        """What else may be painted between an element's text and its background.

        Of the things at that place: those below the rest (z-index under 0), and for a lifted text all of
        them. Others cover text and background alike. None among the answers is a picture or a pattern.
        """
        hits: dict[Element, Colour | None] = {}
        for band in range(int(box[1] // _BAND_PX), int((box[1] + box[3]) // _BAND_PX) + 1):
            for paint in self.bands.get(band, ()):
                if (is_lifted or paint.is_sunk) and paint.element is not element and _overlaps(box, paint.box):
                    hits[paint.element] = paint.colour
        if not hits:
            return set()
        around = set(ancestors(element))
        return {colour for other, colour in hits.items() if other not in around and element not in ancestors(other)}


def _paint(element: Element, facts: Facts) -> Colour | None:
    """The colour an element paints its box with; None for a picture, CLEAR for nothing."""
    style = facts.style
    if element.tag in _SHAPES:
        return None if style["fill"].startswith("url") else read_colour(style["fill"])
    if element.tag in _REPLACED or style["background-image"] != "none":
        return None
    return read_colour(style["background-color"])


def _is_sunk(facts: Facts) -> bool:
    return facts.style["z-index"].startswith("-")


def _is_placed(facts: Facts) -> bool:
    return facts.style["position"] not in ("static", "relative", "") or facts.style["transform"] not in ("none", "")


def _overlaps(one: Box, other: Box) -> bool:
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return width > SLACK_PX and height > SLACK_PX
