"""The page may be enlarged."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: WCAG 2.2, SC 1.4.4: text up to 200 per cent.
_LEAST = 2.0


def _properties(meta: Element) -> dict[str, str]:
    """Source: CSS Device Adaptation (viewport meta), parsing: parts between commas and semicolons."""
    found: dict[str, str] = {}
    for part in (meta.get("content") or "").replace(";", ",").split(","):
        name, sign, value = part.partition("=")
        if sign:
            found[name.strip().lower()] = value.strip().lower()
    return found


def applicability(page: Page) -> list[Element]:
    """Viewport settings that say something about zooming."""
    found = [m for m in page.select("meta[content]") if (m.get("name") or "").strip().lower() == "viewport"]
    return [meta for meta in found if {"user-scalable", "maximum-scale"} & set(_properties(meta))]


def _number(value: str) -> float | None:
    """A value as browsers take it: words have numbers too."""
    if value in ("yes", "device-width", "device-height"):
        return 1.0 if value == "yes" else 10.0
    digits = value[: next((i for i, c in enumerate(value) if c not in "0123456789.-+"), len(value))]
    try:
        return float(digits)
    except ValueError:
        return 0.0


def expectation(meta: Element, page: Page) -> Verdict:
    """Fail when enlarging is forbidden or ends below two times."""
    found = _properties(meta)
    scalable = found.get("user-scalable", "yes")
    if scalable == "no" or (scalable != "yes" and -1 < (_number(scalable) or 0) < 1):
        return failed("forbidden")
    most = _number(found["maximum-scale"]) if "maximum-scale" in found else None
    if most is not None and 0 <= most < _LEAST:
        return failed("limited", most=f"{most:g}")
    return passed()


RULE = Rule(
    id="zoom-allowed",
    name={"ja": "画面の拡大を禁じていない", "en": "Enlarging is not forbidden"},
    criteria=("1.4.4",),
    impact="critical",
    items=("G11",),
    act=("b4f0c3",),
    replaces=("meta-viewport",),
    in_frames=False,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "小さい文字が読めない人が、指で広げて読むことができません。",
        "en": "People who cannot read small print cannot spread it with their fingers.",
    },
    messages={
        "forbidden": {
            "ja": "画面の拡大が禁じられています（user-scalable）。",
            "en": "Enlarging is forbidden (user-scalable).",
        },
        "limited": {
            "ja": "画面の拡大が{most}倍までに限られています。",
            "en": "Enlarging ends at {most} times.",
        },
    },
    fixes={
        "": {
            "ja": '<meta name="viewport" content="width=device-width, initial-scale=1"> だけにしてください。',
            "en": 'Write only <meta name="viewport" content="width=device-width, initial-scale=1">.',
        },
    },
    source="WCAG 2.2, SC 1.4.4; ACT rule b4f0c3",
)
