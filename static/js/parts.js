/* Ticking a technique unfolds the part of the note that belongs to it: <details data-opens-with="role_play">. */
(function () {
  "use strict";
  document.addEventListener("change", function (event) {
    if (event.target.name !== "techniques" || !event.target.checked) return;
    document.querySelectorAll("details[data-opens-with]").forEach(function (part) {
      if (part.dataset.opensWith === event.target.value) part.open = true;
    });
  });
})();
