/* The server ends a session after a quarter of an hour without typing. Two minutes before, the page says so; typing extends
   the session (at most one message a minute), polling does not. An unattended page without unsaved text is loaded again once
   the session has ended, so that nothing stays readable on the screen. Tabs tell each other about typing; nothing is stored. */
(function () {
  "use strict";
  var body = document.body, url = body.dataset.keepaliveUrl, box = document.getElementById("idle-notice");
  if (!url || !box) return;

  var practice = (window.practice = window.practice || {});
  var idle = Number(body.dataset.idleSeconds || 900) * 1000, warn = Math.min(120000, idle / 2);
  var extended = Date.now(), asking = false, ended = false, sending = false, sure = null;
  var tabs = "BroadcastChannel" in window ? new BroadcastChannel("practice-typing") : null;

  function say(text) { if (box.textContent !== text) box.textContent = text; }

  /* The way to sign in again in another tab, so that what is typed here stays. */
  function tell(text) {
    if (box.querySelector("a") && box.firstChild.textContent === text) return;
    say(text);
    var link = box.appendChild(document.createElement("a"));
    link.className = "btn btn-plain btn-sm";
    link.href = box.dataset.signinUrl;
    link.target = "_blank";
    link.rel = "opener";
    link.textContent = box.dataset.signIn;
  }

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
    ask().then(function (answer) { if (answer.ok) practice.extended(); else if (answer.status === 401) end(box.dataset.ended); })
      .catch(function () {})
      .finally(function () { asking = false; });
  }

  function ask() {
    return fetch(url, { method: "POST", headers: { "X-CSRFToken": practice.csrf(), "X-Requested-With": "fetch" }, credentials: "same-origin", redirect: "manual" });
  }

  function end(text) {
    ended = true;
    if (unsaved()) tell(text);
    else window.location.reload();
  }

  function unsaved() {
    return Array.prototype.some.call(document.querySelectorAll("main input, main textarea, main select"), changed)
      || document.querySelector("main .error-summary, #stored-h, main [data-unsaved]") !== null || (practice.unsaved ? practice.unsaved() : false);
  }

  function changed(field) {
    if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    var options = Array.from(field.options), own = options.some(function (option) { return option.defaultSelected; });
    return options.some(function (option, index) { return option.selected !== (own || field.multiple ? option.defaultSelected : index === 0); });
  }

  /* Before submit-once.js hears of it. Forms that keep themselves (autosave.js, circles.js) answer for themselves. */
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (form === sure || !form.matches("main form[method=post]:not([target], [data-autosave-url], [data-circles])") || !unsaved()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (sending) return;
    sending = true;
    ask().then(function (answer) { return answer.status === 401; }, function () { return false; }).then(function (signedOut) {
      sending = false;
      if (signedOut) return end(box.dataset.notSaved);
      practice.extended();
      sure = form;
      form.requestSubmit(button);
      sure = null;
    });
  }, true);

  document.addEventListener("keydown", extend);
  document.addEventListener("input", extend);
  box.addEventListener("click", extend);
  setInterval(function () {
    var quiet = Date.now() - extended;
    if (ended) return;
    if (quiet > idle + 10000) end(box.dataset.ended);
    else if (quiet > idle - warn) say(box.dataset.text);
  }, 5000);
})();
