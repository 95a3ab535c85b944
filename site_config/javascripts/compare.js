/* 各地对照：选2至5个地方并排看，选择写在网址里。没有脚本时显示全部。 */
(function () {
  "use strict";

  var form = document.querySelector("[data-chooser]");
  if (!form) { return; }
  var MOST = 5;
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input"));
  var cells = Array.prototype.slice.call(document.querySelectorAll("[data-place]"));
  var tables = Array.prototype.slice.call(document.querySelectorAll(".figure-table"));
  var state = form.querySelector("[data-chosen]");

  function chosen() {
    return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  }

  function say(places) {
    if (places.length === 0) { return "没有选择，显示全部" + boxes.length + "个地方"; }
    if (places.length === 1) { return "已选1个，再选1个就并排显示"; }
    return "并排显示" + places.length + "个地方" + (places.length === MOST ? "，最多" + MOST + "个" : "");
  }

  function apply() {
    var places = chosen();
    var narrow = places.length > 1;
    cells.forEach(function (cell) {
      cell.hidden = narrow && places.indexOf(cell.getAttribute("data-place")) < 0;
    });
    tables.forEach(function (table) {
      table.parentElement.hidden = !table.querySelector("tbody tr:not([hidden])");
    });
    boxes.forEach(function (box) { box.disabled = !box.checked && places.length >= MOST; });
    state.textContent = say(places);
  }

  function readAddress() {
    var places = (new URLSearchParams(window.location.search).get("places") || "").split(",").slice(0, MOST);
    boxes.forEach(function (box) { box.checked = places.indexOf(box.value) >= 0; });
  }

  function change() {
    apply();
    var places = chosen().join(",");
    window.history.replaceState(null, "", window.location.pathname + (places ? "?places=" + places : "") + "#_side");
  }

  form.hidden = false;
  readAddress();
  apply();
  form.addEventListener("change", change);
  form.addEventListener("reset", function () { window.setTimeout(change, 0); });
  window.addEventListener("popstate", function () { readAddress(); apply(); });
  /* 数字所指的地方被隐去时，先全部显示 */
  document.addEventListener("click", function (event) {
    var link = event.target.closest('.matrix a[href^="#"]');
    var target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target && target.hidden) { boxes.forEach(function (box) { box.checked = false; }); change(); }
  });
  if (window.location.hash) {
    var place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (place) { place.scrollIntoView(); }
  }
})();
