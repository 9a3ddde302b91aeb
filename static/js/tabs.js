// On a phone the row of tabs is wider than the page: it begins where the reader is.
(function () {
  const row = document.querySelector(".nav-tabs");
  const here = row?.querySelector("[aria-current]");
  if (!here || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft = here.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 3;
})();
