// How far a reader has come, kept on this device alone: nothing is sent, and one button forgets it.
// Without a script, or where the browser keeps nothing, the lessons are the same and nothing is remembered.
const KEY = "lessons";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function write(lessons) {
  try {
    localStorage.setItem(KEY, JSON.stringify(lessons));
  } catch {
    // Nothing is remembered.
  }
}

const reached = read();

// A step: remember that it was opened; the last step's way on ends the lesson.
for (const step of document.querySelectorAll("[data-lesson-step]")) {
  const { lesson, lessonStep, lessonTotal } = step.dataset;
  write({ ...reached, [lesson]: Math.max(Number(lessonStep), reached[lesson] || 0) });
  step.querySelector("[data-lesson-end]")?.addEventListener("click", () => {
    write({ ...read(), [lesson]: Number(lessonTotal) + 1 });
  });
}

// The lesson: a way on to the step that was opened last.
for (const line of document.querySelectorAll("[data-lesson-resume]")) {
  const step = reached[line.dataset.lesson];
  if (step > 1 && step <= Number(line.dataset.lessonTotal)) {
    const link = line.querySelector("a");
    link.href += `${step}/`;
    link.textContent = link.textContent.replace("0", step);
    line.hidden = false;
  }
}

// The list: what was begun, what is done, and the button that forgets it.
for (const note of document.querySelectorAll("[data-lesson-note]")) {
  const step = reached[note.dataset.lesson];
  if (step) note.textContent = step > Number(note.dataset.lessonTotal) ? note.dataset.done : note.dataset.begun;
}
for (const box of document.querySelectorAll("[data-lesson-forget]")) {
  box.hidden = Object.keys(reached).length === 0;
  box.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    location.reload();
  });
}
