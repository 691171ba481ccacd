"""What a film shows and says can be read (level AAA)."""

from a11y_checker.dom import Element
from a11y_checker.media import is_told, may_be_told, shown, sound
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Films that have certainly sound."""
    return [video for video in shown(page, "video") if sound(video, page) is not False]


def expectation(video: Element, page: Page) -> Verdict:
    """Fail when nothing on the page can be its text; else a person has to compare."""
    if is_told(video, page):
        return passed()
    return cant_tell("compare") if sound(video, page) is None or may_be_told(video, page) else failed("missing")


RULE = Rule(
    id="video-text",
    name={"ja": "動画の内容が文字でも読める", "en": "Films can be read as text"},
    criteria=("1.2.8",),
    impact="minor",
    items=("G60",),
    act=("1a02b0", "ab4d13"),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "目も耳も不自由な人は、点字で読める文がないと内容を知ることができません。",
        "en": "Deafblind people need a text that they can read in braille.",
    },
    messages={
        "missing": {
            "ja": "動画の内容を書いた文も、それへのリンクもありません。",
            "en": "There is neither a text of the film nor a link to one.",
        },
        "compare": {
            "ja": "動画の内容が、このページかリンク先に文字で書いてあるかを確かめてください。",
            "en": "See whether the film is told in text on this page or behind a link.",
        },
    },
    fixes={
        "": {
            "ja": "動画のすぐ下に、見えるものと話した内容を書いた文か、それへのリンクを置いてください。",
            "en": "Put a text of what is shown and said, or a link to one, right below the film.",
        },
    },
    source="WCAG 2.2, SC 1.2.8, technique G69; ACT rules 1a02b0 and ab4d13",
)
