/* 深浅色：正文出来之前先用上读者选的，免得闪一下；点按钮换下一种，记在本机；跟随系统时随系统变。 */
(function () {
  "use strict";

  var SYSTEM = "(prefers-color-scheme)";
  var PARTS = ["media", "scheme", "primary", "accent"];
  var form = document.querySelector("[data-md-component=palette]");
  if (!form) { return; }
  var inputs = Array.prototype.slice.call(form.querySelectorAll("input"));
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var chosen = 0;

  function colourOf(input) {
    var colour = {};
    PARTS.forEach(function (part) { colour[part] = input.getAttribute("data-md-color-" + part) || ""; });
    return colour;
  }

  /* 跟随系统的，用的是深或者浅那一种的颜色 */
  function shown(input) {
    if (input.getAttribute("data-md-color-media") !== SYSTEM) { return input; }
    var media = "(prefers-color-scheme: " + (dark.matches ? "dark" : "light") + ")";
    return inputs.filter(function (other) { return other.getAttribute("data-md-color-media") === media; })[0] || input;
  }

  function apply() {
    var colour = colourOf(shown(inputs[chosen]));
    PARTS.forEach(function (part) { document.body.setAttribute("data-md-color-" + part, colour[part]); });
    inputs.forEach(function (input, index) {
      input.checked = index === chosen;
      if (input.nextElementSibling) { input.nextElementSibling.hidden = index !== chosen; }
    });
  }

  function choose(index) {
    chosen = index;
    apply();
    window.__md_set("__palette", { index: index, color: colourOf(inputs[index]) });
  }

  var kept = window.__md_get("__palette");
  if (kept && inputs[kept.index]) { chosen = kept.index; }
  apply();
  inputs.forEach(function (input, index) { input.addEventListener("change", function () { choose(index); }); });
  if (dark.addEventListener) { dark.addEventListener("change", apply); }
})();
