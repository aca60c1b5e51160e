/* The infusion's clock goes on from the server's seconds until Reaction is pressed; the screen stays awake. */
(function () {
  "use strict";
  var text = document.querySelector("[data-elapsed][data-running]");
  if (!text) { return; }
  var base = Number(text.dataset.elapsed), began = performance.now();
  if (text.dataset.running === "1") {
    setInterval(function () {
      var seconds = base + Math.floor((performance.now() - began) / 1000);
      text.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }, 1000);
  }
  if (navigator.wakeLock) { navigator.wakeLock.request("screen").catch(function () {}); }
})();
