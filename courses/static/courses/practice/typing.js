// Says whether a word was typed as shown. Nothing is sent or kept. While letters are still being chosen (IME), only
// what is right is told.
const form = document.querySelector(".typing");
const all = form.querySelector("[data-typing-all]");
const fields = [...form.querySelectorAll("[data-word]")];
const read = (field) => field.value.normalize("NFKC").replace(/\s/g, "");

function judge(field, isComposing) {
  const { word } = field.dataset;
  const typed = read(field);
  if (typed === word) return form.dataset.right;
  if (!typed || isComposing) return "";
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same += 1;
  if (same === typed.length) return form.dataset.on;
  return same ? form.dataset.later.replace("0", same) : form.dataset.first;
}

function tell(field, isComposing) {
  document.getElementById(field.getAttribute("aria-describedby")).textContent = judge(field, isComposing);
  all.hidden = !fields.every((other) => read(other) === other.dataset.word);
  all.textContent = all.hidden ? "" : form.dataset.all;
}

for (const field of fields) {
  field.addEventListener("input", (event) => tell(field, event.isComposing));
  field.addEventListener("compositionend", () => tell(field, false));
}
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => fields.forEach((field) => tell(field, false))));
