/* htmx notes the address of the page in the browser's storage (for its history, which is switched off here). Nothing about a
   client stays in the browser, so the note is taken away as soon as it is made. */
(function () {
  "use strict";
  function forget() {
    try { window.sessionStorage.removeItem("htmx-current-path-for-history"); } catch (refused) { /* no storage, nothing to forget */ }
  }
  document.addEventListener("htmx:afterRequest", forget);
  document.addEventListener("htmx:afterSettle", forget);
  forget();
})();
