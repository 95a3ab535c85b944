/* 清单的筛选：条件写在网址里，可以收藏和转发。没有脚本时显示全部。
   一行（data-row）的每个条件可以有几个值，以空格分开；“*”表示都适用。整组（data-group）没有可显示的行就隐去。 */
(function () {
  "use strict";

  var section = document.querySelector("[data-filtered]");
  if (!section) { return; }
  var form = section.querySelector("[data-filters]");
  var rows = Array.prototype.slice.call(section.querySelectorAll("[data-row]"));
  var groups = Array.prototype.slice.call(section.querySelectorAll("[data-group]"));
  var fields = Array.prototype.slice.call(form.querySelectorAll("select, input"));
  var count = form.querySelector("[data-count]");
  var none = section.querySelector("[data-none]");
  var word = section.getAttribute("data-word");
  var anchor = "#" + section.querySelector("h2").id;
  var table = section.querySelector("table.duty-list");

  function readAddress() {
    var query = new URLSearchParams(window.location.search);
    fields.forEach(function (field) {
      field.value = query.get(field.name) || "";
      if (field.selectedIndex < 0) { field.value = ""; }
    });
  }

  function writeAddress() {
    var query = new URLSearchParams();
    fields.forEach(function (field) { if (field.value.trim()) { query.set(field.name, field.value.trim()); } });
    var text = query.toString();
    window.history.replaceState(null, "", window.location.pathname + (text ? "?" + text : "") + anchor);
  }

  function wordsFit(row, value) {
    var text = row.textContent.toLowerCase();
    return value.toLowerCase().split(/\s+/).every(function (part) { return text.indexOf(part) >= 0; });
  }

  function fits(row, field) {
    var value = field.value.trim();
    if (!value) { return true; }
    if (field.type === "search") { return wordsFit(row, value); }
    var held = (row.getAttribute("data-" + field.name) || "").split(" ");
    return held.indexOf(value) >= 0 || held.indexOf("*") >= 0;
  }

  function apply() {
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = !fields.every(function (field) { return fits(row, field); });
      shown += row.hidden ? 0 : 1;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector("[data-row]:not([hidden])"); });
    count.textContent = (shown === rows.length ? "" : "符合条件的" + shown + word + "，") + "共" + rows.length + word;
    none.hidden = shown > 0;
    if (table) { table.hidden = shown === 0; }
  }

  function change() { apply(); writeAddress(); }

  form.hidden = false;
  readAddress();
  apply();
  form.addEventListener("change", change);
  form.addEventListener("input", function (event) { if (event.target.type === "search") { change(); } });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { window.setTimeout(change, 0); });
  window.addEventListener("popstate", function () { readAddress(); apply(); });
  if (window.location.hash === anchor) { section.scrollIntoView(); }
})();
