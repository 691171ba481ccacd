// Attendance without a network: an entry is kept on the device until the server has it. Without this script each button is
// a plain form. Only numbers and values are kept, never a name.

const RETRY_MS = 20_000; // our choice: soon enough for a teacher who waits for the word "sent", rare enough for a battery

class Queue {
  // Entries not sent yet, oldest first. Every tab reads the store anew: two tabs of one session share it.
  constructor(key) {
    this.key = key;
    this.memory = [];
    this.isStored = true;
  }

  read() {
    if (!this.isStored) return this.memory;
    try {
      const entries = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(entries) ? entries : [];
    } catch {
      return [];
    }
  }

  write(entries) {
    this.memory = entries;
    try {
      if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
      else localStorage.removeItem(this.key);
      this.isStored = true;
    } catch {
      this.isStored = false; // no room, or storage is forbidden: this page holds them alone
    }
  }

  add(entry) {
    this.write([...this.read(), entry]);
  }

  remove(key) {
    this.write(this.read().filter((entry) => entry.client_key !== key));
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Row {
  constructor(element, texts) {
    this.element = element;
    this.texts = texts;
    this.form = element.querySelector("[data-attend-form]");
    this.name = element.querySelector("[data-attend-name]").textContent.replace(/（[^）]*）/g, "").replace(/\s+/g, " ").trim();
  }

  find(name) {
    return this.element.querySelector(`[data-attend-${name}]`);
  }

  get enrolment() {
    return this.form.elements.enrolment.value;
  }

  labelOf(status) {
    const button = this.form.querySelector(`.attend__buttons [value="${status}"], .attend__others [value="${status}"]`);
    if (!button) return status;
    return button.dataset.attendLabel ?? button.lastChild.textContent.trim();
  }

  show(status, isWaiting) {
    this.find("state").textContent = this.labelOf(status);
    this.find("waiting").textContent = isWaiting ? this.texts.textRowWaiting : "";
    this.form.elements.seen.value = status;
    for (const button of this.form.querySelectorAll("[data-attend-key]")) {
      button.setAttribute("aria-pressed", String(button.value === status));
    }
  }

  showConflict(answer) {
    const box = this.find("conflict");
    box.hidden = !answer.conflict;
    if (!answer.conflict) return;
    const { by, at, label, status } = answer.conflict;
    this.find("conflict-text").textContent = fill(this.texts.textConflict, { by, at, theirs: label, ours: answer.label });
    for (const [name, value, words] of [["keep", answer.status, answer.label], ["theirs", status, label]]) {
      this.find(name).value = value;
      this.find(name).textContent = fill(this.texts.textKeep, { label: words });
    }
  }

  showHistory(history) {
    const box = this.find("history");
    box.hidden = history.length === 0;
    box.querySelector("ul").replaceChildren(...history.map((change) => {
      const item = document.createElement("li");
      item.textContent = [change.at, change.label, change.by, change.source].filter(Boolean).join(" ");
      return item;
    }));
  }
}

class Attendance {
  constructor(element) {
    this.texts = element.dataset;
    this.queue = new Queue(`attendance-${element.dataset.session}`);
    this.message = element.querySelector("[data-attend-message]");
    this.rows = new Map();
    for (const item of element.querySelectorAll("[data-attend-row]")) {
      const row = new Row(item, this.texts);
      if (row.form) this.add(row);
    }
    for (const form of element.querySelectorAll("[data-attend-online]")) this.guard(form);
    addEventListener("online", () => this.send());
    for (const entry of this.queue.read()) this.rows.get(String(entry.enrolment))?.show(entry.status, true);
    this.send();
    element.dataset.isReady = "";
  }

  add(row) {
    this.rows.set(row.enrolment, row);
    row.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter) this.record(row, event.submitter.value);
    });
    row.element.addEventListener("keydown", (event) => this.press(row, event));
  }

  press(row, event) {
    // The keys 1 to 4, in a row that has the focus: record, and go on to the next person.
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const button = row.form.querySelector(`[data-attend-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    this.record(row, button.value);
    const all = [...this.rows.values()];
    all[all.indexOf(row) + 1]?.form.querySelector("[data-attend-key]").focus();
  }

  record(row, status) {
    const { enrolment, seen, source } = row.form.elements;
    this.queue.add({
      enrolment: enrolment.value, seen: seen.value, source: source.value, status, client_key: makeKey(),
    });
    row.show(status, true);
    row.find("conflict").hidden = true;
    this.say(fill(this.texts.textRecorded, { name: row.name, label: row.labelOf(status) }));
    this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.timer);
    const had = this.queue.read().length;
    let entry;
    while ((entry = this.queue.read()[0]) && await this.sendOne(entry));
    this.isSending = false;
    this.report(had);
  }

  async sendOne(entry) {
    // Returns whether the next entry can be sent: false without a network, and after the sign-in has run out.
    const row = this.rows.get(String(entry.enrolment));
    if (!row) return this.drop(entry);
    const body = new URLSearchParams({ ...entry, csrfmiddlewaretoken: row.form.elements.csrfmiddlewaretoken.value });
    let response, answer;
    try {
      response = await fetch(row.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const isOurs = !response.redirected && (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      if (isOurs) answer = await response.json();
    } catch {
      return this.wait(""); // no network, or it failed in the middle of the answer: the same entry goes again
    }
    if (answer && response.ok) return this.accept(row, entry, answer);
    if (answer && response.status === 409) return this.refuse(row, entry, answer.error);
    if (response.status >= 500) return this.wait("");
    return this.wait(response.redirected ? this.texts.textSignIn : this.texts.textReload);
  }

  drop(entry) {
    // Somebody who is no longer on the list of this page: a reload shows why.
    this.queue.remove(entry.client_key);
    return true;
  }

  accept(row, entry, answer) {
    this.queue.remove(entry.client_key);
    const isLast = !this.queue.read().some((other) => String(other.enrolment) === String(entry.enrolment));
    if (isLast) row.show(answer.status, false);
    if (isLast) row.showConflict(answer);
    row.showHistory(answer.history);
    return true;
  }

  refuse(row, entry, reason) {
    this.queue.remove(entry.client_key);
    row.show(entry.seen, false);
    this.problem = `${row.name}：${reason}`;
    return true;
  }

  wait(problem) {
    this.problem = problem;
    this.timer = setTimeout(() => this.send(), RETRY_MS);
    return false;
  }

  report(had) {
    const count = this.queue.read().length;
    const parts = [this.problem];
    if (count) parts.push(fill(this.texts.textWaiting, { count }));
    if (count && !this.queue.isStored) parts.push(this.texts.textNoStorage);
    if (had && !count && !this.problem) parts.push(this.texts.textSent);
    this.problem = "";
    const text = parts.filter(Boolean).join(" ");
    if (text) this.say(text);
  }

  say(text) {
    this.message.textContent = text;
  }

  guard(form) {
    // A form that needs the server: asked first, so that no error page of the browser takes this page away.
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await fetch(location.href, { method: "HEAD", cache: "no-store" });
        form.submit();
      } catch {
        this.say(this.texts.textOffline);
      }
    });
  }
}

for (const element of document.querySelectorAll("[data-module='attendance']")) new Attendance(element);
