// Before the first paint: follow the device where the person chose no theme, and say that scripts run.
(function () {
  var root = document.documentElement;
  root.classList.add("scripted");
  if (!root.hasAttribute("data-bs-theme")) {
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    var follow = function () { root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light"); };
    follow();
    dark.addEventListener("change", follow);
  }
})();
