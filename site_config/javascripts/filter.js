/* 责任列表的筛选：条件写在网址里，可以收藏和转发。没有脚本时显示全部。 */
(function () {
  "use strict";

  var section = document.querySelector("[data-filtered]");
  if (!section) { return; }
  var form = section.querySelector("[data-filters]");
  var rows = Array.prototype.slice.call(section.querySelectorAll("tbody tr"));
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var count = form.querySelector("[data-count]");
  var none = section.querySelector("[data-none]");
  var table = section.querySelector("table");

  function readAddress() {
    var query = new URLSearchParams(window.location.search);
    selects.forEach(function (select) {
      select.value = query.get(select.name) || "";
      if (select.selectedIndex < 0) { select.value = ""; }
    });
  }

  function writeAddress() {
    var query = new URLSearchParams();
    selects.forEach(function (select) { if (select.value) { query.set(select.name, select.value); } });
    var text = query.toString();
    window.history.replaceState(null, "", window.location.pathname + (text ? "?" + text : "") + "#_list");
  }

  function apply() {
    var shown = 0;
    rows.forEach(function (row) {
      var fits = selects.every(function (select) {
        return !select.value || row.getAttribute("data-" + select.name) === select.value;
      });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    count.textContent = shown === rows.length ? "共" + shown + "条" : "符合条件的" + shown + "条，共" + rows.length + "条";
    none.hidden = shown > 0;
    table.hidden = shown === 0;
  }

  form.hidden = false;
  readAddress();
  apply();
  form.addEventListener("change", function () { apply(); writeAddress(); });
  form.addEventListener("reset", function () {
    window.setTimeout(function () { apply(); writeAddress(); }, 0);
  });
  window.addEventListener("popstate", function () { readAddress(); apply(); });
  if (window.location.hash === "#_list") { section.scrollIntoView(); }
})();
