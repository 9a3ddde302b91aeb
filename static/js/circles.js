/* The closeness circles, arranged by hand: each person is dragged, or moved by arrow keys, between the rings.

   The page: <form data-circles …> (its data hold the words) with the picture of rendering.circles.circle_board, and for each
   person radios ring_<key> ("", 1, 2, 3) and hidden x_<key> and y_<key>, 0 to 1 over the circles. The radios are the table twin:
   they follow the dots, and the dots follow them. Saving sends the form; where that fails, everything stays and it is tried again. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-circles]"), board = form && form.querySelector("svg.board");
  if (!board) return;

  var MIDDLE = 200, EDGES = [0, 72, 126, 178], PATHS = [0, 46, 98, 150], NEAREST = 30, FARTHEST = 169;
  var WAITING_TOP = 396, STEP = 50, ACROSS = 3, TURN = Math.PI / 12;
  var practice = (window.practice = window.practice || {}), words = form.dataset;
  var said = form.querySelector("[data-circles-said]"), state = form.querySelector("[data-circles-state]");
  var changed = form.hasAttribute("data-unsaved"), saving = false, leaving = false;

  var people = Array.from(board.querySelectorAll(".handle")).map(function (node) {
    var at = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(node.getAttribute("transform")), key = node.dataset.key.replace(/-/g, "");
    var chosen = form.querySelector('input[name="ring_' + key + '"]:checked');
    return { node: node, key: key, name: node.dataset.name, x: Number(at[1]), y: Number(at[2]), ring: Number(chosen ? chosen.value : 0) };
  });

  practice.unsaved = function () { return changed && !leaving; };
  window.addEventListener("beforeunload", function (event) {
    if (!practice.unsaved()) return;
    event.preventDefault();
    event.returnValue = "";
  });

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  }

  function where(person) {
    var turn = Math.atan2(person.y - MIDDLE, person.x - MIDDLE) / (Math.PI / 6) + 3;
    var hour = (Math.round(turn) + 12) % 12 || 12;
    return fill(person.ring ? words.place : words.outside, { name: person.name, ring: words["ring-" + person.ring], hour: hour });
  }

  function draw(person) {
    var label = person.node.querySelector("text"), half = label.getComputedTextLength() / 2;
    person.node.setAttribute("transform", "translate(" + person.x.toFixed(1) + " " + person.y.toFixed(1) + ")");
    label.setAttribute("x", (Math.min(Math.max(person.x, 16 + half), 384 - half) - person.x).toFixed(1));
    label.setAttribute("y", person.y < 160 ? -13 : 23);
    person.node.setAttribute("aria-label", where(person));
  }

  /* Those in no circle wait in rows beneath the rings. */
  function line_up(dragged) {
    var waiting = people.filter(function (person) { return !person.ring; });
    waiting.forEach(function (person, place) {
      if (person === dragged) return;
      person.x = 76 + 124 * (place % ACROSS);
      person.y = WAITING_TOP + 20 + STEP * Math.floor(place / ACROSS);
      draw(person);
    });
    var rows = Math.max(1, Math.ceil(waiting.length / ACROSS));
    board.setAttribute("viewBox", "14 14 372 " + (WAITING_TOP + rows * STEP - 14));
  }

  function put(person, x, y) {
    var across = x - MIDDLE, down = y - MIDDLE, far = Math.hypot(across, down) || 1;
    var kept = Math.min(Math.max(far, NEAREST), FARTHEST);
    person.ring = y > WAITING_TOP - 12 ? 0 : kept <= EDGES[1] ? 1 : kept <= EDGES[2] ? 2 : 3;
    person.x = person.ring ? MIDDLE + across / far * kept : x;
    person.y = person.ring ? MIDDLE + down / far * kept : y;
  }

  function to_ring(person, ring) {
    var angle = person.ring ? Math.atan2(person.y - MIDDLE, person.x - MIDDLE) : roomiest(person);
    person.ring = ring;
    if (ring) put(person, MIDDLE + PATHS[ring] * Math.cos(angle), MIDDLE + PATHS[ring] * Math.sin(angle));
  }

  function roomiest(person) {
    var best = 0, most = -1;
    for (var i = 0; i < 24; i += 1) {
      var x = MIDDLE + PATHS[3] * Math.cos(i * TURN), y = MIDDLE + PATHS[3] * Math.sin(i * TURN);
      var room = people.reduce(function (least, other) {
        return other === person || !other.ring ? least : Math.min(least, Math.hypot(x - other.x, y - other.y));
      }, 999);
      if (room > most) { most = room; best = i * TURN; }
    }
    return best;
  }

  /* The move goes into the form, is said aloud, and waits for Save. */
  function settle(person) {
    var radio = form.querySelector('input[name="ring_' + person.key + '"][value="' + (person.ring || "") + '"]');
    line_up();
    draw(person);
    set("x", person, person.ring ? (person.x - MIDDLE) / EDGES[3] / 2 + 0.5 : null);
    set("y", person, person.ring ? (person.y - MIDDLE) / EDGES[3] / 2 + 0.5 : null);
    radio.checked = true;
    changed = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = where(person);
    state.textContent = words.changed;
  }

  function set(axis, person, value) {
    form.querySelector('input[name="' + axis + "_" + person.key + '"]').value = value === null ? "" : value.toFixed(4);
  }

  function point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(board.getScreenCTM().inverse());
  }

  people.forEach(function (person) {
    var node = person.node, grip = null;

    node.addEventListener("pointerdown", function (event) {
      if (event.button) return;
      var at = point(event);
      grip = { dx: at.x - person.x, dy: at.y - person.y, x: person.x, y: person.y, ring: person.ring, moved: false };
      node.setPointerCapture(event.pointerId);
      node.classList.add("is-held");
      node.focus({ preventScroll: true });
      event.preventDefault();
    });

    /* A finger on a dot moves the dot, not the page: touch-action is not heeded inside every SVG. */
    node.addEventListener("touchstart", function (event) { event.preventDefault(); }, { passive: false });

    node.addEventListener("pointermove", function (event) {
      if (!grip) return;
      var at = point(event), x = at.x - grip.dx, y = at.y - grip.dy;
      if (!grip.moved && Math.hypot(x - grip.x, y - grip.y) < 3) return;
      grip.moved = true;
      put(person, Math.min(Math.max(x, 22), 378), y);
      draw(person);
    });

    function let_go(keep) {
      if (!grip) return;
      var before = grip;
      grip = null;
      node.classList.remove("is-held");
      if (!before.moved) return;
      if (keep) return settle(person);
      person.x = before.x;
      person.y = before.y;
      person.ring = before.ring;
      draw(person);
    }

    node.addEventListener("pointerup", function () { let_go(true); });
    node.addEventListener("pointercancel", function () { let_go(false); });

    node.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") return let_go(false);
      var angle = Math.atan2(person.y - MIDDLE, person.x - MIDDLE), far = Math.hypot(person.x - MIDDLE, person.y - MIDDLE);
      if (event.key === "ArrowUp") { if (person.ring === 1) return event.preventDefault(); to_ring(person, person.ring ? person.ring - 1 : 3); }
      else if (event.key === "ArrowDown") { if (!person.ring) return event.preventDefault(); to_ring(person, (person.ring + 1) % 4); }
      else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        if (!person.ring) return event.preventDefault();
        angle += event.key === "ArrowRight" ? TURN : -TURN;
        put(person, MIDDLE + far * Math.cos(angle), MIDDLE + far * Math.sin(angle));
      } else return;
      event.preventDefault();
      settle(person);
    });
  });

  form.addEventListener("change", function (event) {
    var key = /^ring_(.+)$/.exec(event.target.name || "");
    var person = key && people.find(function (each) { return each.key === key[1]; });
    if (!person) return;
    to_ring(person, Number(event.target.value || 0));
    settle(person);
  });

  /* The script asks first; where the server has something to say (a stale page, a mistake), the browser sends the form itself
     and shows the answer. Nothing was written then, so sending it twice does no harm. */
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (saving) return;
    saving = true;
    state.textContent = words.saving;
    fetch(form.action || window.location.href, {
      method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", redirect: "manual", cache: "no-store",
      headers: { "X-CSRFToken": practice.csrf(), "X-Requested-With": "fetch", Accept: "application/json, text/html" },
    }).then(function (answer) {
      if (answer.ok) return answer.json().then(function (told) { leave(); window.location.assign(told.to); });
      if (answer.status === 409 || answer.status === 422) { leave(); return HTMLFormElement.prototype.submit.call(form); }
      fail(answer.status === 401 || answer.type === "opaqueredirect" ? words.signedOut : words.failed);
    }).catch(function () { fail(words.failed); });
  });

  function leave() { leaving = true; }

  function fail(text) {
    saving = false;
    state.textContent = text;
    said.textContent = text;
  }

  board.setAttribute("role", "application");
  form.querySelector("[data-circles-help]").hidden = false;
  people.forEach(function (person) {
    person.node.setAttribute("tabindex", "0");
    person.node.setAttribute("role", "button");
    person.node.setAttribute("aria-describedby", "circles-help");
    draw(person);
  });
  if (changed) state.textContent = words.changed;
  window.addEventListener("pageshow", function (event) {
    saving = leaving = false;
    if (event.persisted) window.location.reload();
  });
})();
