// Which texts inside the given boxes are cut off, in a window of half the width: what a zoom of 200 % makes of it.
// Called by browser.py; takes and gives numbers of elements in the snapshot.
(boxes) => {
  "use strict";
  const elements = window.__a11yCheckerElements || [];
  const range = document.createRange();
  const cutter = (element, top) => {
    for (let place = element; place && place !== document.body; place = place.parentElement) {
      const overflow = getComputedStyle(place).overflowY;
      if (overflow !== "visible") return /hidden|clip/.test(overflow) ? place : null;
      if (place === top) return null;
    }
    return null;
  };
  const isCut = (element, top) => {
    const box = cutter(element, top);
    if (!box || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || box.clientHeight < 3) return false;
    const edge = box.getBoundingClientRect(), size = parseFloat(getComputedStyle(element).fontSize);
    return [...element.childNodes].some((node) => {
      if (node.nodeType !== 3 || !/\S/.test(node.data)) return false;
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      return text.height > 0 && text.top < edge.bottom - 2 && text.top >= edge.top - 2 && text.bottom > edge.bottom + 0.4 * size;
    });
  };
  const found = new Set();
  for (const index of boxes) {
    const top = elements[index];
    if (!top || !top.isConnected) continue;
    for (const element of [top, ...top.querySelectorAll("*")]) if (isCut(element, top)) found.add(elements.indexOf(element));
  }
  return [...found].filter((index) => index >= 0);
}
