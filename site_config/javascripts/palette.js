/* 正文出来之前先用上读者选的深浅色，免得闪一下。 */
(function () {
  "use strict";

  var SYSTEM = "(prefers-color-scheme)";
  var PARTS = ["media", "scheme", "primary", "accent"];
  var palette = window.__md_get("__palette");
  var colour = palette && palette.color;
  if (!colour) { return; }

  function chosen(media) {
    return document.querySelector("[data-md-color-media='" + media + "']");
  }

  if (colour.media === SYSTEM) {
    var light = window.matchMedia("(prefers-color-scheme: light)").matches;
    var input = chosen("(prefers-color-scheme: " + (light ? "light" : "dark") + ")");
    if (!input) { return; }
    colour = {};
    PARTS.forEach(function (part) { colour[part] = input.getAttribute("data-md-color-" + part) || ""; });
  }
  PARTS.forEach(function (part) {
    if (typeof colour[part] === "string") { document.body.setAttribute("data-md-color-" + part, colour[part]); }
  });
})();
