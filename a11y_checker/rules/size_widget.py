"""Buttons for text size come with an explanation."""

import re
from itertools import islice

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, ancestors, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_PURPOSE = re.compile(
    r"(?:文字|フォント|字)の?(?:サイズ|大きさ)|文字の?(?:拡大|縮小)|背景色|背景の色|配色|色の変更|色合い"
)
_EXPLAINED = re.compile(
    r"(?:文字|画面|表示).{0,8}(?:大きく|大きさ|拡大|サイズ|変え).{0,10}(?:方法|仕方|しかた|説明|ヘルプ|案内|について)"
    r"|拡大の?(?:方法|仕方|しかた)"
)
_CONTROLS = "button, a[href^='#'], a[href^='javascript:'], input[type=button], input[type=image], [role=button]"


def applicability(page: Page) -> list[Element]:
    """Groups of buttons that change text size or colours."""
    found: dict[Element, None] = {}
    for control in page.exposed(_CONTROLS):
        group = next((place for place in islice(ancestors(control), 4) if _is_group(place, page)), None)
        if group is not None and not any(outer in found for outer in ancestors(group)):
            found[group] = None
    return list(found)


def _is_group(place: Element, page: Page) -> bool:
    if place.tag in ("body", "html", "main", "header", "footer", "form", "article"):
        return False
    controls = page.select(_CONTROLS, inside=place)
    labels = " ".join(
        (place.get("aria-label") or "", raw_text(place), *(i.get("alt") or "" for i in place.iter("img")))
    )
    return len(controls) > 1 and len(labels) < 80 and _PURPOSE.search(labels) is not None


def expectation(group: Element, page: Page) -> Verdict:
    """Ask, unless the page leads to an explanation of enlarging by the reader's own means."""
    links = (accessible_name(link, page) for link in page.exposed("a[href]"))
    return passed() if any(_EXPLAINED.search(name) for name in links) else cant_tell("only_buttons")


RULE = Rule(
    id="size-widget",
    name={"ja": "文字サイズ変更のボタンだけに頼っていない", "en": "Text size does not hang on buttons alone"},
    criteria=("1.4.4",),
    impact="minor",
    items=("G11", "J42"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "ボタンはこのサイトでしか使えません。ブラウザやスマートフォンの拡大を知れば、どのサイトでも読めます。",
        "en": "The buttons work on this site only; browser and phone can enlarge every site, if one knows how.",
    },
    messages={
        "only_buttons": {
            "ja": "文字サイズや配色を変えるボタンがありますが、ブラウザで拡大する方法の説明へのリンクがありません。",
            "en": "There are buttons for text size or colours, but no link to how to enlarge with the browser.",
        },
    },
    fixes={
        "": {
            "ja": "「文字を大きくする方法」のページを作り、リンクしてください。ボタンがなくても 200 % に拡大できることも確かめてください。",
            "en": "Add a page “文字を大きくする方法” and link it; see that the page enlarges to 200 % without the buttons.",
        },
    },
    source="WCAG 2.2, SC 1.4.4; municipal guideline item G11; Digital Agency, web accessibility guidebook",
)
