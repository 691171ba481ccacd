// Prints the screen it stands on.
for (const button of document.querySelectorAll('[data-module="print"]')) {
  button.addEventListener('click', () => window.print());
}
