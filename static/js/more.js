/* An open menu closes on Escape, or on a press elsewhere. */
(function () {
  "use strict";
  function open() { return document.querySelectorAll("details[data-more][open]"); }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    open().forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  document.addEventListener("click", function (event) {
    open().forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });
})();
