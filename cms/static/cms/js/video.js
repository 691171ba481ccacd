// A film is fetched from the service that holds it only after the reader pressed the button.
// Without a script the link to that service stands there alone.

function play(box) {
  const frame = document.createElement("iframe");
  frame.className = "video__frame";
  frame.src = box.dataset.src;
  frame.title = box.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  box.querySelector("[data-part='consent']").replaceWith(frame);
  frame.focus();
}

export function setUpVideos() {
  for (const box of document.querySelectorAll("[data-module='video'][data-src]")) {
    const consent = box.querySelector("[data-part='consent']");
    consent.hidden = false;
    consent.querySelector("button").addEventListener("click", () => play(box));
  }
}
