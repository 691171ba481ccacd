"""The words of a recording can be read."""

from a11y_checker.dom import Element
from a11y_checker.media import is_told, may_be_told, seconds, shown
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Our choice: what is shorter is a signal, not something said.
_LONGEST_SIGNAL_S = 3.0


def applicability(page: Page) -> list[Element]:
    """Recordings that a reader can play."""
    lengths = ((audio, seconds(audio, page)) for audio in shown(page, "audio"))
    return [audio for audio, length in lengths if length is None or length > _LONGEST_SIGNAL_S]


def expectation(audio: Element, page: Page) -> Verdict:
    """Fail when nothing on the page can be its text; else a person has to compare."""
    if is_told(audio, page):
        return passed()
    return cant_tell("compare") if may_be_told(audio, page, seen=True) else failed("missing")


RULE = Rule(
    id="audio-text",
    name={"ja": "音声の内容が文字でも読める", "en": "Recordings can be read as text"},
    criteria=("1.2.1",),
    impact="serious",
    items=("G59",),
    act=(
        "e7aa44",
        "2eb176",
        "afb423",
    ),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "耳の聞こえない人に、音声の内容が伝わりません。",
        "en": "Deaf people miss what is said.",
    },
    messages={
        "missing": {
            "ja": "音声の内容を書いた文も、それへのリンクもありません。",
            "en": "There is neither a text of what is said nor a link to one.",
        },
        "compare": {
            "ja": "音声の内容が、このページかリンク先に文字で書いてあるかを確かめてください。",
            "en": "See whether what is said is written on this page or behind a link.",
        },
    },
    fixes={
        "": {
            "ja": "音声のすぐ下に、話した内容の全文か、全文へのリンクを置いてください。",
            "en": "Put the full text, or a link to it, right below the player.",
        },
    },
    source="WCAG 2.2, SC 1.2.1, technique G158; ACT rules e7aa44, 2eb176, afb423",
)
