/* 联系图页：从一个记录走到另一个。位置写在网址的 # 后面，前进、后退都有效。 */
(function () {
  "use strict";

  var FOUND = 12;
  var map = window.zelianMap;

  function start(page) {
    var graph = map.graph;
    var part = {};
    ["search", "found", "said", "tools", "open", "back", "view", "list"].forEach(function (name) {
      part[name] = page.querySelector("[data-map-" + name + "]");
    });
    var input = part.search.querySelector("input");
    var drawn = null;
    var depth = 0;
    if (!graph.nodes.length) { part.said.textContent = "还没有收录联系。"; return; }

    function lead(node) { return "#" + encodeURIComponent(node.key); }

    function named() {
      var key = window.location.hash.slice(1);
      try { key = decodeURIComponent(key); } catch (error) { key = ""; }
      if (key.indexOf(":") > 0) { return key; }
      return new URLSearchParams(window.location.search).get("at") || page.getAttribute("data-start");
    }

    function say(view, unknown) {
      var direct = view.shown.filter(function (item) { return item.step === 1; }).length;
      var words = "现在看" + map.full(view.centre) + "。直接相连" + (direct + view.left.length) + "个";
      if (view.left.length) { words += "，画出最近的" + direct + "个，其余" + view.left.length + "个列在下面"; }
      var second = view.shown.length - 1 - direct;
      if (second) { words += "；隔一步的画出" + second + "个"; }
      if (second && view.further) { words += "，另有" + view.further + "个没有画"; }
      part.said.textContent = (unknown ? "没有叫“" + unknown + "”的记录。" : "") + words + "。";
    }

    function show(walked) {
      var key = named();
      var node = graph.byKey[key] || graph.byKey[page.getAttribute("data-start")] || graph.nodes[0];
      count(walked);
      if (drawn && drawn.view.centre === node) { return; }
      var view = map.around(node, map.ENOUGH);
      drawn = map.picture(graph, view, lead);
      part.view.textContent = "";
      part.view.appendChild(drawn.figure);
      part.list.textContent = "";
      part.list.appendChild(map.list(graph, view, lead));
      part.open.href = node.href;
      part.open.textContent = "打开" + node.word + "页面";
      part.back.disabled = !depth;
      say(view, node.key === key ? "" : key);
      map.toCentre(drawn);
      if (walked) { linkOf(node).focus(); }
    }

    /* 每一处记下走了几步：退到第一处就不再退，免得离开本页 */
    function count(walked) {
      var state = window.history.state;
      if (state && "mapDepth" in state) { depth = state.mapDepth; return; }
      depth = walked ? depth + 1 : 0;
      window.history.replaceState({ mapDepth: depth }, "");
    }

    function linkOf(node) {
      return part.view.querySelector('[data-key="' + node.key + '"]');
    }

    /* 上下在一列里走，左右走到相邻一列里最近的，先选有线相连的 */
    function next(box, key) {
      var across = key === "ArrowLeft" || key === "ArrowRight";
      var sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
      var linked = {};
      box.node.near.forEach(function (near) { linked[near.node.key] = true; });
      var best = null;
      drawn.boxes.forEach(function (other) {
        var away = sign * (across ? other.strip - box.strip : other.y - box.y);
        if (away <= 0 || (!across && other.strip !== box.strip)) { return; }
        var cost = across ? away + Math.abs(other.y - box.y) + (linked[other.node.key] ? 0 : 100000) : away;
        if (!best || cost < best.cost) { best = { box: other, cost: cost }; }
      });
      return best && best.box;
    }

    part.view.addEventListener("keydown", function (event) {
      var link = event.target.closest("[data-key]");
      if (event.key === "Backspace" && depth) { event.preventDefault(); window.history.back(); return; }
      if (!link || event.key.indexOf("Arrow") || event.altKey || event.ctrlKey || event.metaKey) { return; }
      var box = drawn.boxes.filter(function (one) { return one.node.key === link.getAttribute("data-key"); })[0];
      var to = next(box, event.key);
      event.preventDefault();
      if (to) { linkOf(to.node).focus(); }
    });
    part.back.addEventListener("click", function () { window.history.back(); });
    window.addEventListener("hashchange", function () { show(true); });

    /* 查找：每个词都要出现，名称里就有的在前 */
    function found(text) {
      var asked = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
      if (!asked.length) { return []; }
      var hits = [];
      graph.nodes.forEach(function (node) {
        var whole = map.full(node).toLowerCase();
        if (!asked.every(function (word) { return whole.indexOf(word) >= 0; })) { return; }
        var at = node.title.toLowerCase().indexOf(asked[asked.length - 1]);
        hits.push({ node: node, rank: node.title === text.trim() ? -1 : at < 0 ? 1000 : at });
      });
      return hits.sort(function (a, b) { return a.rank - b.rank || a.node.title.length - b.node.title.length || a.node.number - b.node.number; });
    }

    function offer() {
      var hits = found(input.value);
      part.found.textContent = "";
      hits.slice(0, FOUND).forEach(function (hit) {
        part.found.appendChild(map.made("li", {})).appendChild(map.made("a", { href: lead(hit.node) }, map.full(hit.node)));
      });
      if (!input.value.trim()) { return; }
      part.said.textContent = hits.length ? "找到" + hits.length + "个" + (hits.length > FOUND ? "，列出前" + FOUND + "个。" : "。") : "没有找到，换个说法，或者少写几个字。";
    }

    input.addEventListener("input", offer);
    input.addEventListener("keyup", offer);
    part.found.addEventListener("click", function (event) {
      if (event.target.closest("a")) { input.value = ""; window.setTimeout(offer, 0); }
    });
    part.search.addEventListener("submit", function (event) {
      var first = part.found.querySelector("a");
      event.preventDefault();
      if (first) { first.click(); }
    });

    show(false);
  }

  map.start = start;
})();
