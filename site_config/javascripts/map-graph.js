/* 联系图：数据 → 一个记录的邻近记录 → 排好位置的方框和线。不碰页面。 */
(function () {
  "use strict";

  var MOST = 60;
  var ENOUGH = 30;
  var IN_COLUMN = 16;
  var LONGEST = 15;
  var BOX = { height: 42, gap: 8, pad: 9, top: 28, edge: 10, between: 64, beside: 14 };

  /* 每个记录：键、种类、网址、名称、说明、相邻的记录（连线的种类、方向） */
  function read(data) {
    var graph = { kinds: data.kinds, links: data.links, columns: data.columns, nodes: [], byKey: {} };
    data.pages.forEach(function (page) {
      page[4].forEach(function (row) {
        var kind = data.kinds[page[0]];
        var node = { number: graph.nodes.length, key: page[2] + row[0], kind: kind[0], word: kind[1], column: kind[2],
          gathers: kind[3] === 1, title: row[1], note: row[2] || page[3], href: page[1] + (row[0] ? "#" + row[0] : ""), near: [] };
        graph.nodes.push(node);
        graph.byKey[node.key] = node;
      });
    });
    for (var i = 0; i < data.edges.length; i += 3) {
      var source = graph.nodes[data.edges[i]];
      var target = graph.nodes[data.edges[i + 1]];
      source.near.push({ node: target, link: data.edges[i + 2], out: true });
      target.near.push({ node: source, link: data.edges[i + 2], out: false });
    }
    return graph;
  }

  /* 近的在前：先按联系的种类，再按对方的联系多少 */
  function ranked(node) {
    return node.near.slice().sort(function (a, b) {
      return a.link - b.link || b.node.near.length - a.node.near.length || a.node.number - b.node.number;
    });
  }

  /* 中心和最近的记录，至多 MOST 个；直接相连的不到 enough 个时，再加隔一步的 */
  function around(node, enough) {
    var shown = [{ node: node, step: 0 }];
    var seen = {};
    var left = [];
    var further = 0;
    seen[node.key] = true;
    ranked(node).forEach(function (near) {
      if (seen[near.node.key]) { return; }
      seen[near.node.key] = true;
      var found = { node: near.node, step: 1, link: near.link, out: near.out, from: node };
      if (shown.length < MOST) { shown.push(found); } else { left.push(found); }
    });
    shown.slice(1).forEach(function (first) {
      if (first.node.gathers) { return; }
      ranked(first.node).forEach(function (near) {
        if (seen[near.node.key]) { return; }
        seen[near.node.key] = true;
        if (shown.length < enough) {
          shown.push({ node: near.node, step: 2, link: near.link, out: near.out, from: first.node });
        } else { further += 1; }
      });
    });
    return { centre: node, shown: shown, left: left, further: further, lines: linesAmong(shown) };
  }

  function linesAmong(shown) {
    var inside = {};
    var lines = [];
    shown.forEach(function (item) { inside[item.node.key] = true; });
    shown.forEach(function (item) {
      item.node.near.forEach(function (near) {
        if (near.out && inside[near.node.key]) { lines.push({ source: item.node, target: near.node, link: near.link }); }
      });
    });
    return lines;
  }

  /* 方框里的字：名称放不下时截短；条款带上法规的名称 */
  function words(node) {
    return node.title.length > LONGEST ? node.title.slice(0, LONGEST - 1) + "…" : node.title;
  }

  function caption(node) {
    var all = node.note ? node.word + " · " + node.note : node.word;
    return all.length > LONGEST + 2 ? all.slice(0, LONGEST + 1) + "…" : all;
  }

  function widthOf(text, size) {
    var sum = 0;
    for (var i = 0; i < text.length; i += 1) { sum += text.charCodeAt(i) > 0x2000 ? size : size * 0.6; }
    return sum;
  }

  /* 每列按邻居的平均高度来回排几遍，线就少交叉 */
  function ordered(columns, lines) {
    var place = {};
    function note(column) { column.forEach(function (node, i) { place[node.key] = (i + 0.5) / column.length; }); }
    columns.forEach(note);
    function settle(column) {
      var wish = {};
      column.forEach(function (node) {
        var ends = [];
        lines.forEach(function (line) {
          if (line.source === node && line.target.column !== node.column) { ends.push(place[line.target.key]); }
          if (line.target === node && line.source.column !== node.column) { ends.push(place[line.source.key]); }
        });
        wish[node.key] = ends.length ? ends.reduce(function (a, b) { return a + b; }, 0) / ends.length : place[node.key];
      });
      column.sort(function (a, b) { return wish[a.key] - wish[b.key] || a.number - b.number; });
      note(column);
    }
    for (var turn = 0; turn < 4; turn += 1) { (turn % 2 ? columns.slice().reverse() : columns).forEach(settle); }
    return columns;
  }

  /* 一列太长就并排分成几列 */
  function strips(column) {
    var count = Math.ceil(column.length / IN_COLUMN);
    var each = Math.ceil(column.length / count);
    var found = [];
    for (var i = 0; i < column.length; i += each) { found.push(column.slice(i, i + each)); }
    return found;
  }

  function arrange(graph, view) {
    var columns = graph.columns.map(function (_, number) {
      return view.shown.map(function (item) { return item.node; }).filter(function (node) { return node.column === number; });
    });
    var used = ordered(columns.filter(function (column) { return column.length; }), view.lines);
    var tallest = Math.max.apply(null, used.map(function (column) { return Math.max.apply(null, strips(column).map(function (s) { return s.length; })); }));
    var picture = { heads: [], boxes: [], height: BOX.top + tallest * (BOX.height + BOX.gap) + BOX.edge };
    var x = BOX.edge;
    used.forEach(function (column) {
      picture.heads.push({ words: graph.columns[column[0].column], x: x });
      strips(column).forEach(function (strip) { x = stand(picture, strip, x, tallest) + BOX.beside; });
      x += BOX.between - BOX.beside;
    });
    var last = picture.heads[picture.heads.length - 1];
    picture.width = Math.max(x - BOX.between + BOX.edge, last.x + widthOf(last.words, 13.5) + BOX.edge);
    picture.curves = view.lines.map(function (line) { return curve(picture.boxes, line); });
    return picture;
  }

  /* 一列方框，上下居中；返回右边缘 */
  function stand(picture, strip, x, tallest) {
    var width = 2 * BOX.pad + Math.max.apply(null, strip.map(function (node) {
      return Math.max(widthOf(words(node), 13), widthOf(caption(node), 11));
    }));
    var y = BOX.top + ((tallest - strip.length) * (BOX.height + BOX.gap)) / 2;
    strip.forEach(function (node) {
      picture.boxes.push({ node: node, x: x, y: y, width: width, height: BOX.height, strip: x });
      y += BOX.height + BOX.gap;
    });
    return x + width;
  }

  function curve(boxes, line) {
    var a = boxes.filter(function (box) { return box.node === line.source; })[0];
    var b = boxes.filter(function (box) { return box.node === line.target; })[0];
    var left = a.x <= b.x ? a : b;
    var right = left === a ? b : a;
    var y1 = left.y + left.height / 2;
    var y2 = right.y + right.height / 2;
    var x1 = left.x + left.width;
    if (left.x === right.x) {
      var out = x1 + 26;
      return { line: line, path: "M" + [x1, y1] + "C" + [out, y1, out, y2, x1, y2] };
    }
    var bend = (x1 + right.x) / 2;
    return { line: line, path: "M" + [x1, y1] + "C" + [bend, y1, bend, y2, right.x, y2] };
  }

  window.zelianMap = { read: read, around: around, arrange: arrange, words: words, caption: caption, MOST: MOST, ENOUGH: ENOUGH };
})();
