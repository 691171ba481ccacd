// One snapshot of one document: its flat element tree as XML, and what only a browser knows.
// Called by browser.py after load; page.py reads the answer. Returns plain data, changes nothing.
(properties) => {
  "use strict";
  const RENDERED = 1, VISIBLE = 2, FOCUSABLE = 4, TABBABLE = 8, PSEUDO_PAINTS = 16;
  const VOID_TEXT = new Set(["script"]);
  // Of scripts, only those that draw words or listen to keys and to the movement of the device are of interest.
  const TELLING = /\b(?:fill|stroke)Text\s*\(|['"]key(?:down|up|press)['"]|\bonkey(?:down|up|press)\b|device(?:motion|orientation)/;
  const MAX_SCRIPT = 20000;
  const NATIVE = new Set(["button", "input", "select", "textarea", "iframe", "summary"]);
  const REPLACED_TEXT = new Set(["input", "textarea", "select"]);
  const NO_WORDS = new Set(["checkbox", "radio", "range", "color", "image", "file", "hidden"]);
  const MAX_ATTRIBUTE = 2000;

  // A page that goes elsewhere by itself would be gone before it is judged.
  if (document.querySelector('meta[http-equiv="refresh" i]')) window.stop();

  const out = [];
  const flags = [], style = [], styles = [], boxes = {}, texts = {}, scopes = {}, generated = {}, extra = {};
  const styleIndex = new Map(), scopeIndex = new Map([[document, 0]]), colours = new Map();
  const elements = [];
  const scrollX = window.scrollX, scrollY = window.scrollY;
  const round = (n) => Math.round(n * 10) / 10;

  const BAD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
  const clean = (s) => (s.isWellFormed && !s.isWellFormed() ? s.toWellFormed() : s).replace(BAD, "\ufffd");
  const text = (s) => (/[&<>\r]/.test(s) ? s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
    .replace(/\r/g, "&#13;") : s);
  const value = (s) => text(s).replace(/"/g, "&quot;").replace(/\n/g, "&#10;").replace(/\t/g, "&#9;");
  const NAME = /^[A-Za-z_][\w.-]*$/;

  // Any CSS colour as rgb(a): computed values may be in another colour space.
  let canvas = null;
  const toRgb = (colour) => {
    if (colour.startsWith("rgb")) return colour;
    if (!colours.has(colour)) {
      canvas = canvas || Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
        .getContext("2d", { willReadFrequently: true });
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      colours.set(colour, `rgba(${r}, ${g}, ${b}, ${Math.round(a / 2.55) / 100})`);
    }
    return colours.get(colour);
  };

  const [COLOR, GROUND, FILL, PICTURE] = ["color", "background-color", "fill", "background-image"].map((name) => properties.indexOf(name));
  const styleOf = (computed) => {
    const row = properties.map((name) => computed.getPropertyValue(name));
    row[COLOR] = toRgb(row[COLOR]);
    row[GROUND] = toRgb(row[GROUND]);
    if (row[FILL] !== "none" && !row[FILL].startsWith("url")) row[FILL] = toRgb(row[FILL]);
    // A long url() or gradient only matters as such.
    row[PICTURE] = row[PICTURE] === "none" ? "none" : row[PICTURE].includes("gradient(") ? "gradient" : "image";
    const key = row.join("\n");
    let index = styleIndex.get(key);
    if (index === undefined) {
      index = styles.length;
      styles.push(row);
      styleIndex.set(key, index);
    }
    return index;
  };
  const NO_STYLE_ROW = properties.map((name) => (name === "display" ? "none" : ""));

  const generatedText = (content) => {
    if (content === "none" || content === "normal") return "";
    const alternative = content.lastIndexOf(" / ");
    const part = alternative > 0 ? content.slice(alternative + 3) : content;
    return [...part.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1].replace(/\\(.)/g, "$1")).join("");
  };

  // The elements that a style sheet may give a ::before or ::after; null when that is not known.
  const decorated = () => {
    const found = new Set(document.querySelectorAll("q"));
    const read = (rules) => {
      for (const rule of rules) {
        if (rule.selectorText && /:(before|after)/.test(rule.selectorText)) {
          if ((rule.parentRule && rule.parentRule.selectorText) || /[&]|:scope/.test(rule.selectorText)) return false;
          for (const part of rule.selectorText.split(",")) {
            const at = part.search(/::?(before|after)\b/);
            if (at < 0) continue;
            const base = part.slice(0, at).replace(/[\s>+~]$/, "$&*").trim() || "*";
            document.querySelectorAll(base).forEach((element) => found.add(element));
          }
        }
        if (rule.cssRules && rule.cssRules.length && !read(rule.cssRules)) return false;
        if (rule.styleSheet && !read(rule.styleSheet.cssRules)) return false;
      }
      return true;
    };
    try {
      return [...document.styleSheets, ...document.adoptedStyleSheets].every((sheet) => read(sheet.cssRules)) ? found : null;
    } catch { return null; }
  };
  const mayBeDecorated = decorated();

  // ::before and ::after, asked for only where a style sheet may make them.
  const pseudo = (element, index, box, scope) => {
    if (mayBeDecorated && !scope && !element.assignedSlot && !mayBeDecorated.has(element)) return false;
    const words = [];
    let paints = false;
    for (const which of ["::before", "::after"]) {
      const computed = getComputedStyle(element, which);
      const content = computed.content;
      if (content === "none" || content === "normal") { words.push(""); continue; }
      words.push(generatedText(content));
      if ((computed.position === "absolute" || computed.position === "fixed") &&
          (computed.backgroundImage !== "none" || !/, 0\)$|transparent/.test(computed.backgroundColor))) {
        const area = parseFloat(computed.width) * parseFloat(computed.height);
        if (area > 0.25 * box.width * box.height) paints = true;
      }
    }
    if (words[0] || words[1]) generated[index] = words;
    return paints;
  };

  const clipsAway = (computed, box) => {
    if (computed.clip !== "auto" && /rect\(\s*(0|1)px[ ,]+(0|1)px[ ,]+(0|1)px[ ,]+(0|1)px/.test(computed.clip)) return true;
    const path = computed.clipPath;
    if (path && path !== "none" && /inset\((5\d|[6-9]\d|100)(\.\d+)?%|circle\(0|polygon\(0(px|%)? 0(px|%)?(, 0(px|%)? 0(px|%)?)+\)/.test(path)) return true;
    return computed.overflowX !== "visible" && computed.position !== "static" && box.width <= 1 && box.height <= 1;
  };

  const ownText = (element) => {
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType !== 3 || !/\S/.test(node.data)) continue;
      range.selectNodeContents(node);
      const r = range.getBoundingClientRect();
      if (r.width <= 0 || r.height <= 0) continue;
      left = Math.min(left, r.left); top = Math.min(top, r.top);
      right = Math.max(right, r.right); bottom = Math.max(bottom, r.bottom);
    }
    return left === Infinity ? null : [round(left + scrollX), round(top + scrollY), round(right - left), round(bottom - top)];
  };
  const range = document.createRange();

  const focus = (element, name, visible) => {
    if (!visible || element.disabled) return 0;
    const given = element.hasAttribute("tabindex") && !Number.isNaN(parseInt(element.getAttribute("tabindex"), 10));
    const link = (name === "a" || name === "area") && (element.hasAttribute("href") || element.hasAttribute("xlink:href"));
    const native = link || (NATIVE.has(name) && (name !== "summary" || element.matches("details > summary:first-of-type"))) ||
      ((name === "audio" || name === "video") && element.controls) || (element.isContentEditable && element.hasAttribute("contenteditable"));
    if (!given && !native) return 0;
    const index = given ? parseInt(element.getAttribute("tabindex"), 10) : 0;
    return FOCUSABLE | (index >= 0 ? TABBABLE : 0);
  };

  // Whether there is something to hear: true, false, or null where the browser cannot tell yet.
  const hasSound = (element, name) => {
    if (name === "audio") return element.readyState > 0 ? true : null;
    const bytes = element.webkitAudioDecodedByteCount;
    if (element.readyState < 3 || bytes === undefined) return null;
    // A silent track gives a few dozen bytes, sound gives many hundreds, once browser.py has waited for them.
    const waited = window.__a11yCheckerReady && window.__a11yCheckerReady.has(element);
    return bytes > 400 ? true : bytes < 200 && waited ? false : null;
  };

  // Whether an object shows a page, which has rules of its own.
  const showsPage = (element) => {
    try {
      const shown = element.contentDocument;
      return shown !== null && /^text\/|xhtml/.test(shown.contentType);
    } catch { return true; }
  };

  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], audio[controls], video[controls]";

  // Whether the Tab key has something to stop at inside a frame; null where that cannot be seen.
  const hasStops = (element) => {
    try {
      return [...element.contentDocument.querySelectorAll(STOPS)].some((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility());
    } catch { return null; }
  };

  const scrolling = (element, computed, index) => {
    if (computed.overflowX === "visible" && computed.overflowY === "visible") return;
    const across = element.scrollWidth - element.clientWidth, down = element.scrollHeight - element.clientHeight;
    if (across <= 0 && down <= 0) return;
    extra[index] = { ...extra[index], beyond: [across, down], inside: [element.clientWidth, element.clientHeight] };
  };

  const media = (element, name, index) => {
    if (name === "img") extra[index] = { src: (element.currentSrc || "").slice(0, 500), natural: [element.naturalWidth, element.naturalHeight], complete: element.complete };
    else if (name === "video" || name === "audio") {
      extra[index] = {
        duration: Number.isFinite(element.duration) ? element.duration : null, paused: element.paused, muted: element.muted,
        src: (element.currentSrc || "").slice(0, 500), sound: hasSound(element, name), autoplay: element.autoplay,
      };
    } else if (name === "object") extra[index] = { page: showsPage(element), fallback: [...element.children].some((child) => child.getClientRects().length > 0) };
    else if (name === "iframe") extra[index] = { stops: hasStops(element) };
    else if (name === "input") extra[index] = { ...extra[index], value: element.type === "password" ? "" : element.value, checked: element.checked };
  };

  // state: what the parent hands down.
  const open = (element, name, state) => {
    const index = elements.length;
    elements.push(element);
    if (state.scope) scopes[index] = state.scope;
    let rendered = state.rendered && name !== "head" && name !== "script" && name !== "style" && name !== "template" && name !== "title" && name !== "noscript";
    let visible = false, clipped = state.clipped, faded = state.faded, pictured = state.pictured;
    if (rendered && name !== "area" && name !== "option" && name !== "optgroup" && !element.checkVisibility()) {
      rendered = getComputedStyle(element).display === "contents";
    }
    if (!rendered) {
      flags.push(0);
      style.push(-1);
      if (name === "audio") media(element, name, index);
    } else {
      const computed = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      faded = faded || parseFloat(computed.opacity) === 0;
      clipped = clipped || clipsAway(computed, box);
      const x = box.left + scrollX, y = box.top + scrollY;
      const offPage = box.width > 0 && (x + box.width <= 0 || y + box.height <= 0);
      visible = !faded && !clipped && !offPage && computed.visibility === "visible";
      let bits = RENDERED | (visible ? VISIBLE : 0) | focus(element, name, computed.visibility === "visible" && !state.inert);
      boxes[index] = [round(x), round(y), round(box.width), round(box.height)];
      const own = REPLACED_TEXT.has(name) ? (element.value && !NO_WORDS.has(element.type) ? boxes[index] : null) : ownText(element);
      if (own) texts[index] = own;
      if (computed.backgroundImage !== "none") pictured = computed.backgroundClip !== "text";
      else if (pictured && toRgb(computed.backgroundColor).startsWith("rgb(")) pictured = false;
      if (own && visible && pictured && computed.textShadow === "none" && own[1] < window.innerHeight + scrollY) extra[index] = { ...extra[index], pictured: true };
      if (name !== "svg" && !state.svg && pseudo(element, index, box, state.scope)) bits |= PSEUDO_PAINTS;
      flags.push(bits);
      style.push(styleOf(computed));
      media(element, name, index);
      scrolling(element, computed, index);
    }
    out.push("<", name);
    for (const attribute of element.attributes) {
      const key = attribute.name.replace(/:/g, "-");
      if (NAME.test(key) && key !== "d" && key !== "xmlns" && !key.startsWith("xmlns-")) {
        out.push(" ", key.toLowerCase(), '="', value(clean(attribute.value.slice(0, MAX_ATTRIBUTE))), '"');
      }
    }
    out.push(">");
    return { rendered, clipped, faded, pictured, inert: (state.inert && element !== modal) || element.inert, svg: state.svg || name === "svg", scope: state.scope };
  };

  const scopeOf = (root) => {
    if (!scopeIndex.has(root)) scopeIndex.set(root, scopeIndex.size);
    return scopeIndex.get(root);
  };

  const walk = (element, state) => {
    let name = element.localName.toLowerCase();
    if (!NAME.test(name)) name = "unknown-element";
    const inner = open(element, name, state);
    let nodes = element.childNodes;
    if (element.shadowRoot) {
      nodes = element.shadowRoot.childNodes;
      inner.scope = scopeOf(element.shadowRoot);
    } else if (name === "slot" && state.scope && element.assignedNodes().length) {
      nodes = element.assignedNodes();
      inner.scope = scopeOf(nodes[0].getRootNode());
    }
    if (name === "script" && TELLING.test(element.text || "")) out.push(text(clean(element.text.slice(0, MAX_SCRIPT))));
    if (!VOID_TEXT.has(name) && name !== "template") {
      for (const node of nodes) {
        if (node.nodeType === 1) walk(node, inner);
        else if (node.nodeType === 3 && name !== "noscript") out.push(text(clean(node.data)));
      }
    }
    out.push("</", name, ">");
  };

  const found = (selector) => {
    try { return [...document.querySelectorAll(selector || "*")]; } catch { return []; }
  };

  // Every style rule in force, also those for the other way of holding the screen.
  const eachRule = (rules, tell, orientation) => {
    for (const rule of rules) {
      const media = rule.media ? rule.conditionText || rule.media.mediaText : "";
      const turned = /orientation\s*:\s*(portrait|landscape)/i.test(media);
      if (rule.style && rule.selectorText) tell(rule, orientation);
      if (!rule.cssRules || !rule.cssRules.length) continue;
      if (turned || !rule.media || matchMedia(media).matches) eachRule(rule.cssRules, tell, orientation || turned);
      else eachRule(rule.cssRules, (inner) => readLow(inner.style, inner.selectorText), false);
    }
  };

  const degrees = (style) => {
    const values = [...style.transform.matchAll(/rotate(?:z|3d)?\(([^)]*)\)/gi)].map((m) => m[1].split(",").pop());
    if (style.rotate && style.rotate !== "none") values.push(style.rotate.split(" ").pop());
    const unit = { deg: 1, rad: 180 / Math.PI, grad: 0.9, turn: 360 };
    return values.map((text) => /^\s*(-?[\d.]+)(deg|grad|rad|turn)\s*$/.exec(text)).filter(Boolean)
      .reduce((sum, m) => sum + parseFloat(m[1]) * unit[m[2]], 0);
  };

  // Handlers of attributes that move the focus when it leaves, themselves or in a function that they call by name.
  const movesFocus = (element) => (element.hasAttribute("onblur") || element.hasAttribute("onfocusout")) && ["onblur", "onfocusout"].some((name) => {
    const handler = element.getAttribute(name) || "";
    const called = [...handler.matchAll(/\b([A-Za-z_$][\w$]*)\s*\(/g)].map((m) => window[m[1]]).filter((f) => typeof f === "function");
    return [handler, ...called.map(String)].some((text) => /\.focus\s*\(/.test(text));
  });

  // What the page does when the device is moved: the code that listens, and what it calls by name, two steps deep.
  const motionCode = () => {
    const scripts = [...document.scripts].map((script) => script.text || "").filter((code) => /device(?:motion|orientation)/.test(code));
    const attributes = ["ondevicemotion", "ondeviceorientation"].map((name) => window[name]).filter((f) => typeof f === "function");
    const parts = [...scripts, ...attributes.map(String)];
    const seen = new Set();
    for (let at = 0; at < parts.length && parts.length < 20; at++) {
      for (const match of parts[at].matchAll(/\b([A-Za-z_$][\w$]*)\b/g)) {
        const called = window[match[1]];
        if (typeof called !== "function" || seen.has(called) || /\[native code\]/.test(called)) continue;
        seen.add(called);
        parts.push(String(called));
      }
    }
    return parts.join("\n").slice(0, MAX_SCRIPT);
  };

  // What style rules say about focus: whose ring is taken away, and who gets another sign of it.
  const SIGNLESS = /^(outline|cursor|transition|z-index|-webkit-tap)/;
  const hidesRing = (style) => style.outlineStyle === "none" || style.outlineWidth === "0px" || style.outlineColor === "transparent";
  const showsRing = (style) => /^(auto|solid|dotted|dashed|double|groove|ridge|inset|outset)$/.test(style.outlineStyle) && style.outlineWidth !== "0px";
  const bare = new Set(), signed = new Set();
  // Boxes of a set height that cut off what does not fit, in a window of any width.
  const lows = new Set();
  const isLow = (style) => /hidden|clip/.test(`${style.overflow} ${style.overflowY}`) &&
    [style.height, style.maxHeight].some((size) => parseFloat(size) > (size.endsWith("px") ? 2 : 0) && !/%|auto|none/.test(size));
  const readLow = (style, selector) => { if (isLow(style)) found(selector).forEach((element) => lows.add(element)); };
  const readRule = (rule, orientation) => {
    readLow(rule.style, rule.selectorText);
    if (orientation) {
      const angle = degrees(rule.style);
      if (angle) for (const element of found(rule.selectorText)) turned.set(element, angle);
    }
    const hides = hidesRing(rule.style), hasFocus = rule.selectorText.includes(":focus");
    if (!hides && !hasFocus) return;
    for (const part of rule.selectorText.split(",")) {
      const at = part.search(/:focus(-visible|-within)?/);
      const left = (at < 0 ? part : part.slice(0, at)).trim();
      const right = at < 0 ? "" : part.slice(at).replace(/^:focus(-visible|-within)?/, "");
      const within = /^:focus-within/.test(part.slice(at));
      const sign = at >= 0 && (showsRing(rule.style) || [...rule.style].some((name) => !SIGNLESS.test(name)));
      if (sign) {
        for (const element of found(left)) {
          signed.add(element);
          if (within) element.querySelectorAll("*").forEach((child) => signed.add(child));
        }
      } else if (hides && !/[\s>+~]\S/.test(right) && !within) found(left).forEach((element) => bare.add(element));
    }
  };
  const turned = new Map();
  const readStyles = () => {
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
      if (sheet.disabled || (sheet.media.length && !matchMedia(sheet.media.mediaText).matches)) continue;
      let rules = [];
      try { rules = sheet.cssRules; } catch { continue; }
      eachRule(rules, readRule, false);
    }
    elements.forEach((element, index) => {
      if (flags[index] & TABBABLE && movesFocus(element)) extra[index] = { ...extra[index], moves_focus: true };
      if (element.style && isLow(element.style)) lows.add(element);
      if (turned.has(element)) extra[index] = { ...extra[index], turned: turned.get(element) };
      if (!(flags[index] & TABBABLE) || signed.has(element)) return;
      const own = element.style, inline = own && own.outline && hidesRing(own);
      if (inline || bare.has(element)) extra[index] = { ...extra[index], ringless: true };
    });
  };

  const modal = [...document.querySelectorAll("dialog:modal")].pop();
  const root = document.documentElement;
  walk(root, { rendered: true, clipped: false, faded: false, pictured: false, inert: modal !== undefined, svg: false, scope: 0 });
  readStyles();
  const motion = motionCode();
  if (motion) extra[0] = { ...extra[0], motion };
  // axe.py and the interaction rules find an element again by its number.
  Object.defineProperty(window, "__a11yCheckerElements", { value: elements, configurable: true });
  const none = styles.push(NO_STYLE_ROW) - 1;
  return {
    url: document.URL,
    xml: out.join(""),
    lows: elements.flatMap((element, index) => (lows.has(element) && /\S/.test(element.textContent) ? [index] : [])),
    viewport: [window.innerWidth, window.innerHeight],
    scroll_at: [Math.round(scrollX), Math.round(scrollY)],
    scroll: [root.scrollWidth, root.scrollHeight],
    flags, style: style.map((i) => (i < 0 ? none : i)), styles, boxes, texts, scopes, generated, extra,
  };
}
