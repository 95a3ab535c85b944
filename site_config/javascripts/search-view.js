/* 搜索结果的样子：一条一行，前几条按相关排，其余按类别分组；没有结果时说怎么办。 */
(function () {
  "use strict";

  var FIRST = 6, EACH = 4;
  var LISTS = [
    ["岗位", "bearers/index.html"], ["责任", "duties/index.html"], ["法规", "works/index.html"], ["经验", "experiences/index.html"],
    ["问题", "problems/index.html"], ["检查", "indicators/index.html"], ["事项", "matters/index.html"], ["培训", "training/index.html"],
    ["术语", "glossary.html"]
  ];
  var EXAMPLES = ["机关条例十条三项", "机关党委多久换届", "专职副书记", "zzfsj", "1.6万余条", "述职评议考核"];

  function make(tag, name, content) {
    var element = document.createElement(tag);
    if (name) { element.className = name; }
    (Array.isArray(content) ? content : content === undefined ? [] : [content]).forEach(function (piece) {
      element.appendChild(typeof piece === "string" ? document.createTextNode(piece) : piece);
    });
    return element;
  }

  function marked(text, ranges) {
    var pieces = [], at = 0;
    ranges.forEach(function (range) {
      if (range[0] > at) { pieces.push(text.slice(at, range[0])); }
      pieces.push(make("mark", "", text.slice(range[0], range[1])));
      at = range[1];
    });
    if (at < text.length) { pieces.push(text.slice(at)); }
    return pieces;
  }

  function View(dialog, engine) {
    this.dialog = dialog;
    this.engine = engine;
    this.base = dialog.dataset.base;
    this.list = dialog.querySelector("[data-search-results]");
    this.help = dialog.querySelector("[data-search-help]");
    this.kinds = dialog.querySelector("[data-search-kinds]");
    this.state = dialog.querySelector("[data-search-state]");
  }

  View.prototype.row = function (hit, result) {
    var engine = this.engine, row = hit.row, link = make("a", hit.reference ? "search-reference" : "");
    var snippet = engine.snippet(row, result.marks);
    link.id = "_result" + row.index;
    link.href = this.base + "/" + row.page + (row.anchor ? "#" + row.anchor : "");
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
    link.appendChild(make("span", "search-kind", row.kind));
    link.appendChild(make("span", "search-title", marked(row.title, engine.marksIn(row.title, result.marks))));
    if (row.path) { link.appendChild(make("span", "search-path", marked(row.path, engine.marksIn(row.path, result.marks)))); }
    if (snippet.text) { link.appendChild(make("span", "search-text", (snippet.cut ? ["……"] : []).concat(marked(snippet.text, snippet.marks)))); }
    var item = make("li", "", link);
    item.setAttribute("role", "none");
    return item;
  };

  View.prototype.group = function (kind, count, hits, result) {
    var title = make("p", "search-group", [kind, make("span", "", count + "处")]), list = make("ol");
    var group = make("li", "", [title, list]), self = this;
    title.setAttribute("aria-hidden", "true");
    group.setAttribute("role", "none");
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", kind);
    hits.slice(0, EACH).forEach(function (hit) { list.appendChild(self.row(hit, result)); });
    return group;
  };

  View.prototype.results = function (result, kind) {
    var self = this, list = this.list, rest = result.hits.slice(FIRST);
    list.textContent = "";
    list.hidden = !result.hits.length;
    (kind ? result.hits : result.hits.slice(0, FIRST)).forEach(function (hit) { list.appendChild(self.row(hit, result)); });
    if (!kind) {
      result.counts.forEach(function (counted) {
        var own = rest.filter(function (hit) { return hit.row.kind === counted.kind; });
        if (own.length) { list.appendChild(self.group(counted.kind, counted.count, own, result)); }
      });
    }
  };

  View.prototype.filters = function (counts, kind) {
    var kinds = this.kinds, total = counts.reduce(function (sum, c) { return sum + c.count; }, 0);
    var held = kinds.contains(document.activeElement) ? document.activeElement.dataset.kind : null;
    kinds.textContent = "";
    kinds.hidden = counts.length < 2 && !kind;
    [{ kind: "", count: total }].concat(counts).forEach(function (counted) {
      var button = make("button", "", [counted.kind || "全部", make("span", "", String(counted.count))]);
      button.type = "button";
      button.dataset.kind = counted.kind;
      button.setAttribute("aria-pressed", String(counted.kind === kind));
      kinds.appendChild(button);
      if (held === counted.kind) { button.focus(); }
    });
  };

  View.prototype.say = function (result, kind, texts) {
    var shown = this.list.querySelectorAll("a").length, words = [];
    if (!result.query) { this.state.textContent = ""; return; }
    if (result.total) { words.push((kind ? kind : "共") + result.total + "处" + (shown < result.total ? "，列出" + shown + "处，点类别看更多" : "")); }
    if (result.tried.length) { words.push("也按“" + result.tried.join("”“") + "”找了"); }
    if (result.note) { words.push(result.note.replace(/。$/, "")); }
    if (!texts) { words.push("正文还在读取，先按名称找"); }
    this.state.textContent = words.length ? words.join("；") + "。" : "";
  };

  View.prototype.button = function (words) {
    var button = make("button", "", words);
    button.type = "button";
    button.dataset.searchFor = words;
    return button;
  };

  View.prototype.lists = function () {
    var base = this.base;
    return make("p", "search-lists", ["也可以从目录找："].concat(LISTS.map(function (list) {
      var link = make("a", "", list[0]);
      link.href = base + "/" + list[1];
      return link;
    })));
  };

  /* 还没有写，或者没有找到 */
  View.prototype.helpFor = function (result) {
    var help = this.help, self = this;
    help.textContent = "";
    help.hidden = result.hits.length > 0;
    if (help.hidden) { return; }
    if (!result.query) {
      help.appendChild(make("p", "", "可以写条款号、岗位、术语、数字、拼音，也可以写一句问话。例如："));
      help.appendChild(make("p", "search-chips", EXAMPLES.map(function (words) { return self.button(words); })));
      help.appendChild(this.lists());
      return;
    }
    help.appendChild(make("p", "", [make("b", "", "没有找到“" + result.query + "”。")]));
    if (result.suggestions.length) {
      help.appendChild(make("p", "", "名称相近的有："));
      help.appendChild(make("p", "search-chips", result.suggestions.map(function (s) { return self.button(s.row.title); })));
    }
    help.appendChild(make("p", "", "已经试过：原样、简体和半角写法、近义词、错一个字的名称、拼音。可以少写几个字，或者换成条款里的说法。"));
    help.appendChild(this.lists());
  };

  View.prototype.show = function (result, kind, texts) {
    this.results(result, kind);
    this.filters(result.counts, kind);
    this.say(result, kind, texts);
    this.helpFor(result);
  };

  window.zelianSearch = window.zelianSearch || {};
  window.zelianSearch.View = View;
})();
