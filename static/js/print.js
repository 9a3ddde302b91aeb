// A button with data-print opens the browser's print dialogue. Without scripts the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
