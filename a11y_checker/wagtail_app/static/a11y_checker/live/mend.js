// Replaces words in a field of the editor, and puts them back. Nothing is saved: the form is only filled in.
(() => {
  const { find, locate, locateInRich, selectionOf } = window.a11yLive;

  function announce(field) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function replaceInPlain(field, old, fresh, nth) {
    const place = locate(field.value, old, nth);
    if (!place) return null;
    field.setRangeText(fresh, place.at, place.at + place.length, "end");
    announce(field);
    return () => {
      const there = field.value.slice(place.at, place.at + fresh.length) === fresh ? place : locate(field.value, fresh, 0);
      if (!there) return false;
      field.setRangeText(old, there.at, there.at + fresh.length, "end");
      announce(field);
      return true;
    };
  }

  // Change a stretch of a rich text; its bold and links stay. entity: undefined leaves the link as it is.
  function change(field, place, text, entity) {
    const { EditorState, Modifier } = window.DraftJS;
    const editor = field.draftailEditor;
    const state = editor.getEditorState();
    const content = state.getCurrentContent();
    const selection = selectionOf(place);
    const next =
      entity === undefined
        ? Modifier.replaceText(content, selection, text, place.block.getInlineStyleAt(place.at), place.block.getEntityAt(place.at))
        : Modifier.applyEntity(content, selection, entity);
    editor.onChange(EditorState.push(state, next, entity === undefined ? "insert-characters" : "apply-entity"));
    announce(field);
  }

  function replaceInRich(field, { old, new: fresh, nth, href }) {
    const content = () => field.draftailEditor.getEditorState().getCurrentContent();
    const place = locateInRich(content(), old, nth);
    if (!place) return null;
    if (href) {
      const made = content().createEntity("LINK", "MUTABLE", { url: href });
      change(field, place, old, made.getLastCreatedEntityKey());
    } else {
      change(field, place, fresh);
    }
    return () => {
      const block = content().getBlockForKey(place.block.getKey());
      const stays = block && block.getText().slice(place.at, place.at + fresh.length) === fresh;
      const there = stays ? { block, at: place.at, length: fresh.length } : locateInRich(content(), fresh, 0);
      if (!there) return false;
      if (href) change(field, there, old, null);
      else change(field, there, old);
      return true;
    };
  }

  // Make a change. Gives {undo} when it was made, {gone: true} when the words are not there, {copy: true} where it cannot be made.
  function mend(offer) {
    const field = find(offer.path);
    if (!field || field.readOnly || field.disabled) return { copy: true };
    if (field.draftailEditor) {
      if (!window.DraftJS) return { copy: true };
      const undo = replaceInRich(field, offer);
      return undo ? { undo } : { gone: true };
    }
    if (!field.matches("input, textarea") || offer.href) return { copy: true };
    const undo = replaceInPlain(field, offer.old, offer.new, offer.nth);
    return undo ? { undo } : { gone: true };
  }

  window.a11yLive.mend = mend;
})();
