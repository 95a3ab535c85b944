/* 联系图：把排好的方框和线画成 SVG，把同样的内容写成表。 */
(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  var map = window.zelianMap;

  function drawn(name, attributes, text) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  function made(name, attributes, text) {
    var element = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  function full(node) { return node.word + "：" + (node.note ? node.note + " " : "") + node.title; }

  function relation(graph, item) { return graph.links[item.link][item.out ? 1 : 2]; }

  function boxOf(box, centre, lead) {
    var node = box.node;
    var link = drawn("a", { href: lead(node), "class": "node map-node node-" + node.kind + (node === centre ? " node-centre" : ""), "data-key": node.key });
    if (node === centre) { link.setAttribute("aria-current", "true"); }
    link.appendChild(drawn("title", {}, full(node)));
    link.appendChild(drawn("rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: 4 }));
    link.appendChild(drawn("text", { x: box.x + 9, y: box.y + 15, "class": "map-caption" }, map.caption(node)));
    link.appendChild(drawn("text", { x: box.x + 9, y: box.y + 33 }, map.words(node)));
    return link;
  }

  /* lead：点一个记录到哪里 */
  function picture(graph, view, lead) {
    var plan = map.arrange(graph, view);
    var title = "“" + view.centre.title + "”的联系";
    var figure = made("figure", { "class": "link-picture" });
    var frame = made("div", { "class": "picture-frame", tabindex: "0", role: "region", "aria-label": title });
    var svg = drawn("svg", { viewBox: "0 0 " + Math.ceil(plan.width) + " " + Math.ceil(plan.height), style: "width:" + Math.ceil(plan.width) + "px", role: "group", "aria-label": title });
    plan.heads.forEach(function (head) { svg.appendChild(drawn("text", { "class": "picture-head", x: head.x, y: 14 }, head.words)); });
    plan.curves.forEach(function (curve) {
      var line = curve.line;
      var path = drawn("path", { "class": "wire wire-" + graph.links[line.link][0] + (line.source === view.centre || line.target === view.centre ? " wire-near" : ""), d: curve.path });
      path.appendChild(drawn("title", {}, line.source.title + " → " + graph.links[line.link][1] + " → " + line.target.title));
      svg.appendChild(path);
    });
    plan.boxes.forEach(function (box) { svg.appendChild(boxOf(box, view.centre, lead)); });
    frame.appendChild(svg);
    figure.appendChild(frame);
    figure.appendChild(made("figcaption", {}, title));
    return { figure: figure, frame: frame, boxes: plan.boxes, view: view };
  }

  /* 图比框宽时，把正在看的记录移到框的中间 */
  function toCentre(drawn) {
    var box = drawn.boxes.filter(function (one) { return one.node === drawn.view.centre; })[0];
    drawn.frame.scrollLeft = box.x + box.width / 2 - drawn.frame.clientWidth / 2;
  }

  function row(graph, view, item, lead) {
    var tr = made("tr", {});
    var said = relation(graph, item) + (item.step > 1 ? "（经“" + item.from.title + "”）" : "");
    tr.appendChild(made("td", { "data-label": "关系" })).appendChild(made("span", {}, said));
    var what = tr.appendChild(made("td", { "data-label": "记录", "class": "what" }));
    what.appendChild(made("a", { href: lead(item.node), "class": "title" }, item.node.title));
    what.appendChild(made("p", { "class": "muted small" }, item.node.word + (item.node.note ? " · " + item.node.note : "")));
    tr.appendChild(made("td", { "data-label": "联系", "class": "num" }, String(item.node.near.length)));
    return tr;
  }

  function table(graph, view, items, lead) {
    var whole = made("table", { "class": "cards map-table" });
    var head = whole.appendChild(made("thead", {})).appendChild(made("tr", {}));
    [["关系", ""], ["记录", ""], ["联系", "num"]].forEach(function (cell) { head.appendChild(made("th", { scope: "col", "class": cell[1] }, cell[0])); });
    var body = whole.appendChild(made("tbody", {}));
    items.forEach(function (item) { body.appendChild(row(graph, view, item, lead)); });
    return whole;
  }

  /* 同样的内容写成表；图中画不下的，收在后面 */
  function list(graph, view, lead) {
    var all = document.createDocumentFragment();
    var near = view.shown.filter(function (item) { return item.step === 1; });
    var second = view.shown.filter(function (item) { return item.step === 2; });
    all.appendChild(made("h2", { id: "_list" }, "相连的记录"));
    all.appendChild(table(graph, view, near, lead));
    [["图中没有画的", view.left], ["隔一步的", second]].forEach(function (part) {
      if (!part[1].length) { return; }
      var fold = all.appendChild(made("details", { "class": "more map-more" }));
      fold.appendChild(made("summary", {}, part[0] + part[1].length + "个"));
      fold.appendChild(table(graph, view, part[1], lead));
    });
    return all;
  }

  map.picture = picture;
  map.toCentre = toCentre;
  map.list = list;
  map.made = made;
  map.full = full;
})();
