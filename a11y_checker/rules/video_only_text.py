"""A film without sound can be read or heard."""

from a11y_checker.dom import Element
from a11y_checker.media import is_told, may_be_told, shown, sound
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Films that have certainly no sound."""
    return [video for video in shown(page, "video") if sound(video, page) is False]


def expectation(video: Element, page: Page) -> Verdict:
    """Fail when neither words nor a recording on the page can tell what it shows."""
    if is_told(video, page):
        return passed()
    recordings = shown(page, "audio")
    return cant_tell("compare") if recordings or may_be_told(video, page) else failed("missing")


RULE = Rule(
    id="video-only-text",
    name={"ja": "音のない動画の内容が文字か音声でも分かる", "en": "Silent films can be read or heard"},
    criteria=("1.2.1",),
    impact="serious",
    items=("G60",),
    act=(
        "c3232f",
        "ee13b5",
        "d7ba54",
        "fd26cf",
    ),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画面を見ない人に、動画の内容が伝わりません。",
        "en": "People who cannot see the film miss what it shows.",
    },
    messages={
        "missing": {
            "ja": "音のない動画の内容を書いた文も、音声も、それらへのリンクもありません。",
            "en": "There is neither a text nor a recording of what the silent film shows.",
        },
        "compare": {
            "ja": "音のない動画の内容が、文字か音声でも分かるかを確かめてください。",
            "en": "See whether a text or recording tells what the silent film shows.",
        },
    },
    fixes={
        "": {
            "ja": "動画のすぐ下に、内容を書いた文か、それへのリンクを置いてください。",
            "en": "Put a text of what it shows, or a link to one, right below the film.",
        },
    },
    source="WCAG 2.2, SC 1.2.1, techniques G159 and G166; ACT rules c3232f, ee13b5, d7ba54, fd26cf",
)
