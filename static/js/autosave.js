/* Keeps the draft of a note on the server while it is written.

   The page:
     <form data-autosave-url="…" data-version-url="…" autocomplete="off" novalidate> with <input type="hidden" name="version">,
     the part _draft_notes.html, and a sign bar with the part _draft_status.html, inside it.

   The server answers a POST of the whole form to data-autosave-url:
     200 {"version": 5, "saved_at": "10:52"}   saved; the next save carries version 5 (204 with the header X-Draft-Version: 5 will do)
     409 and a piece of HTML                   changed elsewhere: shown beside the form, and nothing is overwritten any more
         In it a button data-autosave-keep="7" saves this window's text over version 7, and data-autosave-load loads the other one.
     401 {"signin": "/sign-in/"}               the session ended: a link to sign in again in another tab; saving is tried again, the text stays
     400 or 422 {"error": "…"}                 refused; tried again when something changes
     anything else, or no answer               tried again, after 2, 4, 8, 16, then every 30 seconds
   GET data-version-url answers {"version": 5}. It is asked when the back button brings an old page back.

   Text is in the page and on the server, nowhere else: never in the browser's storage. */
(function () {
  "use strict";
  var PAUSE = 2000, LONGEST = 10000, PATIENCE = 20000, OFTEN = 5000, SLOW = 30000;
  var practice = (window.practice = window.practice || {});
  var keepers = [];

  practice.unsaved = function () { return keepers.some(function (keeper) { return keeper.unsaved(); }); };

  /* What the server last sent or accepted, as text, so that "changed" is a comparison and not a guess. */
  function written(form) {
    var data = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (name !== "csrfmiddlewaretoken" && name !== "version" && typeof value === "string") data.append(name, value.replace(/\r\n?/g, "\n"));
    });
    return data.toString();
  }

  /* The form as the server sent it, whatever the browser has put back into its fields since. */
  function served(form) {
    var data = new URLSearchParams();
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || field.matches(":disabled") || field.name === "csrfmiddlewaretoken" || field.name === "version") return;
      if (/^(submit|button|reset|image|file|fieldset)$/.test(field.type)) return;
      if (field.type === "checkbox" || field.type === "radio") { if (field.defaultChecked) data.append(field.name, field.value); }
      else if (field.options) {
        var own = Array.from(field.options).filter(function (option) { return option.defaultSelected; });
        if (!own.length && !field.multiple && field.options.length) own = [field.options[0]];
        own.forEach(function (option) { data.append(field.name, option.value); });
      } else data.append(field.name, field.defaultValue.replace(/\r\n?/g, "\n"));
    });
    return data.toString();
  }

  function keep(form) {
    var status = form.querySelector("[data-autosave-status]"), words = status ? status.dataset : {};
    var said = status && (status.querySelector("strong") || status);
    var note = form.querySelector("[data-autosave-note]"), beside = form.querySelector("[data-autosave-conflict]");
    var saved = form.hasAttribute("data-unsaved") ? null : served(form), timer = null, changedAt = 0, failures = 0;
    var flight = null, lost = null, clash = false, leaving = false, waiting = false;

    function say(text) { if (said && said.textContent !== text) said.textContent = text; }
    function unsaved() { return !leaving && written(form) !== saved; }

    function warn(event) { if (unsaved()) { event.preventDefault(); event.returnValue = ""; } }
    function guard() {
      window.removeEventListener("beforeunload", warn);
      if (unsaved()) window.addEventListener("beforeunload", warn);
    }

    function later(ms) {
      clearTimeout(timer);
      timer = setTimeout(save, ms);
    }

    function changed() {
      guard();
      if (!unsaved() || clash) return;
      changedAt = changedAt || Date.now();
      later(failures ? wait() : Math.max(0, Math.min(PAUSE, changedAt + LONGEST - Date.now())));
    }

    function wait() { return Math.min(SLOW, 1000 * Math.pow(2, failures)); }

    /* One save at a time. Resolves to "saved", "refused" (the full form may say why), or "not saved". */
    function save() {
      clearTimeout(timer);
      if (flight) return flight.then(function (outcome) { return unsaved() && outcome === "saved" ? save() : outcome; });
      if (!unsaved() && lost === null) return Promise.resolve("saved");
      if (clash) return Promise.resolve("not saved");
      changedAt = 0;
      flight = send(lost === null ? written(form) : lost).then(function (outcome) {
        flight = null;
        guard();
        if (outcome === "saved" && unsaved()) changed();
        return outcome;
      });
      return flight;
    }

    function send(text) {
      var stop = new AbortController(), limit = setTimeout(function () { stop.abort(); }, PATIENCE);
      var body = new URLSearchParams(text);
      body.append("version", form.elements.version ? form.elements.version.value : "");
      return fetch(form.dataset.autosaveUrl, {
        method: "POST", body: body, signal: stop.signal, credentials: "same-origin", redirect: "manual", cache: "no-store",
        keepalive: text.length < 30000,
        headers: { "X-CSRFToken": practice.csrf(), "X-Requested-With": "fetch", Accept: "application/json, text/html" },
      }).then(function (answer) { return heard(answer, text); }).catch(function () { return missed(text); }).finally(function () { clearTimeout(limit); });
    }

    function heard(answer, text) {
      if (answer.ok) return taken(answer, text);
      if (answer.status === 409 && text !== written(form)) {
        lost = null;
        return send(written(form));
      }
      if (answer.status === 409) return answer.text().then(conflict);
      if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") return signedOut(answer);
      if (answer.status === 400 || answer.status === 413 || answer.status === 422) return refused(answer);
      return failed();
    }

    function json(answer) {
      var type = answer.headers.get("Content-Type") || "";
      return type.indexOf("json") >= 0 ? answer.json().catch(function () { return {}; }) : Promise.resolve({});
    }

    function taken(answer, text) {
      return json(answer).then(function (told) {
        var version = told.version !== undefined ? told.version : answer.headers.get("X-Draft-Version");
        if (version === null || version === undefined) return failed();
        if (form.elements.version) form.elements.version.value = version;
        saved = text;
        lost = null;
        failures = 0;
        tell("");
        say((words.saved || "").replace("{time}", told.saved_at || now()));
        if (practice.extended) practice.extended();
        return "saved";
      });
    }

    function now() { return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }); }

    /* No answer: the text may have arrived all the same. The next attempt sends the same text once more, which the server
       recognizes, so that this window does not run into a conflict with itself. */
    function missed(text) {
      lost = text;
      return failed();
    }

    function failed() {
      failures += 1;
      say(words.failed);
      later(wait());
      return "not saved";
    }

    function refused(answer) {
      lost = null;
      return json(answer).then(function (told) {
        say((words.refused || "") + (told.error ? " " + told.error : ""));
        return "refused";
      });
    }

    function signedOut(answer) {
      return json(answer).then(function (told) {
        say(words.failed);
        tell(words.signedOut, told.signin || form.dataset.signinUrl || "/");
        failures = Math.max(failures, 1);
        later(OFTEN);
        return "not saved";
      });
    }

    /* A notice in the page; with an address, the way to sign in again in another tab. */
    function tell(text, address) {
      if (!note || note.dataset.now === (text || "")) return;
      note.dataset.now = text || "";
      note.textContent = "";
      if (!text) return;
      var line = document.createElement("p");
      line.className = "notice notice-attn";
      line.appendChild(document.createElement("span")).textContent = text;
      if (address) {
        var link = line.appendChild(document.createElement("a"));
        link.className = "btn btn-plain btn-sm";
        link.href = address;
        link.target = "_blank";
        link.rel = "opener";
        link.textContent = words.signIn;
      }
      note.appendChild(line);
    }

    function conflict(html) {
      clash = true;
      lost = null;
      tell("");
      say(words.conflict);
      if (beside) {
        beside.innerHTML = html;
        var heading = beside.querySelector("h2, h3");
        if (heading) {
          heading.tabIndex = -1;
          heading.focus({ preventScroll: true });
          heading.scrollIntoView({ block: "start" });
        }
      }
      return "not saved";
    }

    if (beside) beside.addEventListener("click", function (event) {
      var mine = event.target.closest("[data-autosave-keep]"), other = event.target.closest("[data-autosave-load]");
      if (mine) {
        event.preventDefault();
        form.elements.version.value = mine.dataset.autosaveKeep;
        clash = false;
        beside.textContent = "";
        save();
      } else if (other) {
        event.preventDefault();
        leave();
        window.location.reload();
      }
    });

    function leave() {
      leaving = true;
      clearTimeout(timer);
      window.removeEventListener("beforeunload", warn);
    }

    /* Signing waits for the save on its way and for what is not saved yet, so that it carries the version it stands on and
       never runs into an ended session with unsaved text. */
    form.addEventListener("submit", function (event) {
      if (leaving) return;
      if (!flight && !unsaved()) return leave();
      event.preventDefault();
      if (waiting) return;
      waiting = true;
      var button = event.submitter;
      save().then(function again(outcome) {
        if (outcome === "saved" && unsaved()) return save().then(again);
        waiting = false;
        if (outcome === "not saved") return;
        leave();
        form.requestSubmit(button);
      });
    });

    /* Enter in a one-line field must not sign. */
    form.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target.matches("input:not([type=submit]):not([type=button])")) event.preventDefault();
    });

    function mine(event) { if (event.target.form === form) changed(); }
    document.addEventListener("input", mine);
    document.addEventListener("change", mine);
    document.addEventListener("visibilitychange", function () { if (unsaved() && !clash) save(); });
    window.addEventListener("focus", function () { if (failures && unsaved()) save(); });
    window.addEventListener("online", function () { if (unsaved()) save(); });

    window.addEventListener("pageshow", function (event) {
      var visit = performance.getEntriesByType("navigation")[0];
      leaving = false;
      if (!(event.persisted || (visit && visit.type === "back_forward")) || !form.dataset.versionUrl) return changed();
      fetch(form.dataset.versionUrl, { credentials: "same-origin", redirect: "manual", cache: "no-store", headers: { "X-Requested-With": "fetch", "X-Background": "1", Accept: "application/json" } })
        .then(function (answer) {
          if (answer.ok) return answer.json();
          if (answer.status === 401 || answer.type === "opaqueredirect") return signedOut(answer).then(function () { return null; });
          throw new Error(answer.status);
        })
        .then(function (told) {
          if (!told || String(told.version) === form.elements.version.value) return changed();
          if (unsaved()) return save();       /* the server will answer with both texts */
          leave();
          window.location.reload();
        })
        .catch(changed);
    });

    keepers.push({ unsaved: unsaved });
  }

  document.querySelectorAll("form[data-autosave-url]").forEach(keep);
})();
