"""No text is lost at 200 %."""

from a11y_checker.lost_text import lost_text
from a11y_checker.operate import Clock, DeepRule, Operated, Verdicts
from a11y_checker.page import Page
from a11y_checker.results import failed, passed

# Source: WCAG 2.2, SC 1.4.4: 200 %. Zooming a window to it halves the CSS px that the page has.
ZOOM = 2


def operate(operated: Operated, page: Page, clock: Clock) -> Verdicts:
    """Halve the window, as zooming does, and name what is cut off only since then."""
    if clock.is_over or page.viewport is None:
        return []
    before = lost_text(operated)
    operated.resize(page.viewport[0] // ZOOM, page.viewport[1] // ZOOM)
    found = sorted(lost_text(operated) - before)
    operated.restore()
    return [(page.elements[number], failed("lost")) for number in found] or [(page.root, passed())]


RULE = DeepRule(
    id="text-zoom",
    name={"ja": "200 %に拡大しても文字が切れない", "en": "No text is lost at 200 %"},
    criteria=("1.4.4",),
    impact="serious",
    items=("G11", "G12"),
    act=("59br37",),
    engine="deep",
    needs_browser=True,
    in_frames=False,
    operate=operate,
    why={
        "ja": "文字を大きくする人ほど、読めない部分が増えます。",
        "en": "The larger one sets the text, the less of it can be read.",
    },
    messages={
        "lost": {
            "ja": "200 %に拡大すると、文字が枠で切れます（実際に拡大に当たる幅にしました）。",
            "en": "At 200 % the box cuts the text off (tried with the width that zooming leaves).",
        },
    },
    fixes={
        "": {
            "ja": "heightをmin-heightにするか、overflow: hiddenやwhite-space: nowrapを外してください。",
            "en": "Use min-height instead of height, or remove overflow: hidden and white-space: nowrap.",
        },
    },
    source="WCAG 2.2, SC 1.4.4; ACT rule 59br37",
)
