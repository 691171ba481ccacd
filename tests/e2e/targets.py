"""Targets that a finger can miss on an open page."""

from playwright.sync_api import Page

# Source: WCAG 2.2, SC 2.5.5.
TARGET_MINIMUM_PX = 44

# Targets smaller than 44 × 44 outside running text (SC 2.5.5: "inline"). A box to tick counts with its label. What
# counts is where a finger hits the target: the link of a card is as big as the card.
FIND_SMALL_TARGETS = """(minimum) => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, label:has(input)';
  const isInView = (box) => box.width > 1 && box.height > 1 && box.bottom + scrollY > 0;
  const isInRunningText = (element) => {
    if (!getComputedStyle(element).display.startsWith('inline')) return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll(all).forEach((target) => target.remove());
    return /[\\p{L}\\p{N}]/u.test(copy.textContent);
  };
  const reach = (element, x, y, stepX, stepY) => {
    let way = 0;
    while (way < minimum && element.contains(document.elementFromPoint(x + stepX * (way + 1), y + stepY * (way + 1)))) way += 1;
    return way;
  };
  const measure = (element) => {
    element.scrollIntoView({ block: 'center' });
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return {
      width: Math.max(box.width, 1 + reach(element, x, y, 1, 0) + reach(element, x, y, -1, 0)),
      height: Math.max(box.height, 1 + reach(element, x, y, 0, 1) + reach(element, x, y, 0, -1)),
    };
  };
  return [...document.querySelectorAll(all)]
    .filter((e) => e.checkVisibility() && isInView(e.getBoundingClientRect()))
    .filter((e) => !(e.matches('input') && e.closest('label')) && !isInRunningText(e))
    .map((e) => ({ e, size: measure(e) }))
    .filter(({ size }) => size.width < minimum - 0.5 || size.height < minimum - 0.5)
    .map(({ e, size }) => `${e.tagName}.${e.className} “${e.innerText.slice(0, 20)}” ${Math.round(size.width)}×${Math.round(size.height)}`);
}"""


def find_small_targets(page: Page) -> list[str]:
    """Return each target on a page that is smaller than a finger, with its words and its size in CSS px."""
    return page.evaluate(FIND_SMALL_TARGETS, TARGET_MINIMUM_PX)
