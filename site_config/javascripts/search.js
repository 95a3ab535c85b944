/* 搜索：逐条比对全部条款、责任、做法。索引是一个脚本，第一次打开时才读，从文件夹打开网页也能用。 */
(function () {
  "use strict";

  var dialog = document.querySelector("[data-search]");
  if (!dialog || !dialog.showModal) { return; }
  var input = dialog.querySelector("input");
  var state = dialog.querySelector("[data-search-state]");
  var list = dialog.querySelector("[data-search-results]");
  var base = dialog.dataset.base;
  var LIMIT = 40;
  var CHINESE = "零一二三四五六七八九";
  var entries = null;
  var selected = -1;

  function chineseNumber(digits) {
    var n = parseInt(digits, 10);
    if (!n || n > 999) { return digits; }
    var hundreds = Math.floor(n / 100), tens = Math.floor((n % 100) / 10), ones = n % 10, text = "";
    if (hundreds) { text += CHINESE[hundreds] + "百" + (tens || !ones ? "" : "零"); }
    if (tens) { text += (tens > 1 || hundreds ? CHINESE[tens] : "") + "十"; }
    return text + (ones ? CHINESE[ones] : "");
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase()
      .replace(/[\s()《》〈〉〔〕“”"'、，。；：·]/g, "")
      .replace(/第?(\d+)(?=[条款项章目])/g, function (_, digits) { return "第" + chineseNumber(digits); });
  }

  function load(then) {
    if (entries) { then(); return; }
    if (window.zelianIndex) {
      entries = window.zelianIndex.map(function (e) {
        return { kind: e[0], title: e[1], path: e[2], text: e[3], url: e[4], keys: [fold(e[1]), fold(e[2]), fold(e[3])] };
      });
      then();
      return;
    }
    state.textContent = "正在读取索引……";
    var script = document.createElement("script");
    script.src = base + "/assets/search-index.js";
    script.onload = function () { load(then); };
    script.onerror = function () { state.textContent = "索引没有读出来。请确认网站文件夹完整，再刷新本页。"; };
    document.head.appendChild(script);
  }

  function score(entry, words) {
    var total = 0;
    for (var i = 0; i < words.length; i++) {
      var at = entry.keys[0].indexOf(words[i]);
      var found = at < 0 ? 0 : entry.keys[0] === words[i] ? 100 : at === 0 ? 60 : 40;
      if (!found) { found = entry.keys[1].indexOf(words[i]) >= 0 ? 12 : entry.keys[2].indexOf(words[i]) >= 0 ? 8 : 0; }
      if (!found) { return 0; }
      total += found;
    }
    return total - Math.min(entry.keys[0].length, 60) / 100;
  }

  function marked(text, query) {
    var node = document.createDocumentFragment();
    var words = query.split(/\s+/).filter(Boolean).map(function (w) { return w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
    var parts = words.length ? text.split(new RegExp("(" + words.join("|") + ")", "gi")) : [text];
    parts.forEach(function (part, i) {
      if (i % 2) {
        var mark = document.createElement("mark");
        mark.textContent = part;
        node.appendChild(mark);
      } else {
        node.appendChild(document.createTextNode(part));
      }
    });
    return node;
  }

  function around(text, query) {
    var at = text.indexOf(query.split(/\s+/)[0]);
    return at > 50 ? "……" + text.slice(at - 40) : text;
  }

  function span(name, content) {
    var element = document.createElement("span");
    element.className = name;
    element.appendChild(typeof content === "string" ? document.createTextNode(content) : content);
    return element;
  }

  function row(entry, query, index) {
    var item = document.createElement("li");
    item.id = "_result" + index;
    item.setAttribute("role", "option");
    var link = document.createElement("a");
    link.href = base + "/" + entry.url;
    var title = span("search-title", marked(entry.title, query));
    if (entry.path) { title.appendChild(span("search-path", entry.path)); }
    link.appendChild(span("search-kind", entry.kind));
    link.appendChild(title);
    link.appendChild(span("search-text", marked(around(entry.text, query), query)));
    item.appendChild(link);
    return item;
  }

  function select(index) {
    var items = list.children;
    if (!items.length) { selected = -1; return; }
    if (items[selected]) { items[selected].removeAttribute("aria-selected"); }
    selected = (index + items.length) % items.length;
    items[selected].setAttribute("aria-selected", "true");
    items[selected].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[selected].id);
  }

  function search() {
    var query = input.value.trim();
    var words = query.split(/\s+/).map(fold).filter(Boolean);
    list.textContent = "";
    selected = -1;
    input.removeAttribute("aria-activedescendant");
    if (!words.length) {
      state.textContent = "可以查条款、责任、岗位、做法、问题和术语；几个词之间用空格隔开。";
      return;
    }
    var found = entries.map(function (entry) { return { entry: entry, score: score(entry, words) }; })
      .filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; });
    found.slice(0, LIMIT).forEach(function (hit, i) { list.appendChild(row(hit.entry, query, i)); });
    state.textContent = !found.length ? "没有找到“" + query + "”。可以换一个说法，或者少写几个字。"
      : found.length > LIMIT ? "共" + found.length + "处，先列出" + LIMIT + "处；再加一个词可以缩小范围。" : "共" + found.length + "处";
    select(0);
  }

  function open(query) {
    if (!dialog.open) { dialog.showModal(); }
    if (query) { input.value = query; }
    input.focus();
    input.select();
    load(search);
  }

  ["[data-search-open]", "[data-search-try]"].forEach(function (selector) {
    document.querySelectorAll(selector).forEach(function (element) { element.hidden = false; });
  });
  document.addEventListener("click", function (event) {
    var example = event.target.closest("[data-search-for]");
    if (event.target.closest("[data-search-open]")) { open(""); }
    if (example) { event.preventDefault(); open(example.dataset.searchFor); }
    if (event.target === dialog || event.target.closest("[data-search-close]")) { dialog.close(); }
    if (event.target.closest("[data-search-results] a")) { dialog.close(); }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open("");
    }
  });
  input.addEventListener("input", function () { load(search); });
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) { return; }
    if (event.key === "ArrowDown") { event.preventDefault(); select(selected + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); select(selected - 1); }
    if (event.key === "Enter") {
      event.preventDefault();
      var item = list.children[selected];
      if (item) { item.firstChild.click(); }
    }
  });
})();
