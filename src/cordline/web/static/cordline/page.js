// Small services of every page: error summary takes focus, dialogs close, echoes under number boxes, forms sent once.
(function () {
  "use strict";
  var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  var live = document.getElementById("live");
  function say(text) { if (live) { live.textContent = ""; window.setTimeout(function () { live.textContent = text; }, 30); } }
  function focusSummary() {
    var summary = document.getElementById("error-summary");
    if (summary) { summary.focus(); }
  }
  function closers() {
    document.querySelectorAll("[data-close]").forEach(function (button) {
      button.addEventListener("click", function () { var open = button.closest("dialog"); if (open) { open.close(); } });
    });
  }
  function once(event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 4000);
  }
  function menu() {
    var toggle = document.getElementById("menu-toggle"), side = document.getElementById("menu");
    if (!toggle || !side) { return; }
    toggle.setAttribute("role", "button");
    toggle.setAttribute("aria-expanded", "false");
    toggle.addEventListener("click", function (event) {
      event.preventDefault();
      var open = side.classList.toggle("open");
      toggle.setAttribute("aria-expanded", open ? "true" : "false");
      if (open) { var first = side.querySelector("a.item"); if (first) { first.focus(); } }
    });
  }
  // The echo is written by the server's formatter, so that screen and record never differ.
  function echoes() {
    document.querySelectorAll("[data-echo]").forEach(function (group) {
      var box = group.querySelector("input"), scale = group.querySelector("select"), out = group.querySelector(".echo");
      var waiting;
      if (!box || !out) { return; }
      function ask() {
        window.clearTimeout(waiting);
        waiting = window.setTimeout(function () {
          var query = new URLSearchParams({ number: box.value, scale: scale ? scale.value : "one" });
          Object.keys(group.dataset).forEach(function (key) { if (key !== "echo") { query.set(key, group.dataset[key]); } });
          fetch(group.dataset.echo + "?" + query.toString(), { credentials: "same-origin" })
            .then(function (answer) { return answer.ok ? answer.text() : ""; })
            .then(function (text) { out.textContent = text; });
        }, 200);
      }
      box.addEventListener("input", ask);
      if (scale) { scale.addEventListener("change", ask); }
      if (box.value) { ask(); }
    });
  }
  function clock() {
    var face = document.querySelector("#clock b");
    if (!face) { return; }
    var parts = face.textContent.trim().split(":"), start = Date.now(), first = Number(parts[0]) * 60 + Number(parts[1]);
    window.setInterval(function () {
      var minutes = (first + Math.floor((Date.now() - start) / 60000)) % 1440;
      var text = String(Math.floor(minutes / 60)).padStart(2, "0") + ":" + String(minutes % 60).padStart(2, "0");
      if (face.textContent !== text) { face.textContent = text; }
    }, 5000);
  }
  // A device in another zone also shows its own time, and its own date where that differs.
  function ownTimes() {
    document.querySelectorAll("time[data-away]").forEach(function (node) {
      var moment = new Date(node.getAttribute("datetime")), here = -moment.getTimezoneOffset(), there = Number(node.dataset.away);
      if (here === there || node.dataset.told) { return; }
      node.dataset.told = "1";
      var sign = here < 0 ? "-" : "+", size = Math.abs(here), odd = size % 60;
      var zone = "UTC" + sign + Math.floor(size / 60) + (odd ? ":" + String(odd).padStart(2, "0") : "");
      var same = new Date(moment.getTime() + there * 60000).getUTCDate() === moment.getDate();
      var clock = String(moment.getHours()).padStart(2, "0") + ":" + String(moment.getMinutes()).padStart(2, "0");
      var day = same ? "" : moment.getDate() + " " + MONTHS[moment.getMonth()] + " " + moment.getFullYear() + ", ";
      var own = document.createElement("span");
      own.className = "own-time muted";
      own.textContent = " (yours: " + day + clock + ", " + zone + ")";
      node.appendChild(own);
    });
  }
  document.addEventListener("submit", once);
  document.addEventListener("htmx:afterSwap", function (event) {
    var said = event.detail.target && event.detail.target.querySelector("[data-say]");
    say(said ? said.dataset.say : event.detail.target.dataset.said || "The page was updated.");
    focusSummary();
    ownTimes();
  });
  document.addEventListener("DOMContentLoaded", function () { focusSummary(); closers(); menu(); echoes(); clock(); ownTimes(); });
  window.cordlineSay = say;
})();
