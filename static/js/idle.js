/* The server ends a session after a quarter of an hour without typing. Two minutes before, the page says so; typing extends
   the session (at most one message a minute), polling does not. An unattended page without unsaved text is loaded again once
   the session has ended, so that nothing stays readable on the screen. Tabs tell each other about typing; nothing is stored. */
(function () {
  "use strict";
  var body = document.body, url = body.dataset.keepaliveUrl, box = document.getElementById("idle-notice");
  if (!url || !box) return;

  var practice = (window.practice = window.practice || {});
  var idle = Number(body.dataset.idleSeconds || 900) * 1000, warn = Math.min(120000, idle / 2);
  var extended = Date.now(), asking = false, ended = false;
  var tabs = "BroadcastChannel" in window ? new BroadcastChannel("practice-typing") : null;

  function say(text) { if (box.textContent !== text) box.textContent = text; }

  practice.extended = function (fromElsewhere) {
    extended = Date.now();
    ended = false;
    say("");
    if (tabs && fromElsewhere !== true) tabs.postMessage("typed");
  };
  if (tabs) tabs.onmessage = function () { practice.extended(true); };

  function extend() {
    if (asking || ended || Date.now() - extended < 60000) return;
    asking = true;
    fetch(url, { method: "POST", headers: { "X-CSRFToken": practice.csrf(), "X-Requested-With": "fetch" }, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) { if (answer.ok) practice.extended(); else if (answer.status === 401) end(); })
      .catch(function () {})
      .finally(function () { asking = false; });
  }

  function end() {
    ended = true;
    say(box.dataset.ended);
    if (!unsaved()) window.location.reload();
  }

  function unsaved() {
    return Array.prototype.some.call(document.querySelectorAll("main input, main textarea, main select"), function (field) {
      if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
      if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
      if (field.options) return Array.prototype.some.call(field.options, function (o) { return o.selected !== o.defaultSelected && field.multiple; });
      return field.value !== field.defaultValue;
    }) || (practice.unsaved ? practice.unsaved() : false);
  }

  document.addEventListener("keydown", extend);
  document.addEventListener("input", extend);
  box.addEventListener("click", extend);
  setInterval(function () {
    var quiet = Date.now() - extended;
    if (ended) return;
    if (quiet > idle + 10000) end();
    else if (quiet > idle - warn) say(box.dataset.text);
  }, 5000);
})();
