// The list and the graph share one focus: arrow keys walk both, a click on a card goes to its line.
(function () {
  "use strict";
  var list = document.getElementById("trace-list"), graph = document.getElementById("graph");
  var size = document.getElementById("graph-size");
  if (!list || !graph) { return; }
  function lines() { return Array.prototype.slice.call(list.querySelectorAll("[data-walk]")); }
  function mark(line) {
    var item = line.closest("[data-item]");
    document.querySelectorAll(".chosen").forEach(function (one) { one.classList.remove("chosen"); });
    if (!item) { return; }
    item.classList.add("chosen");
    var card = graph.querySelector("[data-item='" + CSS.escape(item.dataset.item) + "']");
    if (card) {
      card.classList.add("chosen");
      var at = card.getBoundingClientRect(), inside = graph.getBoundingClientRect();
      if (at.left < inside.left || at.right > inside.right || at.top < inside.top || at.bottom > inside.bottom) {
        graph.scrollBy(at.left - inside.left - 40, at.top - inside.top - 40);
      }
    }
  }
  list.addEventListener("focusin", function (event) { if (event.target.hasAttribute("data-walk")) { mark(event.target); } });
  function walk(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      var group = document.activeElement.closest("details");
      if (group) { group.open = event.key === "ArrowRight"; event.preventDefault(); }
      return;
    }
    if (!step) { return; }
    var all = lines(), at = all.indexOf(document.activeElement);
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))].focus();
  }
  list.addEventListener("keydown", walk);
  graph.addEventListener("keydown", walk);
  graph.addEventListener("click", function (event) {
    var card = event.target.closest("[data-item]");
    var line = card && list.querySelector("[data-item='" + CSS.escape(card.dataset.item) + "'] [data-walk]");
    if (line) { line.focus(); }
  });
  if (size) {
    size.addEventListener("click", function () {
      var fit = graph.classList.toggle("fit");
      size.setAttribute("aria-pressed", fit ? "true" : "false");
    });
  }
})();
