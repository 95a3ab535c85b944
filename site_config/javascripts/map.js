/* 联系图：联系图页打开时、责任的联系图展开时，才读取数据和画图的脚本。没有脚本时照样有文字和链接。 */
(function () {
  "use strict";

  var root = document.currentScript.src.replace(/javascripts\/[^\/]*$/, "");
  var page = document.querySelector("[data-map]");
  var waiting = null;
  var printing = false;

  function read(path, then) {
    var script = document.createElement("script");
    script.src = root + path;
    script.async = false;
    script.onload = then;
    document.head.appendChild(script);
  }

  function ready(then) {
    if (waiting) { waiting.push(then); return; }
    if (window.zelianMap && window.zelianMap.graph) { then(); return; }
    waiting = [then];
    read("assets/map/links.js", null);
    read("javascripts/map-graph.js", null);
    if (page) { read("javascripts/map-walk.js", null); }
    read("javascripts/map-view.js", function () {
      var all = waiting;
      waiting = null;
      window.zelianMap.graph = window.zelianMap.read(window.zelianLinks);
      all.forEach(function (one) { one(); });
    });
  }

  /* 一条责任的联系图：点方框到那个记录的页面 */
  function draw(fold) {
    var map = window.zelianMap;
    var node = map.graph.byKey[fold.getAttribute("data-links-of")];
    var holder = fold.querySelector("[data-links-drawn]");
    if (!node || holder.firstChild) { return; }
    var drawn = map.picture(map.graph, map.around(node, 0), function (other) { return root + other.href; });
    holder.appendChild(drawn.figure);
    map.toCentre(drawn);
    fold.classList.add("drawn");
  }

  /* 打印时全部展开，不因此画图：读者展开过的才印 */
  window.addEventListener("beforeprint", function () { printing = true; });
  window.addEventListener("afterprint", function () { window.setTimeout(function () { printing = false; }, 0); });

  if (page) {
    page.querySelectorAll("[data-map-search], [data-map-tools]").forEach(function (part) { part.hidden = false; });
    ready(function () { window.zelianMap.start(page); });
  }
  document.querySelectorAll("[data-links-of]").forEach(function (fold) {
    fold.addEventListener("toggle", function () {
      if (fold.open && !printing) { ready(function () { draw(fold); }); }
    });
  });
})();
