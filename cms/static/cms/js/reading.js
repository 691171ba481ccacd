// data-module="reading" on a field of a name: the kana that the input method saw on the way to the kanji are offered in the field
// of the reading (data-reading: its id). They stay a proposal: who writes there by hand is left alone.
const KANA = /^[\u3041-\u3096\u30a1-\u30fc\u3000 ]+$/;

export function setUpReadings() {
  for (const name of document.querySelectorAll("[data-module=reading]")) {
    const reading = document.getElementById(name.dataset.reading);
    if (reading) follow(name, reading);
  }
}

function follow(name, reading) {
  let kana = "";
  let offered = "";
  const isOurs = () => reading.value === offered;
  name.addEventListener("compositionupdate", (event) => {
    if (KANA.test(event.data)) kana = event.data;
  });
  name.addEventListener("compositionend", (event) => {
    if (kana && event.data && isOurs()) {
      offered = reading.value = [reading.value.trim(), kana.trim()].filter(Boolean).join(" ");
    }
    kana = "";
  });
  name.addEventListener("input", () => {
    if (!name.value && isOurs()) offered = reading.value = "";
  });
}
