// Keeps the panel beside the page editor up to date: asks the server, after each pause in typing, what it thinks of the form.
(() => {
  const panel = document.querySelector("[data-a11y-live]");
  if (!panel || !window.a11yLive?.form()) return;
  const { form, show, mend } = window.a11yLive;
  const PAUSE_MS = 700;
  const LONGEST_WAIT_MS = 30_000;
  const GIVE_UP_MS = 600_000;
  // A normal page is judged in less; only who waits longer is told.
  const SLOW_MS = 1000;
  const ANSWER_MS = 60_000;
  const part = (name) => panel.querySelector(`[data-a11y-${name}]`);
  const fill = (text, values) => Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`{${name}}`, value), text);
  let sent = null;
  const questions = [];
  let isAsking = false;
  let timer = null;

  function say(text) {
    if (part("status").textContent !== text) part("status").textContent = text;
  }

  // After the first automatic save of a new page its form belongs to a page that exists.
  function pageId() {
    return /\/pages\/(\d+)\/edit\//.exec(form().action)?.[1] || null;
  }

  function address(ending = "") {
    const id = pageId();
    return id ? panel.dataset.editUrl.replace("/0/", `/${id}/`) + ending : panel.dataset.addUrl;
  }

  function count(number) {
    const counter = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
    if (!counter) return;
    counter.textContent = String(number);
    counter.hidden = number === 0;
  }

  // Put in new HTML without taking the keyboard away from what it was on.
  function replace(place, html) {
    const focused = place.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null;
    const opened = new Set([...place.querySelectorAll("details[open]")].map((details) => details.dataset.key));
    const typed = new Map([...place.querySelectorAll("input[data-key]")].filter((input) => input.value !== input.defaultValue).map((input) => [input.dataset.key, input.value]));
    place.innerHTML = html;
    for (const input of place.querySelectorAll("input[data-key]")) input.value = typed.get(input.dataset.key) ?? input.value;
    for (const details of place.querySelectorAll("details")) details.open = opened.has(details.dataset.key);
    if (!focused) return;
    const again = [...place.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused);
    const next = again || place.querySelector("h3");
    if (next && !again) next.tabIndex = -1;
    next?.focus({ preventScroll: Boolean(again) });
  }

  // One question at a time: a server that is judging a long page gets no second one before it has answered.
  async function ask(extra = null) {
    if (extra || !questions.includes(null)) questions.push(extra);
    if (isAsking) return;
    isAsking = true;
    while (questions.length) await send(questions.shift());
    isAsking = false;
  }

  async function send(extra) {
    const data = new URLSearchParams(new FormData(form()));
    const typed = data.toString();
    for (const [name, value] of Object.entries(extra || {})) data.append(name, value);
    if (!extra && typed === sent) return;
    const slow = setTimeout(() => say(panel.dataset.textSlow), SLOW_MS);
    part("findings").setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address(), { method: "POST", body: data, signal: AbortSignal.timeout(ANSWER_MS) });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      sent = typed;
      replace(part("findings"), answer.html);
      count(answer.count);
      // What somebody has just mended is told first; the sums come with the next change.
      if (!panel.dataset.told || part("status").textContent === panel.dataset.textSlow) say(answer.summary);
      delete panel.dataset.told;
    } catch {
      say(panel.dataset.textFailed);
    } finally {
      clearTimeout(slow);
      part("findings").removeAttribute("aria-busy");
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => (document.hidden ? later() : ask()), PAUSE_MS);
  }

  function tell(text) {
    panel.dataset.told = "yes";
    say(text);
  }

  function mendedText({ old, new: fresh, href }) {
    return fill(href ? panel.dataset.textLinked : panel.dataset.textMended, { old, new: fresh });
  }

  function remember(offer, undo) {
    const values = { old: offer.old, new: offer.new };
    const entry = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = panel.dataset.textUndo;
    entry.append(`${mendedText(offer)} `, button);
    part("done").prepend(entry);
    part("done").hidden = false;
    button.addEventListener("click", () => {
      tell(undo() ? fill(panel.dataset.textUndone, values) : fill(panel.dataset.textGone, { old: offer.new }));
      entry.remove();
      part("done").hidden = !part("done").children.length;
      part("status").tabIndex = -1;
      part("status").focus();
      later();
    });
    button.focus();
  }

  function press(offer) {
    const result = mend(offer);
    const values = { old: offer.old, new: offer.new };
    if (result.copy) return tell(fill(panel.dataset.textCopy, values));
    if (result.gone) return tell(fill(panel.dataset.textGone, values));
    tell(mendedText(offer));
    remember(offer, result.undo);
    later();
  }

  // New words for a link, written in the panel: the link itself stays.
  function rewrite(box) {
    const { path, words, nth } = JSON.parse(box.dataset.a11yRewrite);
    const fresh = box.querySelector("input").value.trim();
    if (fresh && fresh !== words) press({ path, old: words, new: fresh, nth, href: "" });
  }

  function go(target) {
    const narrow = window.matchMedia("(max-width: 49.99em)").matches;
    if (narrow) document.querySelector("[data-form-side-close-button]")?.click();
    if (!show(target)) tell(panel.dataset.textNowhere);
  }

  // --- With a browser ---------------------------------------------------------------------------------------------
  async function look(method = "GET", wait = 1000, until = Date.now() + GIVE_UP_MS) {
    if (!pageId()) return;
    try {
      const token = form().elements.csrfmiddlewaretoken.value;
      const response = await fetch(address("browser/"), { method, headers: method === "POST" ? { "X-CSRFToken": token } : {} });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      replace(part("browser"), answer.html);
      if (answer.is_waiting && Date.now() < until) setTimeout(() => look("GET", Math.min(wait * 2, LONGEST_WAIT_MS), until), wait);
      else if (method === "POST" || wait > 1000) tell(part("browser").querySelector("p")?.textContent || "");
    } catch {
      tell(panel.dataset.textFailed);
    }
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.a11yGo) go(JSON.parse(button.dataset.a11yGo));
    if (button.dataset.a11yMend) press(JSON.parse(button.dataset.a11yMend));
    if (button.dataset.a11yAnswer) {
      ask({ "accessibility-fingerprint": button.dataset.fingerprint, "accessibility-answer": button.dataset.a11yAnswer });
    }
    if ("a11yPut" in button.dataset) rewrite(button.closest("[data-a11y-rewrite]"));
    if ("a11yAsk" in button.dataset) {
      button.setAttribute("aria-disabled", "true");
      tell(panel.dataset.textAsked);
      look("POST");
    }
  });

  // The panel stands inside the page's form: Enter in its field must not send that.
  panel.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-a11y-rewrite]");
    if (!box || event.key !== "Enter" || event.target.type !== "text" || event.isComposing) return;
    event.preventDefault();
    rewrite(box);
  });

  // Rich texts and blocks change the form without an event of their own: whatever a person does may have changed it.
  for (const kind of ["input", "change", "keyup", "click", "paste", "drop"]) form().addEventListener(kind, later, true);
  for (const kind of ["w-unsaved:add", "w-autosave:success"]) document.addEventListener(kind, later);
  const side = document.querySelector('[data-side-panel="checks"]');
  document.addEventListener("w-autosave:success", () => side.hidden || look());
  side.addEventListener("show", () => {
    ask();
    look();
  });
  document.querySelector("[data-a11y-open]")?.addEventListener("click", () => {
    const toggle = document.querySelector('[data-side-panel-toggle="checks"]');
    toggle.click();
    toggle.focus();
  });
  later();
  if (!side.hidden) look();
})();
