/* A second press of the same button while the first is on its way is ignored. No button is disabled for good. */
(function () {
  "use strict";
  var sent = new WeakMap();

  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    var before = sent.get(event.target);
    if (before && Date.now() - before < 5000) event.preventDefault();
    else sent.set(event.target, Date.now());
  });

  window.addEventListener("pageshow", function () { sent = new WeakMap(); });
})();
