// Finds the field of the page editor that a text of the page is typed into, opens whatever hides it, and marks words in it.
(() => {
  const form = () => document.querySelector("[data-edit-form]");
  const fields = () => [...form().elements];

  // The rows or columns of a table that are not deleted, in the order in which they are shown.
  function shown(prefix, kind) {
    const order = new RegExp(`^${CSS.escape(prefix).replaceAll("\\", "")}-${kind}-(\\d+)-order$`);
    return fields()
      .map((field) => [order.exec(field.name), field])
      .filter(([match]) => match)
      .map(([match, field]) => ({ id: match[1], at: Number(field.value) }))
      .filter(({ id }) => !fields().find((field) => field.name === `${prefix}-${kind}-${id}-deleted`)?.value)
      .sort((one, other) => one.at - other.at)
      .map(({ id }) => id);
  }

  function blockIn(prefix, id) {
    const found = fields().find(
      (field) => field.value === id && field.name.startsWith(`${prefix}-`) && /^\d+-id$/.test(field.name.slice(prefix.length + 1)),
    );
    return found ? found.name.replace(/id$/, "value") : null;
  }

  // One step of a path (leaves.py, Leaf): from the name of a field or block to that of the next one inside it.
  function step(prefix, next) {
    const [kind, value, column] = next.split(":");
    if (kind === "f") return value;
    if (prefix === null) return null;
    if (kind === "b") return blockIn(prefix, value);
    if (kind === "p") return `${prefix}-${value}`;
    if (kind === "h") return `${prefix}-column-${shown(prefix, "column")[Number(value)]}-heading`;
    return `${prefix}-cell-${shown(prefix, "row")[Number(value)]}-${shown(prefix, "column")[Number(column)]}`;
  }

  function find(path) {
    const name = path.reduce(step, null);
    if (name === null) return null;
    const exact = fields().find((field) => field.name === name && (field.type !== "hidden" || field.draftailEditor));
    if (exact) return exact;
    // A block or a chooser: its first field that can be changed, else the block itself.
    const inside = fields().filter((field) => field.name.startsWith(`${name}-`) || field.name === name);
    const first = inside.find((field) => field.draftailEditor || !["hidden", "submit"].includes(field.type));
    return first || inside[0]?.closest("[data-panel], .w-panel, [data-contentpath]") || document.getElementById(name);
  }

  function open(element) {
    const around = [];
    for (let place = element; place && place !== document.body; place = place.parentElement) around.unshift(place);
    for (const place of around) {
      if (place.getAttribute("role") === "tabpanel" && place.hidden) {
        document.querySelector(`[role=tab][href="#${CSS.escape(place.id)}"]`)?.click();
      }
      if (place.matches(".w-panel, [data-panel]")) {
        const toggle = place.querySelector("[data-panel-toggle]");
        if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
      }
    }
  }

  function pattern(words) {
    return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "[ \\t\\r\\n]+"), "g");
  }

  // The place of the n-th occurrence, the first when there are fewer: {at, length}.
  function locate(text, words, nth) {
    if (!words) return null;
    const all = [...text.matchAll(pattern(words))].map((match) => ({ at: match.index, length: match[0].length }));
    return all[nth] || all[0] || null;
  }

  // The same in a rich text: its blocks of text are counted through.
  function locateInRich(content, words, nth) {
    if (!words) return null;
    const all = content
      .getBlocksAsArray()
      .flatMap((block) =>
        [...block.getText().matchAll(pattern(words))].map((match) => ({ block, at: match.index, length: match[0].length })),
      );
    return all[nth] || all[0] || null;
  }

  function selectionOf({ block, at, length }) {
    return window.DraftJS.SelectionState.createEmpty(block.getKey()).merge({ anchorOffset: at, focusOffset: at + length });
  }

  function showRich(field, words, nth) {
    const editor = field.draftailEditor;
    const state = editor.getEditorState();
    const place = locateInRich(state.getCurrentContent(), words, nth);
    editor.focus();
    if (!place) return;
    const { EditorState } = window.DraftJS;
    editor.onChange(EditorState.forceSelection(editor.getEditorState(), selectionOf(place)));
  }

  // Which element of the editor a person sees for a field.
  function visible(field) {
    return field.draftailEditor ? field.parentElement.querySelector("[contenteditable]") || field.parentElement : field;
  }

  // Go to a field and mark the words in it. Gives the element that was gone to, or null when there is none.
  function show({ path, words, nth }) {
    const field = find(path);
    if (!field) return null;
    const place = visible(field);
    open(place);
    place.scrollIntoView({ block: "center" });
    if (field.draftailEditor) {
      showRich(field, words, nth);
    } else if (field.matches("input, textarea, select, button")) {
      field.focus({ preventScroll: true });
      const found = typeof field.setSelectionRange === "function" && /^(text|search|url|tel|textarea)$/.test(field.type) ? locate(field.value, words, nth) : null;
      if (found) field.setSelectionRange(found.at, found.at + found.length);
    } else {
      const inside = place.querySelector("button, a, input:not([type=hidden])");
      inside?.focus({ preventScroll: true });
    }
    const frame = place.closest("[data-field-wrapper], .w-field__wrapper, .w-field, .w-panel") || place;
    frame.classList.add("a11y-live-here");
    setTimeout(() => frame.classList.remove("a11y-live-here"), 4000);
    return place;
  }

  window.a11yLive = { form, find, locate, locateInRich, selectionOf, show };
})();
