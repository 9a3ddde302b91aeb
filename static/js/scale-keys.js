/* A questionnaire by keyboard: a digit chooses the answer with that value and goes on to the next item, Backspace takes an
   answer back and goes to the item before. When nothing has the focus, keys go to the first item that is open. The total is
   shown only when every item is answered; a blank is never counted as 0.

   <div data-scale-keys data-scale-items="q1 q2 q3">    the names that count; without the attribute all radio groups inside
     ... one fieldset with radios for each item ...
     <p role="status" data-scale-total data-total="Total {total}" data-open="{done} of {all} answered"></p>
   </div> */
(function () {
  "use strict";
  document.querySelectorAll("[data-scale-keys]").forEach(function (box) {
    var groups = Array.from(box.querySelectorAll("fieldset")).filter(function (set) { return set.querySelector('input[type="radio"]'); });
    var counted = (box.dataset.scaleItems || "").split(" ").filter(Boolean);
    var total = box.querySelector("[data-scale-total]");

    function radios(group) { return Array.from(group.querySelectorAll('input[type="radio"]')); }
    function chosen(group) { return radios(group).find(function (radio) { return radio.checked; }); }
    function counts(group) { return !counted.length || counted.indexOf(radios(group)[0].name) >= 0; }

    function go(index) {
      var group = groups[index];
      var target = group ? chosen(group) || radios(group)[0] : index >= groups.length && after();
      if (!target) return;
      target.focus({ preventScroll: true });
      (group || target).scrollIntoView({ block: "nearest" });
    }

    function after() {
      var form = box.closest("form");
      return box.querySelector("[data-scale-next]") || (form && form.querySelector('button[type="submit"], input[type="submit"]'));
    }

    function add() {
      if (!total) return;
      var items = groups.filter(counts), answers = items.map(chosen).filter(Boolean);
      var sum = answers.reduce(function (so_far, radio) { return so_far + Number(radio.value); }, 0);
      var text = answers.length === items.length ? total.dataset.total : total.dataset.open;
      total.textContent = (text || "").replace("{total}", sum).replace("{done}", answers.length).replace("{all}", items.length);
    }

    function meant(target) {
      if (target.type === "radio") return groups.indexOf(target.closest("fieldset"));
      if (target !== document.body) return -1;
      return groups.findIndex(function (group) { return !chosen(group); });
    }

    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      var index = meant(event.target);
      if (index < 0) return;
      var radio = /^[0-9]$/.test(event.key) && radios(groups[index]).find(function (one) { return one.value === event.key; });
      if (radio) {
        event.preventDefault();
        radio.checked = true;
        radio.dispatchEvent(new Event("input", { bubbles: true }));
        radio.dispatchEvent(new Event("change", { bubbles: true }));
        go(index + 1);
      } else if (event.key === "Backspace") {
        event.preventDefault();
        var answer = chosen(groups[index]);
        if (answer) {
          answer.checked = false;
          answer.dispatchEvent(new Event("change", { bubbles: true }));
        } else go(index - 1);
      }
    });
    box.addEventListener("change", add);
    add();
  });
})();
