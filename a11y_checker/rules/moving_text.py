"""Text neither blinks nor runs."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_BLINK = re.compile(r"text-decoration(?:-line)?\s*:[^;}]*\bblink\b", re.I)


def applicability(page: Page) -> list[Element]:
    """Blinking and running elements, and styles that speak of text decoration."""
    styled = [e for e in page.select("[style], style") if "text-decoration" in (e.get("style") or e.text or "").lower()]
    return [*page.exposed("blink, marquee"), *styled]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail them, and the value blink."""
    if element.tag in ("blink", "marquee"):
        return failed("blink" if element.tag == "blink" else "marquee")
    return failed("style") if _BLINK.search(element.get("style") or element.text or "") else passed()


RULE = Rule(
    id="moving-text",
    name={"ja": "文字が点滅したり流れたりしない", "en": "Text neither blinks nor runs"},
    criteria=("2.2.2",),
    impact="serious",
    items=("G57",),
    michecker=("C_33.0", "C_33.1", "C_33.2", "C_34.0"),
    applicability=applicability,
    expectation=expectation,
    replaces=("blink", "marquee"),
    why={
        "ja": "読む速さに合わず、ほかの所を読んでいても気が散ります。",
        "en": "It does not wait for slow readers, and distracts all others.",
    },
    messages={
        "blink": {
            "ja": "文字を点滅させています（blink）。",
            "en": "Text blinks (blink).",
        },
        "marquee": {
            "ja": "文字を流しています（marquee）。",
            "en": "Text runs (marquee).",
        },
        "style": {
            "ja": "スタイルで文字を点滅させています（text-decoration: blink）。",
            "en": "A style makes text blink (text-decoration: blink).",
        },
    },
    fixes={
        "": {
            "ja": "動きをやめてください。目立たせたいときは、見出しや強調を使ってください。",
            "en": "Stop it; use a heading or strong for weight.",
        },
    },
    source="WCAG 2.2, SC 2.2.2, failures F4, F16 and F47",
)
