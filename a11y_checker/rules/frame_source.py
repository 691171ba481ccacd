"""A frame shows a page."""

import re
from urllib.parse import urlsplit

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_NO_PAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|swf|mp[34]|mov|avi|wmv|wav|docx?|xlsx?|pptx?|zip)$", re.I)


def applicability(page: Page) -> list[Element]:
    """Frames with an address."""
    return page.exposed("iframe[src], frame[src]")


def expectation(frame: Element, page: Page) -> Verdict:
    """Ask about a frame that shows a picture, film or file by itself."""
    path = urlsplit(page.absolute(frame.get("src") or "")).path
    return cant_tell("no_page", name=path.rpartition("/")[2]) if _NO_PAGE.search(path) else passed()


RULE = Rule(
    id="frame-source",
    name={"ja": "フレームの中身がページである", "en": "Frames show pages"},
    criteria=("4.1.2",),
    impact="minor",
    items=("G64",),
    michecker=("C_27.0",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画像やファイルをフレームに入れると、代替テキストを付けられません。",
        "en": "A picture or file in a frame can have no text alternative.",
    },
    messages={
        "no_page": {
            "ja": "フレームが「{name}」をじかに表示しています。内容が音声でも伝わりますか。",
            "en": "The frame shows “{name}” by itself. Does its content reach listeners?",
        },
    },
    fixes={
        "": {
            "ja": "画像は img、動画は video で置き、代替テキストや字幕を付けてください。",
            "en": "Use img or video with a text alternative or captions.",
        },
    },
    source='WCAG 2.2, SC 4.1.2; HTML Standard, §4.8.5 "The iframe element"',
)
