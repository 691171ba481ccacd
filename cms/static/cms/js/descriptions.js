// ふりがな: what describes a field (aria-describedby) is read once. Browsers leave readings out of names, but Chromium takes
// them into descriptions: 半はん角かく. A hidden copy without readings takes their place. docs/explanation/furigana-aloud.md

function copyWithoutReadings(id) {
  const source = document.getElementById(id);
  if (!source?.querySelector("rt")) return id;
  const copy = document.createElement("span");
  copy.id = `${id}-plain`;
  copy.hidden = true;
  const plain = source.cloneNode(true);
  for (const reading of plain.querySelectorAll("rt, rp")) reading.remove();
  copy.textContent = plain.textContent;
  if (!document.getElementById(copy.id)) source.after(copy);
  return copy.id;
}

export function setUpDescriptions() {
  for (const field of document.querySelectorAll("[aria-describedby]")) {
    const ids = field.getAttribute("aria-describedby").split(/\s+/).filter(Boolean);
    field.setAttribute("aria-describedby", ids.map(copyWithoutReadings).join(" "));
  }
}
