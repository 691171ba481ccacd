// Narrow screens: the links to the menu and to the search become switches that say whether they are open.
// Without a script they jump to the part, which CSS then shows (:target).

function makeSwitch(link, part) {
  const setOpen = (isOpen) => {
    part.classList.toggle("is-open", isOpen);
    link.setAttribute("aria-expanded", String(isOpen));
  };
  const toggle = (byKeyboard) => {
    const isOpen = !part.classList.contains("is-open");
    setOpen(isOpen);
    const first = part.querySelector("input, a");
    if (isOpen && first && (byKeyboard || first.matches("input"))) first.focus();
  };
  setOpen(part.matches(":target"));
  part.classList.add("is-scripted");
  link.setAttribute("role", "button");
  link.setAttribute("aria-controls", part.id);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(event.detail === 0);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle(true);
  });
  return (event) => {
    if (!part.classList.contains("is-open")) return;
    if (!part.contains(event.target) && event.target !== link) return;
    setOpen(false);
    link.focus();
  };
}

export function setUpSwitches() {
  const closers = [];
  for (const link of document.querySelectorAll("[data-module='switch']")) {
    const part = document.getElementById(link.hash.slice(1));
    if (part) closers.push(makeSwitch(link, part));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closers.forEach((close) => close(event));
  });
}
