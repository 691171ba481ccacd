"""Animated pictures do not flash more than three times a second."""

from a11y_checker.dom import Element
from a11y_checker.page import FileFacts, Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

# Source: WCAG 2.2, SC 2.3.1: three flashes within one second; a flash is a pair of opposing changes.
_ALLOWED_CHANGES = 6
# Source: WCAG 2.2, definition of general flash: a quarter of a rectangle of 341 × 256 pixels.
_SAFE_AREA_PX = 341 * 256 / 4


def _animated(page: Page) -> dict[Element, FileFacts]:
    """The pictures of the page that are animated GIF files which could be opened."""
    found = {}
    for image in page.select("img[src], input[type=image][src]"):
        facts = page.files.facts(page.absolute(image.get("src") or ""), page.url) if page.files is not None else None
        if facts is not None and facts.kind == "gif" and "changes" in facts.problems and page.is_visible(image):
            found[image] = facts
    return found


def applicability(page: Page) -> list[Element]:
    """Animated GIF pictures of the page's own site."""
    return list(page.once(_animated))


def expectation(image: Element, page: Page) -> Verdict:
    """Ask about a picture that changes too often in one second and is not small."""
    problems = page.once(_animated)[image].problems
    browser = page.facts(image)
    area = browser.box[2] * browser.box[3] if browser else float(problems["area"])
    if int(problems["changes"]) <= _ALLOWED_CHANGES or area <= _SAFE_AREA_PX:
        return passed()
    return cant_tell("fast", changes=problems["changes"])


RULE = Rule(
    id="gif-flash",
    name={"ja": "動く画像が激しく点滅しない", "en": "Animated pictures do not flash"},
    criteria=("2.3.1",),
    impact="critical",
    items=("G58",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "1秒に3回を超える光の点滅は、発作を起こすことがあります。",
        "en": "More than three flashes a second can bring on a seizure.",
    },
    messages={
        "fast": {
            "ja": "この画像は1秒に最大{changes}回変わります。明るさが激しく点滅していませんか。",
            "en": "This picture changes up to {changes} times in one second. Does it flash from bright to dark?",
        },
    },
    fixes={
        "": {
            "ja": '止まった画像か、ゆっくり変わる画像にしてください。例: <img src="hanabi.jpg" alt="…">',
            "en": 'Use a still picture; where it has to move, let it change slowly: <img src="fireworks.jpg" alt="…">.',
        },
    },
    source="WCAG 2.2, SC 2.3.1; municipal guideline item G58",
)
