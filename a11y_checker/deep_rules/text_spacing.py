"""No text is lost when a reader sets it with more space."""

from a11y_checker.lost_text import lost_text
from a11y_checker.operate import Clock, DeepRule, Operated, Verdicts
from a11y_checker.page import Page
from a11y_checker.results import failed, passed

# Source: WCAG 2.2, SC 1.4.12.
_SPACE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    + " p { margin-bottom: 2em !important; }");
  window.__a11yCheckerSheets = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
_TAKE_BACK = "() => { document.adoptedStyleSheets = window.__a11yCheckerSheets; }"


def operate(operated: Operated, page: Page, clock: Clock) -> Verdicts:
    """Set all text with the space of SC 1.4.12, and name what is cut off only since then."""
    if clock.is_over:
        return []
    before = lost_text(operated)
    operated.evaluate(_SPACE)
    found = sorted(lost_text(operated) - before)
    operated.evaluate(_TAKE_BACK)
    return [(page.elements[number], failed("lost")) for number in found] or [(page.root, passed())]


RULE = DeepRule(
    id="text-spacing",
    name={"ja": "行間や字間を広げても文字が切れない", "en": "No text is lost with more space"},
    criteria=("1.4.12",),
    impact="serious",
    items=("G12",),
    engine="deep",
    needs_browser=True,
    in_frames=False,
    operate=operate,
    why={
        "ja": "読みやすいように行間や字間を広げる人は、文字の一部を読めなくなります。",
        "en": "People who widen the space between lines and letters to read better lose part of the text.",
    },
    messages={
        "lost": {
            "ja": "行間を1.5倍、字間を0.12文字分にすると、文字が枠で切れます（実際に広げました）。",
            "en": "With lines 1.5 high and letters 0.12 em apart the box cuts the text off (tried).",
        },
    },
    fixes={
        "": {
            "ja": "heightをmin-heightにするか、overflow: hiddenを外してください。",
            "en": "Use min-height instead of height, or remove overflow: hidden.",
        },
    },
    decides=("1.4.12",),
    source="WCAG 2.2, SC 1.4.12",
)
