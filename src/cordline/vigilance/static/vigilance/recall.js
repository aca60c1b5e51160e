// The clock of an open recall runs on; a contact that was jumped to opens its form.
(function () {
  "use strict";
  var face = document.getElementById("recall-clock"), bar = document.querySelector("progress.target");
  if (face && face.dataset.runs === "1") {
    var first = Number(face.dataset.seconds), began = Date.now();
    window.setInterval(function () {
      var all = first + Math.floor((Date.now() - began) / 1000);
      face.textContent = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
        .map(function (part) { return String(part).padStart(2, "0"); }).join(":");
      if (bar) { bar.value = all; }
    }, 1000);
  }
  function open() {
    var row = /^#contact-\d+$/.test(window.location.hash) && document.querySelector(window.location.hash);
    var more = row && row.querySelector("details");
    if (more) { more.open = true; more.querySelector("select").focus(); }
  }
  window.addEventListener("hashchange", open);
  open();
})();
