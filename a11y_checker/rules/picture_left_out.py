"""A picture with a message is not hidden from listeners."""

import re

from a11y_checker.dom import Element, ancestors, exposed_text, raw_text, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Our choice: smaller pictures are marks and bullets.
_LEAST_PX = 24
# File names that people give to pictures that say something.
_SAYS = re.compile(
    r"(?:^|[/_.-])(?:logo|emblem|banner|title|headline|map|chart|graph|poster|flyer)s?(?=[_.\d-]|$)", re.I
)


def applicability(page: Page) -> list[Element]:
    """Pictures of some size that are shown but not announced, with nothing beside them to read."""
    found = [e for e in page.select("img, canvas") if page.is_visible(e) and _is_left_out(e, page)]
    return [e for e in found if _is_shown(e, page) and not _has_words(e)]


def _is_left_out(element: Element, page: Page) -> bool:
    if any((place.get("aria-hidden") or "").lower() == "true" for place in ancestors(element)):
        return False
    hidden = (element.get("aria-hidden") or "").lower() == "true"
    if element.tag == "canvas":
        return not (hidden or element.get("role") or element.get("aria-label") or element.get("aria-labelledby"))
    return hidden or element.get("alt") == ""


def _is_shown(element: Element, page: Page) -> bool:
    facts = page.facts(element)
    if facts is None or min(facts.box[2:]) < _LEAST_PX:
        return False
    natural = facts.extra.get("natural")
    return element.tag == "canvas" or (isinstance(natural, list) and min(natural) > 1)


def _has_words(element: Element) -> bool:
    """Whether its link, or the block around it, has words of its own."""
    around = next((place for place in ancestors(element) if place.tag not in ("picture", "span", "b", "i")), None)
    return around is not None and around.tag != "body" and bool(raw_text(around))


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a picture whose writer gave it words and hid them, or whose file name says that it has a message."""
    if element.tag == "canvas":
        drawn = _drawn_words(element, page)
        return failed("drawn", words=drawn) if drawn else cant_tell("canvas")
    if squeeze(element.get("alt")):
        return failed("hidden_alt", alt=element.get("alt"))
    name = (element.get("src") or "").split("?")[0].rpartition("/")[2]
    return failed("named", file=name) if _SAYS.search(name) else passed()


# Source: HTML Standard, §4.12.5.1.11: fillText() and strokeText() draw words.
_DRAWS = re.compile(r"\.(?:fill|stroke)Text\(\s*(['\"`])(.+?)\1")


def _drawn_words(canvas: Element, page: Page) -> str:
    """Words that the page's own script draws on this canvas and that stand nowhere else; "" when none are known."""
    if raw_text(canvas):
        return ""
    alone, name = len(page.select("canvas")) == 1, canvas.get("id") or ""
    body = page.root.find("body")
    written = exposed_text(body, page).casefold() if body is not None else ""
    for script in page.select("script"):
        code = script.text or ""
        if "getContext" in code and (alone or (name and re.search(rf"['\"#]{re.escape(name)}['\"]", code))):
            found = [match.group(2) for match in _DRAWS.finditer(code)]
            missing = [words for words in found if any(map(str.isalpha, words)) and words.casefold() not in written]
            if missing:
                return missing[0]
    return ""


RULE = Rule(
    id="picture-left-out",
    name={"ja": "内容のある画像が隠されていない", "en": "Pictures with a message are not hidden"},
    criteria=("1.1.1",),
    impact="serious",
    items=(
        "G17",
        "G19",
    ),
    act=("e88epe",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、その画像があることも分かりません。",
        "en": "Listeners do not even learn that there is a picture.",
    },
    messages={
        "hidden_alt": {
            "ja": "代替テキスト「{alt}」のある画像が、aria-hidden で隠されています。",
            "en": "A picture with the text alternative “{alt}” is hidden by aria-hidden.",
        },
        "named": {
            "ja": "内容がありそうな画像（{file}）の代替テキストが空です。",
            "en": "The text alternative of a picture that seems to say something ({file}) is empty.",
        },
        "drawn": {
            "ja": "絵（canvas）に描かれた文字「{words}」が、音声では読まれません。",
            "en": "The words “{words}” are drawn in a picture (canvas), and no screen reader reads them.",
        },
        "canvas": {
            "ja": "描かれた絵（canvas）に名前がありません。飾りかどうかを確かめてください。",
            "en": "A drawn picture (canvas) has no name. See whether it is decoration.",
        },
    },
    fixes={
        "": {
            "ja": "内容を代替テキストに書き、aria-hidden を消してください。",
            "en": "Put what it says into the text alternative, and remove aria-hidden.",
        },
    },
    source="WCAG 2.2, SC 1.1.1, failure F38 and F39; ACT rule e88epe",
)
