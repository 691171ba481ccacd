// 読み上げ: reads the page with the voice of the reader's own device and marks the sentence being read.
// The switch joins the aids in the header only where the device has a voice for the page's language.

const BLOCKS = "p, li, h1, h2, h3, h4, dt, dd, th, td, caption, summary, figcaption, legend, label, div";
const UNREAD = [
  "rt, rp, script, style, template, form, button, svg, [hidden], [aria-hidden='true'], .visually-hidden, nav",
  "details:not([open]) > :not(summary)",
].join(", ");
const SENTENCE = /[^。！？!?]+[。！？!?]*[」』）)]*/g;
// Our choice: three quarters of the usual speed, for those who want to follow word by word.
const SLOW = 0.75;

/** Return the text nodes of the element that are read, grouped by the block they stand in. */
function groupTextNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const groups = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(UNREAD) || !parent.getClientRects().length) continue;
    const block = parent.closest(BLOCKS) || root;
    const last = groups[groups.length - 1];
    if (last && last.block === block) last.nodes.push(node);
    else groups.push({ block, nodes: [node] });
  }
  return groups;
}

// Writes names and corrected words in kana, as furigana reads them; loaded when a reader turns to the switch.
let say = (text) => text;

async function loadReadings(url) {
  try {
    const readings = await (await fetch(url)).json();
    const words = Object.keys(readings).sort((a, b) => b.length - a.length);
    const any = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|");
    // Whole words only: 中町 is none in 田中町長.
    const pattern = new RegExp(`(?<!\\p{sc=Han})(?:${any})(?!\\p{sc=Han})`, "gu");
    if (any) say = (text) => text.replace(pattern, (word) => readings[word]);
  } catch {
    // The voice reads as it can.
  }
}

/** Return the text node and the place in it at an offset of the group's joined text. */
function locate(nodes, offset) {
  let rest = offset;
  for (const node of nodes) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
  }
  const last = nodes[nodes.length - 1];
  return [last, last.length];
}

/** Return {text, lang, block, range} for each sentence of the element, in reading order. */
export function findSentences(root) {
  const sentences = [];
  for (const { block, nodes } of groupTextNodes(root)) {
    const joined = nodes.map((node) => node.data).join("");
    const lang = nodes[0].parentElement.closest("[lang]").lang;
    for (const match of joined.matchAll(SENTENCE)) {
      const text = match[0].replace(/\s+/g, " ").trim();
      if (!text) continue;
      const range = document.createRange();
      const lead = match[0].length - match[0].trimStart().length;
      range.setStart(...locate(nodes, match.index + lead));
      range.setEnd(...locate(nodes, match.index + match[0].length));
      sentences.push({ text, lang, block, range });
    }
  }
  return sentences;
}

class Reader {
  constructor(bar, onStop) {
    this.bar = bar;
    this.onStop = onStop;
    this.sentences = findSentences(document.querySelector("main"));
    this.position = 0;
    this.isPlaying = false;
    this.rate = 1;
    bar.addEventListener("click", (event) => this.press(event.target.closest("button")));
  }

  press(button) {
    const action = button?.dataset.speech;
    if (action === "toggle") this.isPlaying ? this.pause() : this.play();
    if (action === "back") this.jump(-1);
    if (action === "next") this.jump(1);
    if (action === "stop") this.stop();
    if (action === "slow") {
      this.rate = this.rate === 1 ? SLOW : 1;
      button.setAttribute("aria-pressed", String(this.rate !== 1));
      if (this.isPlaying) this.play();
    }
  }

  play() {
    const sentence = this.sentences[this.position];
    if (!sentence) return this.stop();
    this.showPlaying(true);
    this.mark(sentence);
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(
      sentence.lang.startsWith("ja") ? say(sentence.text) : sentence.text,
    );
    utterance.lang = sentence.lang;
    utterance.rate = this.rate;
    utterance.voice = findVoice(sentence.lang);
    utterance.onend = () => {
      if (this.utterance !== utterance || !this.isPlaying) return;
      this.position += 1;
      this.play();
    };
    utterance.onerror = () => {
      if (this.utterance === utterance) this.pause();
    };
    this.utterance = utterance;
    speechSynthesis.speak(utterance);
  }

  // pause() of the browsers loses its place on some phones: stopping and saying the sentence again works everywhere.
  pause() {
    this.showPlaying(false);
    this.utterance = null;
    speechSynthesis.cancel();
  }

  jump(step) {
    this.position = Math.min(Math.max(this.position + step, 0), this.sentences.length - 1);
    this.play();
  }

  stop() {
    this.pause();
    this.mark(null);
    this.onStop();
  }

  showPlaying(isPlaying) {
    this.isPlaying = isPlaying;
    const toggle = this.bar.querySelector("[data-speech='toggle']");
    toggle.textContent = isPlaying ? toggle.dataset.pause : toggle.dataset.resume;
  }

  mark(sentence) {
    const canHighlight = "highlights" in CSS;
    if (canHighlight) CSS.highlights.delete("speech");
    document.querySelector(".is-spoken")?.classList.remove("is-spoken");
    if (!sentence) return;
    if (canHighlight) CSS.highlights.set("speech", new Highlight(sentence.range));
    else sentence.block.classList.add("is-spoken");
    const box = sentence.range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight - this.bar.offsetHeight) {
      sentence.range.startContainer.parentElement.scrollIntoView({ block: "center" });
    }
  }
}

/** Return a voice for the language, one on the device itself if there is one. */
function findVoice(lang) {
  const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.slice(0, 2) === lang.slice(0, 2));
  return voices.find((voice) => voice.localService) || voices[0] || null;
}

function start(button, template) {
  const bar = template.content.firstElementChild.cloneNode(true);
  document.querySelector("main").after(bar);
  button.setAttribute("aria-pressed", "true");
  const end = () => {
    const hadFocus = bar.contains(document.activeElement);
    bar.remove();
    button.setAttribute("aria-pressed", "false");
    document.removeEventListener("keydown", onEscape);
    reader = null;
    if (hadFocus) button.focus({ preventScroll: true });
  };
  const onEscape = (event) => {
    if (event.key === "Escape") reader?.stop();
  };
  let reader = new Reader(bar, end);
  document.addEventListener("keydown", onEscape);
  bar.querySelector("[data-speech='toggle']").focus({ preventScroll: true });
  reader.play();
  return () => reader?.stop();
}

export function setUpSpeech() {
  const switchTemplate = document.getElementById("speech-switch");
  const barTemplate = document.getElementById("speech-bar");
  if (!("speechSynthesis" in window) || !switchTemplate || !barTemplate) return;
  const offer = () => {
    const list = document.querySelector("[data-module='tools']");
    if (list.querySelector("[data-speech='start']") || !findVoice(document.documentElement.lang)) return;
    list.append(switchTemplate.content.cloneNode(true));
    const button = list.querySelector("[data-speech='start']");
    const prepare = () => loadReadings(barTemplate.content.firstElementChild.dataset.readings);
    button.addEventListener("focus", prepare, { once: true });
    button.addEventListener("pointerenter", prepare, { once: true });
    let stop = null;
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-pressed") === "true") stop();
      else stop = start(button, barTemplate);
    });
  };
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}
