// Walking a box: arrow keys move between positions, [ and ] between boxes; each also has a visible link.
(function () {
  "use strict";
  var table = document.querySelector("table[data-box]");
  if (!table) { return; }
  var on = document.body.dataset.keys === "on";
  function cells(row) { return Array.prototype.slice.call(row.querySelectorAll("td.cell")); }
  function rows() { return Array.prototype.slice.call(table.tBodies[0].rows); }
  function go(cell, down, right) {
    var all = rows(), row = all.indexOf(cell.parentElement), column = cells(cell.parentElement).indexOf(cell);
    var next = all[row + down] && cells(all[row + down])[column + right];
    if (next) { next.querySelector("a").focus(); }
  }
  var steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", function (event) {
    var cell = event.target.closest("td.cell"), step = steps[event.key];
    if (!cell || !step || event.ctrlKey || event.altKey || event.metaKey) { return; }
    event.preventDefault();
    go(cell, step[0], step[1]);
  });
  document.addEventListener("keydown", function (event) {
    if (!on || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    var name = event.key === "[" ? "[data-box-before]" : event.key === "]" ? "[data-box-after]" : "";
    var link = name && document.querySelector(name);
    if (link) { window.location.assign(link.href); }
  });
})();
