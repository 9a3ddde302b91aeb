/* The CSRF token, read from its cookie at the moment it is needed: a new sign-in in another tab changes it. */
(function () {
  "use strict";
  var practice = (window.practice = window.practice || {});

  practice.csrf = function () {
    var name = (document.querySelector('meta[name="csrf-cookie"]') || {}).content;
    var found = (document.cookie || "").split("; ").filter(function (pair) {
      return name && pair.indexOf(name + "=") === 0;
    })[0];
    if (found) return decodeURIComponent(found.slice(name.length + 1));
    var field = document.querySelector('input[name="csrfmiddlewaretoken"]');
    return field ? field.value : "";
  };

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = practice.csrf();
  });

  document.addEventListener("submit", function (event) {
    var field = event.target.querySelector('input[name="csrfmiddlewaretoken"]');
    if (field) field.value = practice.csrf();
  }, true);
})();
