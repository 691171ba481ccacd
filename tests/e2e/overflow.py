"""What does not fit into the window of an open page, or falls to pieces in it."""

from playwright.sync_api import Page

# What makes the page scroll sideways; text that is cut off; boxes that scroll and cannot be reached by keyboard; lines of
# text that furigana takes apart.
FIND_OVERFLOW = """() => {
  const root = document.documentElement;
  const describe = (element) => `${element.tagName}.${element.className} “${(element.innerText || '').slice(0, 30)}”`;
  const isHiddenOnPurpose = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.clipPath !== 'none' || style.visibility === 'hidden' || e.matches('.skip, [aria-hidden=true]')) return true;
    }
    return false;
  };
  const scrollBox = (element) => {
    for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return e;
    }
    return null;
  };
  const visible = [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility() && !isHiddenOnPurpose(e));
  const outside = visible.filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1) && !scrollBox(e) && !e.closest('svg');
  });
  const cut = visible.filter((e) => {
    const hides = ['hidden', 'clip'].includes(getComputedStyle(e).overflowX);
    return hides && e.scrollWidth > e.clientWidth + 1 && e.innerText;
  });
  const boxes = visible.filter((e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX));
  const unreachable = boxes.filter((e) => e.scrollWidth > e.clientWidth && !(e.tabIndex === 0 && e.matches('[role=region]')));
  // In a grid or a flexible box each word with a reading stands by itself, one below the other.
  const scattered = [...document.body.querySelectorAll('*')].filter((e) => {
    const parts = [...e.childNodes].filter((part) => part.nodeType === 1 || part.textContent.trim());
    const isGrid = ['grid', 'flex', 'inline-grid', 'inline-flex'].includes(getComputedStyle(e).display);
    return isGrid && parts.length > 1 && parts.some((part) => part.nodeName === 'RUBY');
  });
  return {
    sideways: Math.max(0, root.scrollWidth - root.clientWidth),
    outside: outside.map(describe),
    cut: cut.map(describe),
    unreachable: unreachable.map(describe),
    scattered: scattered.map(describe),
  };
}"""
NOTHING = {"sideways": 0, "outside": [], "cut": [], "unreachable": [], "scattered": []}


def find_overflow(page: Page) -> dict:
    """Return what stands outside the window, after checking that nothing hides it from this look."""
    hides = page.evaluate("['HTML', 'BODY'].map((name) => getComputedStyle(document.querySelector(name)).overflowX)")
    assert set(hides) == {"visible"}
    return page.evaluate(FIND_OVERFLOW)
