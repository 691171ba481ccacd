"""A note stands near its mark."""

import re
from dataclasses import dataclass

from a11y_checker.blocks import Block
from a11y_checker.dom import Element, ancestors, closest
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_MARK = re.compile(r"※\s?(\d{1,2}|[①-⑳])?")
_BEFORE_NOTE = "\n。．.）) \u3000\ufffc"
# Our choice: farther away than this, or beyond a heading, the mark is forgotten.
_NEAR_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class _Mark:
    index: int
    block: Block
    position: int
    number: str


def _marks(page: Page) -> tuple[list[_Mark], list[_Mark]]:
    """(marks in the text, notes): a note begins a line or follows a full stop, a mark is tied to a word before it."""
    marks: list[_Mark] = []
    notes: list[_Mark] = []
    for index, block in enumerate(page.blocks):
        for match in _MARK.finditer(block.text):
            here = _Mark(index, block, match.start(), match.group(1) or "")
            before = block.text[: match.start()]
            begins = not before.strip() or before[-1] in _BEFORE_NOTE
            tied = not begins and block.text[match.end() : match.end() + 1] in (
                "",
                "）",
                ")",
                "。",
                "、",
                "\n",
                " ",
                "】",
            )
            if begins:
                notes.append(here)
            elif tied or here.number:
                marks.append(here)
    return marks, notes


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Ask about a mark whose note is missing or far away and not linked."""
    marks, notes = _marks(page)
    found: dict[Element, Verdict] = {}
    for mark in marks:
        verdict = _judge(mark, notes, page)
        if not (mark.block.element in found and found[mark.block.element].key):
            found[mark.block.element] = verdict
    return found


def _judge(mark: _Mark, notes: list[_Mark], page: Page) -> Verdict:
    if mark.block.is_inside(mark.position, "a"):
        return passed()
    place = mark.block.element_at(mark.position)
    words = mark.block.text[max(0, mark.position - 10) : mark.position + 3].strip()
    note = next((n for n in notes if n.number == mark.number and n.index >= mark.index), None)
    if note is None:
        return cant_tell("missing", place, words=words)
    between = [block for block in page.blocks[mark.index + 1 : note.index] if not _same_table(block, mark.block)]
    headings = any(block.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") for block in between)
    return cant_tell("far", place, words=words) if headings or len(between) > _NEAR_BLOCKS else passed()


def _same_table(one: Block, other: Block) -> bool:
    table = closest(other.element, "table", "ul", "ol", "dl")
    return table is not None and (one.element is table or table in ancestors(one.element))


RULE = Rule(
    id="note-far",
    name={"ja": "注が印の近くにある", "en": "Notes stand near their marks"},
    criteria=("1.3.2",),
    impact="minor",
    items=("G32", "J36"),
    automation="semi",
    verdicts=verdicts,
    why={
        "ja": "上から順に聞く人は、注に着くころには、どこの注かを忘れてしまいます。「※」が読まれないこともあります。",
        "en": "Listeners have forgotten the mark when the note comes, and “※” may not be spoken.",
    },
    messages={
        "far": {
            "ja": "「{words}」の注が、離れた所にあります。順に聞く人に伝わりますか。",
            "en": "The note for “{words}” stands far away. Does it reach those who listen in order?",
        },
        "missing": {
            "ja": "「{words}」の注が見当たりません。",
            "en": "There seems to be no note for “{words}”.",
        },
    },
    fixes={
        "": {
            "ja": "注をすぐ後に書くか、本文に入れてください。離すときは、印から注へリンクしてください。",
            "en": "Put the note right behind, or into the text; otherwise link mark and note.",
        },
    },
    source="WCAG 2.2, SC 1.3.2; municipal guideline item G32",
)
