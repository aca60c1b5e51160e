// The scan box: a fast burst of keys that ends in Enter is a scan, wherever the focus is. Typing keeps its own mark.
(function () {
  "use strict";
  var FAST = 45, SHORTEST = 8;
  var form = document.getElementById("scan-form"), box = document.getElementById("scan-text");
  var source = document.getElementById("scan-source"), ready = document.getElementById("scan-ready");
  if (!form || !box) { return; }
  ready.hidden = false;
  var burst = "", last = 0, fast = true, before = null;
  function forget() { burst = ""; fast = true; before = null; }
  function awaiting() { return document.querySelector("input[data-scan-here]"); }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    var now = event.timeStamp;
    if (event.key === "Enter") {
      if (burst.length >= SHORTEST && fast && now - last < FAST * 2) {
        event.preventDefault();
        event.stopPropagation();
        var text = burst, place = awaiting(), field = before;
        forget();
        if (field && field.node && field.node !== place && field.node !== box) { field.node.value = field.value; }
        if (place) { fill(place, text); } else { box.value = text; source.value = "scanner"; form.requestSubmit(); }
      } else { forget(); }
      return;
    }
    if (event.key.length !== 1) { return; }
    if (now - last > FAST) { forget(); }
    if (!burst) {
      var node = document.activeElement;
      before = node && "value" in node ? { node: node, value: node.value } : null;
    } else if (now - last > FAST) { fast = false; }
    burst += event.key;
    last = now;
  }, true);
  // A page in the middle of a task names the field that awaits a scan; the scan ticks it and keeps its source.
  function fill(place, text) {
    place.value = text;
    var kept = place.form && place.form.querySelector("input[name='" + place.name + "_source']");
    if (kept) { kept.value = "scanner"; }
    if (place.dataset.scanHere === "submit") { place.form.requestSubmit(); return; }
    var all = Array.prototype.slice.call(place.form.querySelectorAll("input[data-scan-next]"));
    place.removeAttribute("data-scan-here");
    var next = all[all.indexOf(place) + 1];
    if (next) { next.setAttribute("data-scan-here", next.dataset.scanNext); next.focus(); }
  }
  box.addEventListener("input", function () { source.value = "typed"; });
  var verdict = document.querySelector(".verdict[data-sound]");
  if (verdict && document.body.dataset.sound === "on" && window.AudioContext) { sound(verdict.dataset.sound); }
  // Pass is one high tone, stop a low double tone; a browser that wants a touch first stays silent.
  function sound(kind) {
    var context = new AudioContext();
    if (context.state !== "running") { context.close(); return; }
    (kind === "pass" ? [[880, 0]] : [[220, 0], [196, 0.28]]).forEach(function (tone) {
      var voice = context.createOscillator(), level = context.createGain();
      voice.frequency.value = tone[0];
      level.gain.value = 0.2;
      voice.connect(level).connect(context.destination);
      voice.start(context.currentTime + tone[1]);
      voice.stop(context.currentTime + tone[1] + 0.2);
    });
  }
})();
