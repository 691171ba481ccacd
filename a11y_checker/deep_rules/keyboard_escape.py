"""The keyboard gets out of every place it gets into, tried with the Tab key."""

from a11y_checker.operate import Clock, DeepRule, Operated, Verdicts, focused
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed

# Our choice: as in focus_visible.py.
MAX_STOPS = 120
# Our choice: a key that has not moved the focus after this many presses does not.
PATIENCE = 3
# The focus stays at these while the Tab key goes from part to part inside them: a date's day, a film's buttons, a frame.
_WITH_PARTS = "iframe, video, audio, object, embed, input:is([type=date], [type=time], [type=month], [type=week], [type^=datetime])"
# Our choice: more parts than a player or a small frame has.
PATIENCE_WITH_PARTS = 60


def operate(operated: Operated, page: Page, clock: Clock) -> Verdicts:
    """Press Tab from the top; where the focus stays, try the other ways out."""
    tabbable = [n for n, e in enumerate(page.elements) if (facts := page.facts(e)) is not None and facts.tabbable]
    if len(tabbable) < 2:
        return []
    with_parts = {page.elements.index(element) for element in page.select(_WITH_PARTS)}
    here, stays = -1, 0
    visited: list[int] = []
    for _ in clock.each(range(min(len(tabbable), MAX_STOPS) + PATIENCE + PATIENCE_WITH_PARTS * len(with_parts))):
        operated.press("Tab")
        number = focused(operated)
        if number in visited and number != here:
            break
        stays = stays + 1 if number == here and number >= 0 else 0
        patience = PATIENCE_WITH_PARTS if number in with_parts else PATIENCE
        if stays == patience:
            return [*_passed(page, visited[:-1]), (page.elements[number], _judge_trap(operated, number))]
        if number >= 0 and number != here:
            visited.append(number)
        here = number
    return _passed(page, visited)


def _passed(page: Page, numbers: list[int]) -> Verdicts:
    return [(page.elements[number], passed()) for number in numbers]


def _judge_trap(operated: Operated, number: int) -> Verdict:
    """Fail when neither Tab, Shift+Tab nor Escape leads away; ask when only Escape does, for it has to be told."""
    for key in ("Shift+Tab", "Escape", "Tab"):
        operated.press(key)
        if focused(operated) != number:
            return cant_tell("other_key", name=key) if key != "Shift+Tab" else failed("forward", patience=PATIENCE)
    return failed("trapped")


RULE = DeepRule(
    id="keyboard-escape",
    name={"ja": "Tabキーで、どこからでも先へ進める", "en": "The Tab key gets out of every place"},
    criteria=("2.1.2",),
    impact="critical",
    items=("G54",),
    act=("80af7b", "a1b64e"),
    engine="deep",
    needs_browser=True,
    in_frames=False,
    operate=operate,
    why={
        "ja": "キーボードで操作する人は、そこから先へ進めなくなります。",
        "en": "People who use the keyboard cannot get any further.",
    },
    messages={
        "trapped": {
            "ja": "Tabキー、Shift＋Tab、Escのどれでも、ここから出られません（実際に操作しました）。",
            "en": "Neither Tab, Shift+Tab nor Escape leads away from here (tried).",
        },
        "forward": {
            "ja": "Tabキーを{patience}回押しても先へ進みません（もどることだけできます）。",
            "en": "The Tab key does not get past this place after {patience} presses (only back).",
        },
        "other_key": {
            "ja": "Tabキーでは出られず、{name}キーで出られました。出方がページに書いてあるかを確かめてください。",
            "en": "Only the key {name} leads away from here, not Tab. See whether the page says so.",
        },
    },
    fixes={
        "": {
            "ja": "Tabキーを横取りする処理（keydownのpreventDefaultなど）を外してください。",
            "en": "Remove what catches the Tab key (such as preventDefault in a keydown handler).",
        },
    },
    source="WCAG 2.2, SC 2.1.2; ACT rules 80af7b, a1b64e",
)
