"""Which lines of text a box cuts off, in a page as it stands: for deep rules that change the page and look again."""

from a11y_checker.operate import Operated

# The numbers of elements with a line of their own text that a box with overflow: hidden or clip cuts or swallows. A line
# counts as cut when less than 60 % of its height, or not all of its width, is left (our choice: descenders may touch an edge).
# What is out of sight on purpose does not count: boxes of 1 px, other slides, text nobody sees in the first place.
_LOST = """() => {
  const all = window.__a11yCheckerElements || [];
  const clips = (v) => v === "hidden" || v === "clip";
  const lost = [];
  all.forEach((e, number) => {
    const texts = [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
    if (!texts.length || !e.isConnected || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
    const boxes = [];
    for (let p = e; p && p !== document.body && p !== document.documentElement; p = p.parentElement) {
      const s = getComputedStyle(p);
      if (clips(s.overflowX) || clips(s.overflowY)) boxes.push([p.getBoundingClientRect(), clips(s.overflowX), clips(s.overflowY)]);
      if (["auto", "scroll"].includes(s.overflowX) || ["auto", "scroll"].includes(s.overflowY)) break;
    }
    if (boxes.some(([r]) => r.width <= 1 || r.height <= 1)) return;
    const range = document.createRange();
    const isLost = texts.some((text) => {
      range.selectNodeContents(text);
      return [...range.getClientRects()].some((line) => line.width > 1 && boxes.some(([r, x, y]) =>
        (y && Math.min(line.bottom, r.bottom) - Math.max(line.top, r.top) < 0.6 * line.height) ||
        (x && (line.right > r.right + 2 || line.left < r.left - 2))));
    });
    if (isLost) lost.push(number);
  });
  return lost;
}"""


def lost_text(operated: Operated) -> set[int]:
    """The numbers of the elements whose text is cut off now."""
    return set(operated.evaluate(_LOST))
