"""Sound that starts by itself can be stopped."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role, words
from a11y_checker.media import seconds, sound
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Source: WCAG 2.2, SC 1.4.2.
_LONGEST_S = 3.0
_CONTROLS = words("button checkbox link menuitem switch slider radio")


def applicability(page: Page) -> list[Element]:
    """Recordings and films with sound that start by themselves."""
    return [e for e in page.select("audio[autoplay], video[autoplay]") if _is_heard(e, page)]


def _is_heard(element: Element, page: Page) -> bool:
    return element.get("muted") is None and sound(element, page) is not False


def expectation(element: Element, page: Page) -> Verdict:
    """Fail sound of more than three seconds on a page with nothing to stop it."""
    length = seconds(element, page)
    repeats = element.get("loop") is not None
    if (length is not None and length <= _LONGEST_S and not repeats) or element.get("controls") is not None:
        return passed()
    if sound(element, page) is None or length is None or page.once(_has_controls):
        return cant_tell("maybe")
    return failed("starts", seconds=f"{length:.0f}")


def _has_controls(page: Page) -> bool:
    found = (e for e in page.exposed("button, a, input, summary, [role], [onclick]") if page.is_visible(e))
    return any((role(e) in _CONTROLS or e.tag == "summary") and accessible_name(e, page) for e in found)


RULE = Rule(
    id="sound-starts",
    name={"ja": "勝手に鳴る音を止められる", "en": "Sound that starts by itself can be stopped"},
    criteria=("1.4.2",),
    impact="serious",
    items=("G59",),
    act=(
        "80f0bf",
        "4c31df",
        "aaa1bf",
    ),
    replaces=("no-autoplay-audio",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "読み上げの音声が聞こえなくなります。",
        "en": "It drowns the voice of the screen reader.",
    },
    messages={
        "starts": {
            "ja": "音が勝手に鳴り（{seconds}秒）、止めるボタンがありません。",
            "en": "Sound of {seconds} seconds starts by itself, and nothing on the page stops it.",
        },
        "maybe": {
            "ja": "音が勝手に鳴ります。3秒以内に終わるか、止めるボタンがページの初めにあるかを確かめてください。",
            "en": "Sound starts by itself. See whether it ends within 3 seconds, or a button near the top stops it.",
        },
    },
    fixes={
        "": {
            "ja": "autoplay を消し、controls を付けてください。",
            "en": "Remove autoplay and add controls.",
        },
    },
    source="WCAG 2.2, SC 1.4.2, failures F23 and F93; ACT rules 80f0bf, 4c31df, aaa1bf",
)
