// Palette and single-letter keys. Letters rest while a field has focus and can be switched off (WCAG 2.1.4).
(function () {
  "use strict";
  var palette = document.getElementById("palette"), keys = document.getElementById("keys");
  var text = document.getElementById("palette-text"), hits = document.getElementById("palette-hits");
  var waiting, pending = "", pendingAt = 0;
  function typing(node) { return node && (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || node.isContentEditable); }
  function ask() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      fetch(palette.dataset.url + "?part=1&q=" + encodeURIComponent(text.value), { credentials: "same-origin" })
        .then(function (answer) { return answer.text(); })
        .then(function (html) { hits.innerHTML = html; choose(0); });
    }, 120);
  }
  function links() { return Array.prototype.slice.call(hits.querySelectorAll("a")); }
  function choose(place) {
    var all = links();
    all.forEach(function (link, index) { link.classList.toggle("chosen", index === place); });
    if (all[place]) { all[place].scrollIntoView({ block: "nearest" }); }
  }
  function chosen() { return links().findIndex(function (link) { return link.classList.contains("chosen"); }); }
  function openPalette() { if (!palette) { return; } palette.showModal(); text.value = ""; text.focus(); ask(); }
  if (palette) {
    text.addEventListener("input", ask);
    palette.addEventListener("keydown", function (event) {
      var all = links();
      if (event.key === "ArrowDown") { event.preventDefault(); choose(Math.min(chosen() + 1, all.length - 1)); }
      if (event.key === "ArrowUp") { event.preventDefault(); choose(Math.max(chosen() - 1, 0)); }
      if (event.key === "Enter" && all[chosen()] && event.target === text) { event.preventDefault(); all[chosen()].click(); }
    });
  }
  var opener = document.getElementById("keys-open");
  if (opener && keys) { opener.addEventListener("click", function (event) { event.preventDefault(); keys.showModal(); }); }
  function rows() { return Array.prototype.slice.call(document.querySelectorAll("[data-row] a[href], [data-row][href]")); }
  function move(step) {
    var all = rows();
    if (!all.length) { return; }
    var at = all.indexOf(document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))].focus();
  }
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) { return; }
    if (document.body.dataset.keys !== "on") { return; }
    var key = event.key, pair = Date.now() - pendingAt < 1200 ? pending + " " + key : "";
    pending = key; pendingAt = Date.now();
    // A scanner types as well: a letter acts only when no other follows at once.
    window.setTimeout(function () {
      if (pending !== key || Date.now() - pendingAt < 50) { return; }
      var jump = pair && document.querySelector("[data-jump='" + CSS.escape(pair).replace("\\ ", " ") + "']");
      if (jump) { jump.click(); return; }
      if (key === "?" && keys) { keys.showModal(); return; }
      if (key === "/") { document.getElementById("scan-text").focus(); return; }
      if (key === "j") { move(1); return; }
      if (key === "k") { move(-1); return; }
      var control = document.querySelector("[data-key='" + CSS.escape(key) + "']");
      if (control) { if (typing(control)) { control.focus(); } else { control.click(); } }
    }, 60);
  });
})();
