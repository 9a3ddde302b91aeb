// On a phone the days of the week stand below each other: the calendar begins at today.
(function () {
  const today = document.querySelector("td[data-today]");
  if (!today || !today.previousElementSibling || !window.matchMedia("(max-width: 767.98px)").matches || window.scrollY) return;
  today.scrollIntoView();
})();
