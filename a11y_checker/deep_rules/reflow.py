"""The page fits a window of 320 CSS px without scrolling sideways."""

from a11y_checker.operate import Clock, DeepRule, Operated, Verdicts
from a11y_checker.page import Page
from a11y_checker.results import failed, passed

# Source: WCAG 2.2, SC 1.4.10: 320 CSS px, which is 1280 px at 400 %; 256 CSS px high.
WIDTH_PX, HEIGHT_PX = 320, 256
# The elements that stick out, without those inside another one, inside a box that scrolls by itself, or of a kind whose
# meaning needs two dimensions (source: Understanding SC 1.4.10: pictures, maps, diagrams, video, games, data tables, code).
_TOO_WIDE = """() => {
  if (document.scrollingElement.scrollWidth <= innerWidth + 1) return [];
  const excepted = "table, img, svg, canvas, video, iframe, object, embed, map, pre, math, [role=application], [role=toolbar]";
  const scrolls = (e) => e !== document.body && e !== document.documentElement &&
    !["visible", "clip"].includes(getComputedStyle(e).overflowX);
  const isInside = (e, test) => { for (let p = e.parentElement; p; p = p.parentElement) if (test(p)) return true; return false; };
  const isOut = (r) => r.width && r.height && r.right > innerWidth + 1;
  const range = document.createRange();
  const ownText = (e) => [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
  const sticksOut = (e) => isOut(e.getBoundingClientRect()) ||
    ownText(e).some((text) => { range.selectNodeContents(text); return [...range.getClientRects()].some(isOut); });
  const wide = [...document.body.querySelectorAll("*")].filter((e) => sticksOut(e) && !e.matches(excepted) &&
    e.checkVisibility({ visibilityProperty: true }) && !isInside(e, (p) => p.matches(excepted) || scrolls(p)) &&
    ![...e.querySelectorAll(excepted)].some(sticksOut));
  const all = window.__a11yCheckerElements || [];
  return wide.filter((e) => !wide.some((o) => o !== e && e.contains(o))).map((e) => all.indexOf(e)).filter((n) => n >= 0);
}"""


def operate(operated: Operated, page: Page, clock: Clock) -> Verdicts:
    """Narrow the window and look for what sticks out."""
    if clock.is_over:
        return []
    operated.resize(WIDTH_PX, HEIGHT_PX)
    found = operated.evaluate(_TOO_WIDE)
    operated.restore()
    return [(page.elements[number], failed("wide")) for number in found] or [(page.root, passed())]


RULE = DeepRule(
    id="reflow",
    name={"ja": "400 %に拡大しても横にはみ出さない", "en": "Nothing sticks out sideways at 400 %"},
    criteria=("1.4.10",),
    impact="serious",
    items=("G12",),
    engine="deep",
    needs_browser=True,
    in_frames=False,
    operate=operate,
    why={
        "ja": "画面を大きく拡大する人は、一行ごとに左右へ動かさないと読めません。",
        "en": "People who magnify the page have to scroll to and fro for every line.",
    },
    messages={
        "wide": {
            "ja": "幅320ピクセル（400 %拡大に当たる）の画面で、右にはみ出します（実際に狭くしました）。",
            "en": "It sticks out to the right in a window 320 pixels wide, as at 400 % (tried).",
        },
    },
    fixes={
        "": {
            "ja": "widthをmax-width: 100%に変えるか、折り返せるようにしてください（white-space: nowrapを外すなど）。",
            "en": "Use max-width: 100% instead of width, or let it wrap (without white-space: nowrap).",
        },
    },
    source="WCAG 2.2, SC 1.4.10",
)
