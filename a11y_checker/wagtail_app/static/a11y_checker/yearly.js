// Saves a row as soon as it is changed, and says so beside it. Without it the button at the end saves all rows.

function tell(row, text, isError) {
  const status = row.querySelector(".judge__status");
  status.textContent = text;
  status.classList.toggle("judge__status--error", isError);
  row.querySelector("input[type=text]").setAttribute("aria-invalid", String(isError));
}

function fieldsOf(form, row) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("only", row.dataset.row);
  for (const field of row.querySelectorAll("input")) {
    if (field.type !== "radio" || field.checked) data.append(field.name, field.value);
  }
  return data;
}

// One request a row at a time: the last change wins, whatever the network does.
const waiting = new Map();

async function save(form, row) {
  try {
    const response = await fetch(form.getAttribute("action") || window.location.href, { method: "POST", body: fieldsOf(form, row) });
    const answer = await response.json();
    if (!response.ok) return tell(row, answer.error, true);
    tell(row, answer.saved, false);
    row.classList.add("judge--done");
    form.querySelector("[data-progress]").textContent = answer.progress;
  } catch {
    tell(row, form.dataset.notSaved, true);
  }
}

function enqueue(form, row) {
  if (!row.querySelector("input[type=radio]:checked")) {
    tell(row, form.dataset.choose, true);
    return;
  }
  const before = waiting.get(row) || Promise.resolve();
  waiting.set(row, before.then(() => save(form, row)));
}

for (const form of document.querySelectorAll("form[data-module=rows]")) {
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) enqueue(form, row);
  });
  // Enter in a note saves that row; it does not press the first button of the page.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "text") return;
    event.preventDefault();
    enqueue(form, event.target.closest("[data-row]"));
  });
}
