// Small comforts of the public pages; each page is whole without this file.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");
  try {
    var kept = localStorage.getItem("cordline-theme");
    if (kept === "light" || kept === "dark") { root.setAttribute("data-theme", kept); }
  } catch (fault) { /* a browser that keeps nothing follows the device */ }

  function dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function closeWord(box, back) {
    box.classList.remove("open");
    var word = document.querySelector('.word[href="#' + box.id + '"]');
    if (!word) { return; }
    word.classList.remove("open");
    word.setAttribute("aria-expanded", "false");
    if (back) { word.focus(); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var theme = document.querySelector(".theme");
    if (theme) {
      var say = function () { theme.setAttribute("aria-pressed", dark() ? "true" : "false"); };
      say();
      theme.addEventListener("click", function () {
        var next = dark() ? "light" : "dark";
        root.setAttribute("data-theme", next);
        try { localStorage.setItem("cordline-theme", next); } catch (fault) { /* for this page only */ }
        say();
      });
    }
    var menu = document.querySelector(".menu"), nav = document.getElementById("menu");
    if (menu && nav) {
      menu.setAttribute("role", "button");
      menu.setAttribute("aria-expanded", "false");
      menu.addEventListener("click", function (event) {
        event.preventDefault();
        menu.setAttribute("aria-expanded", nav.classList.toggle("open") ? "true" : "false");
      });
      menu.addEventListener("keydown", function (event) {
        if (event.key === " ") { event.preventDefault(); menu.click(); }
      });
    }
    document.querySelectorAll(".word[href^='#']").forEach(function (word) {
      word.setAttribute("role", "button");
      word.setAttribute("aria-expanded", "false");
      word.addEventListener("keydown", function (event) {
        if (event.key === " ") { event.preventDefault(); word.click(); }
      });
      word.addEventListener("click", function (event) {
        event.preventDefault();
        var box = document.getElementById(word.getAttribute("href").slice(1));
        if (box.classList.contains("open")) { closeWord(box, true); return; }
        document.querySelectorAll(".pop.open").forEach(function (other) { closeWord(other, false); });
        box.classList.add("open");
        word.classList.add("open");
        word.setAttribute("aria-expanded", "true");
        box.querySelector(".close").focus();
      });
    });
    document.querySelectorAll(".pop .close").forEach(function (close) {
      close.setAttribute("role", "button");
      close.addEventListener("click", function (event) { event.preventDefault(); closeWord(close.closest(".pop"), true); });
      close.addEventListener("keydown", function (event) {
        if (event.key === " ") { event.preventDefault(); close.click(); }
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { return; }
      document.querySelectorAll(".pop.open").forEach(function (box) { closeWord(box, true); });
      document.querySelectorAll(".langs[open]").forEach(function (one) { one.open = false; one.querySelector("summary").focus(); });
    });
    document.addEventListener("click", function (event) {
      document.querySelectorAll(".langs[open]").forEach(function (one) {
        if (!one.contains(event.target)) { one.open = false; }
      });
    });
    var wrong = document.querySelector(".nhsuk-error-summary");
    if (wrong) { wrong.focus(); }
    // The visitor's own zone, asked of the browser and not of the visitor; it can be changed in the form.
    var zone = document.querySelector("select[name=zone]");
    if (zone && !zone.dataset.chosen) {
      var own = Intl.DateTimeFormat().resolvedOptions().timeZone;
      Array.prototype.forEach.call(zone.options, function (one) { if (one.value === own) { zone.value = own; } });
    }
  });
})();
