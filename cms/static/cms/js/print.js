// A button that prints the page. It stands hidden in the page, because without a script it could do nothing.

export function setUpPrinting() {
  for (const button of document.querySelectorAll("[data-module='print']")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
