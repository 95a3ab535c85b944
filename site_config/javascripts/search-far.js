/* 搜索里用到才读的一份：几千部只收了原文的法规。先按相邻两字的表看哪些法规可能有，再读它们的条文。不碰页面。 */
(function () {
  "use strict";

  var search = window.zelianSearch;
  var PAIRS = 8, NEW_SHARDS = 4, MOST_SHARDS = 40, ENOUGH = 0.75;

  /* data：rows 各部法规是第几条，shards 在第几份，tables 有几张表，first 表里的 0 */
  function Far(data) {
    this.data = data;
    this.tables = new Map();
    this.asked = new Set();
    this.waiting = new Set();
    this.shards = 0;
    this.byRow = new Map();
    data.rows.forEach(function (row, work) { this.byRow.set(row, work); }, this);
  }

  function chinese(code) { return code >= 0x4e00 && code <= 0x9fff; }

  function pairsOf(folded) {
    var found = new Set();
    for (var i = 0; i + 1 < folded.length; i++) {
      if (chinese(folded.charCodeAt(i)) && chinese(folded.charCodeAt(i + 1))) { found.add(folded.slice(i, i + 2)); }
    }
    return Array.from(found).slice(0, PAIRS);
  }

  Far.prototype.tableOf = function (pair) {
    return "pairs-" + (pair.charCodeAt(0) * 31 + pair.charCodeAt(1)) % this.data.tables;
  };

  /* 有这两个字的法规 */
  Far.prototype.worksWith = function (pair) {
    var steps = this.tables.get(this.tableOf(pair))[pair] || "", works = [], at = -1;
    for (var i = 0; i < steps.length; i++) { works.push(at += steps.charCodeAt(i) - this.data.first); }
    return works;
  };

  /* 各对字都有、少见的字对多的法规，最像的在前 */
  Far.prototype.likely = function (pairs) {
    var values = new Map(), whole = 0, total = this.data.rows.length;
    pairs.forEach(function (pair) {
      var works = this.worksWith(pair), weight = Math.log(1 + total / (1 + works.length));
      whole += weight;
      works.forEach(function (work) { values.set(work, (values.get(work) || 0) + weight); });
    }, this);
    return Array.from(values.keys()).filter(function (work) { return values.get(work) >= ENOUGH * whole; })
      .sort(function (a, b) { return values.get(b) - values.get(a) || a - b; });
  };

  Far.prototype.shardsOf = function (works, most) {
    var wanted = [];
    for (var i = 0; i < works.length && wanted.length < most; i++) {
      var shard = "far-" + this.data.shards[works[i]];
      if (!this.asked.has(shard) && wanted.indexOf(shard) < 0) { wanted.push(shard); }
    }
    return wanted;
  };

  /* 记下要读的几份 */
  Far.prototype.ask = function (names) {
    names.forEach(function (name) {
      this.asked.add(name);
      this.waiting.add(name);
      this.shards += /^far-/.test(name) ? 1 : 0;
    }, this);
    return names;
  };

  /* 点了名、条文还没有读来的法规怎么说 */
  Far.prototype.say = function (row, title) {
    var shard = "far-" + this.data.shards[this.byRow.get(row)], lost = this.asked.has(shard) && !this.waiting.has(shard);
    return lost ? "《" + title + "》的条文没有读出来，请刷新本页。" : "正在读取《" + title + "》的条文。";
  };

  /* 还要读哪几份才能回答：点了名的法规的条文，其次是查字对的表，再其次是可能有的条文；不用再读是 [] */
  search.Engine.prototype.wanted = function (query) {
    var far = this.far, folded = this.folder.fold(query.trim().slice(0, 120));
    if (!far || !this.ready.texts || far.shards >= MOST_SHARDS) { return []; }
    var named = this.named(folded), pairs = named.length ? [] : pairsOf(folded), key = "?" + pairs.join("");
    var wanted = far.shardsOf(named, NEW_SHARDS);
    if (!wanted.length && pairs.length) {
      wanted = Array.from(new Set(pairs.map(far.tableOf, far))).filter(function (name) { return !far.tables.has(name); });
      if (!wanted.length && !far.asked.has(key)) {
        far.asked.add(key);
        wanted = far.shardsOf(far.likely(pairs), NEW_SHARDS);
      }
    }
    return far.ask(wanted);
  };

  /* 可能也有、还没有读的下一批；一次浏览读够了就是 [] */
  search.Engine.prototype.further = function (query) {
    var far = this.far, room = far ? MOST_SHARDS - far.shards : 0;
    return room > 0 ? far.ask(far.shardsOf(this.unread(query), Math.min(room, NEW_SHARDS))) : [];
  };

  search.Engine.prototype.mayRead = function () { return !!this.far && this.far.shards < MOST_SHARDS; };

  /* 可能也有、还没有读的法规，最像的在前 */
  search.Engine.prototype.unread = function (query) {
    var far = this.far, pairs = far ? pairsOf(this.folder.fold(query.trim().slice(0, 120))) : [];
    if (!pairs.length || !far.asked.has("?" + pairs.join(""))) { return []; }
    return far.likely(pairs).filter(function (work) { return !far.asked.has("far-" + far.data.shards[work]); });
  };

  /* 查询里点了名的那几部 */
  search.Engine.prototype.named = function (folded) {
    var works = new Set(), byRow = this.far.byRow;
    this.names.within(folded).forEach(function (hit) {
      hit.name.rows.forEach(function (row) { if (byRow.has(row)) { works.add(byRow.get(row)); } });
    });
    return Array.from(works);
  };

  search.Far = Far;
})();
