/* 搜索框：第一次用时才读引擎和索引（都是脚本，从文件夹打开也能用），键盘操作，查询写在网址里。 */
(function () {
  "use strict";

  var dialog = document.querySelector("[data-search]");
  if (!dialog || !dialog.showModal) { return; }
  var input = dialog.querySelector("input");
  var list = dialog.querySelector("[data-search-results]");
  var kinds = dialog.querySelector("[data-search-kinds]");
  var state = dialog.querySelector("[data-search-state]");
  var further = dialog.querySelector("[data-search-further]");
  var scroll = dialog.querySelector("[data-search-scroll]");
  var base = dialog.dataset.base;
  var ENGINE = "javascripts/search-parts.js";
  var SLICE = 8, ADDRESS_DELAY = 300, STEP = 5;
  var engine = null, view = null, loading = false, kind = "", selected = -1, moved = false, leaving = false;
  var addressTimer = 0, searchTimer = 0, moreTimer = 0, more = false;

  function now() { return window.performance.now(); }

  /* ---- 读取 ---- */

  function read(path, then, failed) {
    var script = document.createElement("script");
    script.src = base + "/" + path;
    script.async = false;
    script.onload = then;
    script.onerror = failed;
    document.head.appendChild(script);
  }

  function broken() {
    loading = false;
    state.textContent = "索引没有读出来。请确认网站文件夹完整，再刷新本页。";
  }

  function load() {
    if (loading || engine) { return; }
    loading = true;
    read(ENGINE, null, broken);
    read("assets/search-heads.js", begin, broken);
  }

  function begin() {
    var parts = window.zelianParts;
    if (!window.zelianSearch.Engine || !parts || !parts.heads) { broken(); return; }
    engine = new window.zelianSearch.Engine();
    view = new window.zelianSearch.View(dialog, engine);
    engine.add("heads", parts.heads);
    inSlices(function () {
      ready("heads");
      readTexts();
    });
  }

  /* 正文、手写页面；手写页面没有也能找 */
  function readTexts() {
    var left = 2;
    function one() {
      var parts = window.zelianParts;
      left--;
      if (left) { return; }
      window.zelianParts = {};
      engine.add("texts", parts.texts);
      if (parts.pages) { engine.add("pages", parts.pages); }
      engine.index();
      inSlices(function () { ready("texts"); });
    }
    read("assets/search-texts.js", one, broken);
    read("assets/search-pages.js", one, one);
  }

  /* 一小段一小段地准备，打字不停顿 */
  function inSlices(done) {
    var channel = new MessageChannel();
    channel.port1.onmessage = function () {
      if (engine.work(SLICE, now)) { channel.port1.close(); done(); } else { channel.port2.postMessage(0); }
    };
    channel.port2.postMessage(0);
  }

  function ready(what) {
    dialog.dataset.ready = what;
    if (dialog.open) { search(true); }
  }

  /* ---- 查找 ---- */

  function usable() { return engine && engine.ready.heads; }

  function search(again) {
    var query = input.value, before = again && moved && list.querySelector("[aria-selected=true]");
    if (!usable()) {
      if (!state.textContent) { state.textContent = "正在读取索引……"; }
      return;
    }
    var result = engine.search(query, { kind: kind });
    if (kind && !result.hits.length) {
      kind = "";
      result = engine.search(query, {});
    }
    view.show(result, kind, engine.ready.texts);
    sayUnread(engine.unread(query).length);
    input.setAttribute("aria-expanded", String(result.hits.length > 0));
    dialog.dataset.searched = query;
    var kept = before ? options().map(function (option) { return option.id; }).indexOf(before.id) : -1;
    moved = !!before;
    select(Math.max(0, kept));
    if (!moved) { scroll.scrollTop = 0; }
    window.clearTimeout(moreTimer);
    moreTimer = window.setTimeout(readMore, ADDRESS_DELAY);
  }

  /* 可能也有、没有读的：由读者决定接着读，还是写上名称 */
  function sayUnread(works) {
    further.hidden = !works || !engine.mayRead();
    if (works) { state.textContent += "另有" + works + "部只收了原文的法规可能也有" + (further.hidden ? "，写上法规的名称再找。" : "。"); }
  }

  /* 只收了原文的法规有几千部的，用到哪几份读哪几份，读了再找一遍 */
  function readMore() {
    if (!more && dialog.open) { readParts(engine.wanted(input.value)); }
  }

  function readParts(names) {
    var left = names.length;
    function one() {
      left--;
      if (left) { return; }
      var parts = window.zelianParts || {}, found = false;
      window.zelianParts = {};
      names.forEach(function (name) {
        var table = /^pairs-/.test(name);
        if (table || parts[name]) { engine.add(name, parts[name] || {}); }
        found = found || !table;
      });
      engine.far.waiting.clear();
      if (found) { engine.index(); }
      inSlices(function () {
        more = false;
        if (dialog.open) { search(true); }
      });
    }
    if (!left) { return; }
    more = true;
    state.textContent += "正在只收了原文的法规里找……";
    names.forEach(function (name) { read("assets/search-" + name + ".js", one, one); });
  }

  function soon() {
    window.clearTimeout(searchTimer);
    searchTimer = window.setTimeout(function () { search(false); }, 0);
    window.clearTimeout(addressTimer);
    addressTimer = window.setTimeout(writeAddress, ADDRESS_DELAY);
  }

  function options() { return Array.prototype.slice.call(list.querySelectorAll("[role=option]")); }

  function select(index) {
    var items = options();
    items.forEach(function (item) { item.setAttribute("aria-selected", "false"); });
    if (!items.length) {
      selected = -1;
      input.removeAttribute("aria-activedescendant");
      return;
    }
    selected = (index + items.length) % items.length;
    items[selected].setAttribute("aria-selected", "true");
    if (moved) { items[selected].scrollIntoView({ block: "nearest" }); }
    input.setAttribute("aria-activedescendant", items[selected].id);
  }

  function move(by) {
    moved = true;
    var last = options().length - 1;
    select(Math.abs(by) > 1 ? Math.max(0, Math.min(last, selected + by)) : selected + by);
  }

  function choose(name) {
    kind = name;
    search(false);
    writeAddress();
  }

  /* ---- 网址 ---- */

  function writeAddress() {
    window.clearTimeout(addressTimer);
    var query = new URLSearchParams(window.location.search), words = dialog.open ? input.value.trim() : "";
    ["q", "kind"].forEach(function (name) { query.delete(name); });
    if (words) { query.set("q", words); }
    if (words && kind) { query.set("kind", kind); }
    var text = query.toString();
    window.history.replaceState(window.history.state, "", window.location.pathname + (text ? "?" + text : "") + window.location.hash);
  }

  function fromAddress() {
    var query = new URLSearchParams(window.location.search), words = query.get("q");
    if (words) {
      kind = query.get("kind") || "";
      open(words);
    }
  }

  /* ---- 打开、关闭、走开 ---- */

  function open(query) {
    leaving = false;
    load();
    if (!dialog.open) { dialog.showModal(); }
    if (query) { input.value = query; }
    input.focus();
    input.select();
    if (usable()) { soon(); } else { search(false); }
  }

  function follow(event) {
    var link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    var here = link.pathname === window.location.pathname && link.host === window.location.host;
    leaving = !here;
    if (leaving) {
      writeAddress();
      return;
    }
    event.preventDefault();
    dialog.close();
    goTo(link.hash);
  }

  function goTo(hash) {
    if (window.location.hash !== hash) { window.location.hash = hash; return; }
    var target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (target) { target.scrollIntoView(); } else { window.scrollTo(0, 0); }
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229) { return; }
    var steps = { ArrowDown: 1, ArrowUp: -1, PageDown: STEP, PageUp: -STEP };
    if (steps[event.key]) { event.preventDefault(); move(steps[event.key]); }
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); }
    if (event.key === "Enter") {
      event.preventDefault();
      window.clearTimeout(searchTimer);
      if (usable() && dialog.dataset.searched !== input.value) { search(false); }
      var item = options()[selected];
      if (item) { item.click(); }
    }
  }

  function onFilterKey(event) {
    var buttons = Array.prototype.slice.call(kinds.children), at = buttons.indexOf(document.activeElement);
    var steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (steps[event.key]) {
      event.preventDefault();
      buttons[(at + steps[event.key] + buttons.length) % buttons.length].focus();
    }
    if (event.key === "ArrowDown") { event.preventDefault(); input.focus(); }
  }

  ["[data-search-open]", "[data-search-try]"].forEach(function (selector) {
    document.querySelectorAll(selector).forEach(function (element) {
      ["pointerenter", "focusin", "touchstart"].forEach(function (early) { element.addEventListener(early, load, { passive: true }); });
    });
  });
  document.addEventListener("click", function (event) {
    var example = event.target.closest("[data-search-for]");
    if (event.target.closest("[data-search-open]")) { open(""); }
    if (example) { event.preventDefault(); kind = ""; open(example.dataset.searchFor); }
    if (event.target === dialog || event.target.closest("[data-search-close]")) { dialog.close(); }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (slash || ((event.ctrlKey || event.metaKey) && event.key === "k")) {
      event.preventDefault();
      open("");
    }
  });
  dialog.addEventListener("close", function () { if (!leaving) { writeAddress(); } });
  dialog.addEventListener("click", follow);
  kinds.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button) { choose(button.dataset.kind); }
  });
  kinds.addEventListener("keydown", onFilterKey);
  further.addEventListener("click", function () {
    further.hidden = true;
    input.focus();
    if (!more) { readParts(engine.further(input.value)); }
  });
  input.addEventListener("input", function (event) { if (!event.isComposing) { soon(); } });
  input.addEventListener("compositionend", soon);
  input.addEventListener("keydown", onKey);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { leaving = false; } });
  fromAddress();
})();
