// How far a reader has come, kept on this device alone: nothing is sent, one button forgets it. Without a script, or
// where the browser keeps nothing, the lessons are the same.
const KEY = "lessons";
const all = (name) => document.querySelectorAll(`[data-lesson-${name}]`);
let reached = {};

function keep(lesson, step) {
  reached[lesson] = step;
  try {
    localStorage.setItem(KEY, JSON.stringify(reached));
  } catch {} // Nothing is remembered.
}

try {
  reached = JSON.parse(localStorage.getItem(KEY)) || {};
} catch {} // Nothing was remembered.

for (const part of all("step")) {
  const { lesson, lessonStep, lessonTotal } = part.dataset;
  keep(lesson, Math.max(lessonStep, reached[lesson] || 0));
  part.querySelector("[data-lesson-end]")?.addEventListener("click", () => keep(lesson, +lessonTotal + 1));
}
for (const line of all("resume")) {
  const step = reached[line.dataset.lesson];
  if (!(step > 1 && step <= line.dataset.lessonTotal)) continue;
  const link = line.querySelector("a");
  link.href += `${step}/`;
  link.textContent = link.textContent.replace("0", step);
  line.hidden = false;
}
for (const note of all("note")) {
  const { lesson, lessonTotal, begun, done } = note.dataset;
  if (reached[lesson]) note.textContent = reached[lesson] > lessonTotal ? done : begun;
}
for (const box of all("forget")) {
  box.hidden = !Object.keys(reached).length;
  box.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    location.reload();
  });
}
