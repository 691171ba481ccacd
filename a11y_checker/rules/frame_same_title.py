"""Frames with one title hold the same."""

from collections import defaultdict

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element
from a11y_checker.linked_pages import Likeness, compare
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Frames whose title another frame has too."""
    return [frame for group in page.once(_groups).values() if len(group) > 1 for frame in group]


def _groups(page: Page) -> dict[str, list[Element]]:
    groups: dict[str, list[Element]] = defaultdict(list)
    for frame in page.exposed("iframe, frame"):
        name = accessible_name(frame, page).casefold()
        if name:
            groups[name].append(frame)
    return groups


def expectation(frame: Element, page: Page) -> Verdict:
    """Fail a frame that certainly holds something else than its namesake."""
    name = accessible_name(frame, page)
    first = page.once(_groups)[name.casefold()][0]
    if frame is first or _content(frame, page) == _content(first, page):
        return passed()
    here, there = page.absolute(frame.get("src") or ""), page.absolute(first.get("src") or "")
    has_address = all(e.get("src") and e.get("srcdoc") is None for e in (frame, first))
    likeness = compare(here, there, name, page) if has_address else Likeness.UNKNOWN
    if likeness is Likeness.SAME:
        return passed()
    return failed("other", title=name) if likeness is Likeness.OTHER else cant_tell("compare", title=name)


def _content(frame: Element, page: Page) -> tuple[str, str | None]:
    return page.absolute(frame.get("src") or ""), frame.get("srcdoc")


RULE = Rule(
    id="frame-same-title",
    name={"ja": "同じ題名のフレームは同じ内容である", "en": "Frames with one title hold the same"},
    criteria=("4.1.2",),
    impact="moderate",
    items=("G64",),
    act=("4b1c6c",),
    replaces=("frame-title-unique",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "題名を聞いて選ぶ人は、どちらのフレーム（埋め込まれた別のページ）に何があるのか分かりません。",
        "en": "People who choose by the title that is read out cannot tell which frame (embedded page) holds what.",
    },
    messages={
        "other": {
            "ja": "題名「{title}」のフレームが二つあり、内容が違います。",
            "en": "Two frames have the title “{title}”, and they hold different things.",
        },
        "compare": {
            "ja": "題名「{title}」のフレームが二つあります。同じ内容かを確かめてください。",
            "en": "Two frames have the title “{title}”. See whether they hold the same.",
        },
    },
    fixes={
        "": {
            "ja": "「市役所の地図」「図書館の地図」のように、内容の違いが分かる題名を title に書いてください。"
            '例: <iframe title="市役所の地図" …>',
            "en": "Give each a title that tells what it holds, such as “Map of the city hall” and “Map of the library”: "
            '<iframe title="Map of the city hall" …>',
        },
    },
    source="WCAG 2.2, SC 4.1.2, technique H64; ACT rule 4b1c6c",
)
