"""The place of the keyboard shows, tried with the Tab key."""

from typing import Any

from a11y_checker.operate import Clock, DeepRule, Operated, Verdicts, focused
from a11y_checker.page import Page
from a11y_checker.results import failed, passed

# Our choice: menus and lists repeat themselves; a page with more stops is judged by its first.
MAX_STOPS = 80
# In these the text cursor shows where one is.
_TYPED_IN = frozenset({"text", "search", "email", "tel", "url", "password", "number", "date", "time", "month", "week"})
# Our choice: rings and shadows are drawn this far outside the box, CSS px.
_MARGIN_PX = 8

Look = dict[str, Any]

# How an element, what is around it, what follows it and its labels look; and where it is in the window.
_LOOK = """(number) => {
  const e = (window.__a11yCheckerElements || [])[number];
  if (!e || !e.isConnected) return null;
  const names = ["boxShadow", "border", "background", "color", "textDecoration", "opacity",
    "transform", "filter", "fontWeight", "visibility", "clipPath", "width", "height", "inset", "fill", "stroke"];
  const ring = (s) => s.outlineStyle === "none" || s.outlineWidth === "0px" ? "" : s.outline + s.outlineOffset;
  const look = (x, pseudo) => { const s = getComputedStyle(x, pseudo); return ring(s) + names.map((n) => s[n]).join("|"); };
  const places = [e, e.parentElement, e.parentElement && e.parentElement.parentElement, e.nextElementSibling,
    e.firstElementChild, ...(e.labels || [])].filter(Boolean);
  const r = e.getBoundingClientRect();
  return { look: places.map((x) => [null, "::before", "::after"].map((p) => look(x, p)).join("~")).join("\\n"),
    box: [r.x, r.y, r.width, r.height], window: [innerWidth, innerHeight] };
}"""
_BLUR = "() => { let e = document.activeElement; while (e && e.shadowRoot && e.shadowRoot.activeElement)"
_BLUR += " e = e.shadowRoot.activeElement; if (e) e.blur(); }"


def operate(operated: Operated, page: Page, clock: Clock) -> Verdicts:
    """Step through the page with Tab; pictures decide, one pair for all elements whose styles change alike."""
    tabbable = [n for n, e in enumerate(page.elements) if (facts := page.facts(e)) is not None and facts.tabbable]
    before = {number: operated.evaluate(_LOOK, number) for number in clock.each(tabbable[:MAX_STOPS])}
    verdicts: Verdicts = []
    seen: set[int] = set()
    known: dict[tuple[str, str], bool] = {}
    for _ in clock.each(range(min(len(tabbable), MAX_STOPS) + 1)):
        operated.press("Tab")
        number = focused(operated)
        if number in seen:
            break
        seen.add(number)
        if before.get(number) is not None:
            is_shown = _is_typed_in(page, number) or _shows(operated, number, before[number], known)
            verdicts.append((page.elements[number], passed() if is_shown else failed("none")))
    return verdicts


def _is_typed_in(page: Page, number: int) -> bool:
    element = page.elements[number]
    return element.tag in ("textarea", "iframe") or (
        element.tag == "input" and (element.get("type") or "text") in _TYPED_IN
    )


def _shows(operated: Operated, number: int, before: Look, known: dict[tuple[str, str], bool]) -> bool:
    """Whether anything looks different now that the element has the focus. known: what was seen of such changes."""
    now = operated.evaluate(_LOOK, number)
    if now is None:
        return True
    change = (str(before["look"]), str(now["look"]))
    if change not in known:
        known[change] = _differs(operated, number, now)
    return known[change]


def _differs(operated: Operated, number: int, now: Look) -> bool:
    """Whether a picture with the focus differs from one without. The focus is back afterwards."""
    x, y, width, height = now["box"]
    right, bottom = now["window"]
    left, top = max(x - _MARGIN_PX, 0), max(y - _MARGIN_PX, 0)
    width, height = min(x + width + _MARGIN_PX, right) - left, min(y + height + _MARGIN_PX, bottom) - top
    if width < 1 or height < 1:  # it cannot be seen at all: another criterion
        return True
    box = (left, top, width, height)
    with_focus = operated.picture(box)
    operated.evaluate(_BLUR)
    without = operated.picture(box)
    operated.evaluate("(number) => window.__a11yCheckerElements[number].focus()", number)
    return with_focus != without


RULE = DeepRule(
    id="focus-visible",
    name={"ja": "Tabキーで移った所が見て分かる", "en": "Where the Tab key is can be seen"},
    criteria=("2.4.7",),
    impact="serious",
    items=("G54",),
    act=("oj04fd",),
    engine="deep",
    needs_browser=True,
    in_frames=False,
    operate=operate,
    why={
        "ja": "キーボードで操作する人は、今どこにいるか分かりません。",
        "en": "People who use the keyboard cannot see where they are.",
    },
    messages={
        "none": {
            "ja": "Tabキーで移っても、見た目が何も変わりません（実際に操作して、画面を比べました）。",
            "en": "Nothing changes on the screen when the Tab key comes here (tried, and pictures compared).",
        },
    },
    fixes={
        "": {
            "ja": ":focus-visible に、outline: 3px solid などの印を付けてください。例: a:focus-visible {{ outline: 3px solid #0b4884; }}",
            "en": "Give :focus-visible a sign, for example: a:focus-visible {{ outline: 3px solid #0b4884; }}",
        },
    },
    decides=("2.4.7",),
    source="WCAG 2.2, SC 2.4.7; ACT rule oj04fd",
)
