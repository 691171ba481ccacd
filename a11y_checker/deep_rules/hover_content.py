"""What the pointer or the focus brings up stays while one reads it, and can be sent away."""

from a11y_checker.operate import Clock, DeepRule, Operated, Verdicts
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed

# Our choice: enough to find a site's pattern of menus and hints; more would take long.
MAX_PLACES = 40

# What can be seen now, to be compared with later.
_NOTE = """() => { window.__a11yCheckerSeen = new Set([...document.body.querySelectorAll("*")]
  .filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))); }"""
# The box of the largest thing with text that can be seen only since then; null when there is none.
_NEW = """() => {
  const seen = window.__a11yCheckerSeen;
  const boxes = [...document.body.querySelectorAll("*")]
    .filter((e) => !seen.has(e) && e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((e) => e.innerText && e.innerText.trim()).map((e) => e.getBoundingClientRect())
    .filter((r) => r.width > 8 && r.height > 8 && r.right > 0 && r.bottom > 0 && r.x < innerWidth && r.y < innerHeight);
  boxes.sort((a, b) => b.width * b.height - a.width * a.height);
  return boxes.length ? [boxes[0].x, boxes[0].y, boxes[0].width, boxes[0].height] : null;
}"""
_SHOW = """(number) => {
  const e = (window.__a11yCheckerElements || [])[number];
  if (!e || !e.isConnected) return null;
  e.scrollIntoView({ block: "center", behavior: "instant" });
  const r = e.getBoundingClientRect();
  return r.width && r.height ? [r.x, r.y, r.width, r.height] : null;
}"""
# Two frames: styles and scripts have answered to the pointer.
_SETTLE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def operate(operated: Operated, page: Page, clock: Clock) -> Verdicts:
    """Hold the pointer over links, buttons and whatever has a hint, and see what comes up."""
    places = page.exposed("a[href], button, [tabindex], [aria-describedby], [aria-haspopup], abbr, summary, label, svg")
    visible = [e for e in places if (facts := page.facts(e)) is not None and facts.visible]
    numbers = {element: number for number, element in enumerate(page.elements)}
    verdicts: Verdicts = []
    for element in clock.each(visible[:MAX_PLACES]):
        verdict = _hover(operated, numbers[element])
        if verdict is not None:
            verdicts.append((element, verdict))
    return verdicts


def _hover(operated: Operated, number: int) -> Verdict | None:
    """The verdict on what comes up over an element; None when nothing does."""
    _move_away(operated)
    box = operated.evaluate(_SHOW, number)
    if box is None:
        return None
    operated.evaluate(_NOTE)
    _move_over(operated, box)
    new = operated.evaluate(_NEW)
    if new is None:
        return None
    _move_over(operated, new)
    if operated.evaluate(_NEW) is None:
        return failed("runs_away")
    _move_over(operated, box)
    operated.press("Escape")
    operated.evaluate(_SETTLE)
    return passed() if operated.evaluate(_NEW) is None else cant_tell("stays")


def _move_over(operated: Operated, box: tuple[float, float, float, float]) -> None:
    operated.move(box[0] + box[2] / 2, box[1] + box[3] / 2)
    operated.evaluate(_SETTLE)


def _move_away(operated: Operated) -> None:
    operated.move(0, 0)
    operated.evaluate(_SETTLE)


RULE = DeepRule(
    id="hover-content",
    name={"ja": "重ねると出る内容は、読む間消えない", "en": "What comes up under the pointer can be read"},
    criteria=("1.4.13",),
    impact="serious",
    engine="deep",
    needs_browser=True,
    in_frames=False,
    operate=operate,
    why={
        "ja": "画面を拡大して使う人は、出てきた内容を読む前に消えてしまいます。",
        "en": "People who magnify the screen lose it before they have read it.",
    },
    messages={
        "runs_away": {
            "ja": "重ねると内容が出ますが、その内容へポインターを動かすと消えます（実際に操作しました）。",
            "en": "Something comes up under the pointer, and vanishes when the pointer moves onto it (tried).",
        },
        "stays": {
            "ja": "重ねると出る内容が、Escキーで消えません。ほかの内容を隠していないかを確かめてください。",
            "en": "What comes up under the pointer does not go away with Escape. See whether it covers other content.",
        },
    },
    fixes={
        "": {
            "ja": "出した内容の上にポインターがある間は消さず、Escキーで消せるようにしてください。",
            "en": "Keep it while the pointer is on it, and let Escape send it away.",
        },
    },
    source="WCAG 2.2, SC 1.4.13",
)
