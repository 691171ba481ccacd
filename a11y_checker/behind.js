// What is painted behind texts, from a picture of the window in which no text is drawn.
// Called by browser.py with the picture (PNG, base64) and numbers of elements in the snapshot.
// Gives for each element its slices along the lines, each as the darkest and the lightest colour found in it.
async (given) => {
  "use strict";
  const [picture, numbers] = given;
  const SLICE_EM = 1.5, STEP_PX = 2, MOST_SLICES = 200;
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const scale = bitmap.width / window.innerWidth;
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const slice = (x, y, width, height) => {
    const { data, width: across } = context.getImageData(x * scale, y * scale, Math.max(1, width * scale), Math.max(1, height * scale));
    let darkest = null, lightest = null, low = Infinity, high = -Infinity;
    for (let at = 0; at < data.length; at += 4 * STEP_PX) {
      const colour = [data[at], data[at + 1], data[at + 2]], value = luminance(colour);
      if (value < low) { low = value; darkest = colour; }
      if (value > high) { high = value; lightest = colour; }
    }
    return [darkest, lightest];
  };
  const range = document.createRange();
  const found = {};
  for (const number of numbers) {
    const element = window.__a11yCheckerElements[number];
    if (!element || !element.isConnected) continue;
    const size = parseFloat(getComputedStyle(element).fontSize) * SLICE_EM, slices = [];
    let whole = true;
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !/\S/.test(node.data)) continue;
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        if (line.left < 0 || line.top < 0 || line.right > window.innerWidth || line.bottom > window.innerHeight) { whole = false; continue; }
        const count = Math.max(1, Math.floor(line.width / size)), width = line.width / count;
        for (let i = 0; i < count && slices.length < MOST_SLICES; i++) slices.push(slice(line.left + i * width, line.top, width, line.height));
      }
    }
    if (whole && slices.length) found[number] = slices;
  }
  return found;
}
