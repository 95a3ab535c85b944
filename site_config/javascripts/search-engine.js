/* 搜索的引擎：读名称、建倒排表、找候选。不碰页面；准备可以分成小段做，倒排表没有建好时逐条查看。 */
(function () {
  "use strict";

  var search = window.zelianSearch, text = search.text;
  var HEAD_BITS = 17, BODY_BITS = 18;
  var CANDIDATES = 400, BINS = 512;

  /*
   * 倒排表：记号 → 条目。散列相撞只会多出候选，排先后时逐字再看。
   * 先逐条记下记号（stream，每条以 -1 结尾），再按记号排好。
   */
  function Postings(bits, singles) {
    this.bits = bits;
    this.singles = singles;
    this.start = new Int32Array((1 << bits) + 1);
    this.last = new Int32Array(1 << bits).fill(-1);
    this.stream = new Int32Array(1 << 16);
    this.size = this.read = 0;
    this.rows = null;
  }

  Postings.prototype.count = function (row, folded) {
    var start = this.start, last = this.last, size = this.size;
    if (this.stream.length < size + 2 * folded.length + 2) {
      var longer = new Int32Array(2 * this.stream.length + 2 * folded.length);
      longer.set(this.stream);
      this.stream = longer;
    }
    var stream = this.stream;
    text.eachToken(folded, this.bits, this.singles, function (bucket) {
      if (last[bucket] !== row) { last[bucket] = row; start[bucket + 1]++; stream[size++] = bucket; }
    });
    stream[size++] = -1;
    this.size = size;
  };

  Postings.prototype.allot = function () {
    for (var i = 1; i < this.start.length; i++) { this.start[i] += this.start[i - 1]; }
    this.rows = new Int32Array(this.start[this.start.length - 1]);
    this.next = this.start.slice(0, -1);
    this.last = null;
  };

  Postings.prototype.place = function (row) {
    var bucket;
    while ((bucket = this.stream[this.read++]) >= 0) { this.rows[this.next[bucket]++] = row; }
  };

  Postings.prototype.finish = function () { this.stream = this.next = null; };

  Postings.prototype.frequency = function (bucket) { return this.start[bucket + 1] - this.start[bucket]; };

  function Engine() {
    this.rows = [];
    this.ready = { heads: false, texts: false };
    this.pending = [];
    this.head = this.body = null;
    this.scores = null;
    this.folded = new Map();
    this.scanned = new Map();
    this.far = null;
  }

  /* 先是 heads，名称就能找；再是 texts，pages 可以没有 */
  Engine.prototype.add = function (part, data) {
    if (part === "heads") {
      this.folder = new text.Folder(data.traditional);
      this.names = new search.Names(data.pinyin);
      this.language = new search.query.Language(data.words, this.folder);
      this.kinds = data.kinds;
      this.works = [];
      this.clauses = new Map();
      this.written = new Set();
    }
    if (data.title) { this.addRows(data); }
    if (data.far) { this.far = new search.Far(data.far); }
    if (/^pairs-/.test(part)) { this.far.tables.set(part, data); }
    if (part === "texts") { this.addTexts(data, 0); }
    if (part === "pages" || /^far-/.test(part)) { this.addTexts(data.texts, this.rows.length - data.texts.length); }
  };

  Engine.prototype.addRows = function (data) {
    for (var i = 0; i < data.title.length; i++) {
      this.rows.push({
        index: this.rows.length, kind: data.kinds[data.kind[i]], title: data.title[i], names: data.names[i] || [],
        path: data.paths[data.path[i]], page: data.pages[data.page[i]], anchor: data.anchor[i], weight: data.weight[i], text: "",
        keys: null, body: null
      });
    }
    this.scores = new Float32Array(this.rows.length);
    this.schedule("heads", this.rows.length - data.title.length, this.foldHead, function () {});
  };

  Engine.prototype.addTexts = function (texts, from) {
    texts.forEach(function (said, i) { this.rows[from + i].text = said; }, this);
  };

  /* 条目、正文都加完以后调用：排队建两张倒排表 */
  Engine.prototype.index = function () {
    this.tabulate("head", new Postings(HEAD_BITS, true), this.foldHead);
    this.tabulate("body", new Postings(BODY_BITS, false), this.foldBody);
    this.schedule("texts", this.rows.length, null, function () {});
  };

  Engine.prototype.tabulate = function (name, postings, read) {
    var self = this;
    this.schedule("", 0, function (row) { postings.count(row.index, read.call(self, row)); }, function () { postings.allot(); });
    this.schedule("", 0, function (row) { postings.place(row.index); }, function () {
      postings.finish();
      self[name] = postings;
    });
  };

  /* 从第 first 条起逐条做 each，做完再做 done；what 是做完以后可以用的那一份 */
  Engine.prototype.schedule = function (what, first, each, done) {
    this.pending.push({ next: first, each: each, done: done, ready: what });
  };

  /* 做 milliseconds 毫秒的准备；全部做完返回 true */
  Engine.prototype.work = function (milliseconds, now) {
    var until = now() + milliseconds;
    while (this.pending.length) {
      var job = this.pending[0];
      while (job.next < this.rows.length) {
        job.each.call(this, this.rows[job.next++]);
        if (job.next % 32 === 0 && now() > until) { return false; }
      }
      this.pending.shift();
      job.done();
      this.scanned.clear();
      if (job.ready) { this.ready[job.ready] = true; }
      if (now() > until) { return !this.pending.length; }
    }
    return true;
  };

  Engine.prototype.foldHead = function (row) {
    if (!row.keys) {
      row.keys = { title: this.folder.fold(row.title), names: row.names.map(function (n) { return this.folder.fold(n); }, this), path: this.foldPath(row.path) };
      this.addNames(row);
      row.keys.names = row.keys.names.concat(withoutOf([row.keys.title].concat(row.keys.names)));
      row.keys.all = row.keys.title + " " + (row.keys.names.length ? row.keys.names.join(" ") + " " : "") + row.keys.path;
      this.register(row);
    }
    return row.keys.all;
  };

  Engine.prototype.foldPath = function (path) {
    var folded = this.folded.get(path);
    if (folded === undefined) { this.folded.set(path, folded = this.folder.fold(path)); }
    return folded;
  };

  /* 党员的权利，也叫党员权利 */
  function withoutOf(keys) {
    return keys.filter(function (key) { return key.indexOf("的") > 0; }).map(function (key) { return key.replace(/的/g, ""); });
  }

  Engine.prototype.addNames = function (row) {
    var keys = row.kind === "条款" ? row.keys.names : [row.keys.title].concat(row.keys.names);
    keys.forEach(function (key) { this.names.add(key, row.kind, row.index, row.weight); }, this);
  };

  Engine.prototype.foldBody = function (row) {
    if (row.body === null) { row.body = this.folder.fold(row.text); }
    return row.body;
  };

  Engine.prototype.register = function (row) {
    if (row.kind === "法规") {
      [row.keys.title].concat(row.keys.names).forEach(function (key) { this.works.push({ key: key, row: row.index, page: row.page }); }, this);
    }
    if (row.kind === "条款") {
      var head = row.anchor.split("__")[0];
      if (!this.clauses.has(head)) { this.clauses.set(head, []); }
      this.clauses.get(head).push(row.index);
      this.written.add(row.page);
    }
  };

  /* ---- 候选 ---- */

  Engine.prototype.rarity = function (frequency) {
    return Math.log(1 + (this.rows.length - frequency + 0.5) / (frequency + 0.5));
  };

  Engine.prototype.buckets = function (postings, unit) {
    var bits = postings.bits;
    if (unit.number) { return [text.hashNumber(unit.number, bits)]; }
    if (unit.single) { return postings.singles ? [text.hash(unit.text.charCodeAt(0), 1, bits)] : []; }
    return [text.hash(unit.text.charCodeAt(0), unit.text.charCodeAt(1), bits)];
  };

  /* 含有 unit 的条目；名称的倒排表没有建好时逐条看名称 */
  Engine.prototype.scan = function (unit) {
    var key = unit.number ? "#" + unit.number : unit.text, found = this.scanned.get(key);
    if (!found) {
      found = [];
      for (var i = 0; i < this.rows.length; i++) {
        var keys = this.rows[i].keys;
        if (keys && (unit.number ? text.hasNumber(keys.all, unit.number) : keys.all.indexOf(unit.text) >= 0)) { found.push(i); }
      }
      this.scanned.set(key, found);
    }
    return found;
  };

  Engine.prototype.frequencyOf = function (unit) {
    var self = this, most = this.head ? 0 : this.scan(unit).length;
    [this.head, this.body].forEach(function (postings) {
      if (postings) { self.buckets(postings, unit).forEach(function (b) { most = Math.max(most, postings.frequency(b)); }); }
    });
    return most;
  };

  Engine.prototype.weigh = function (unit) {
    var most = unit.frequency = this.frequencyOf(unit), rarity = this.rarity(most);
    if (unit.number) { rarity *= 1.5; }
    unit.weight = most ? rarity * (unit.weak ? 0.3 : 1) : Math.min(rarity, 3) * 0.3;
    if (!most && unit.number) { unit.weight = rarity; }
  };

  Engine.prototype.spread = function (postings, unit, value, touched) {
    var scores = this.scores, rows = postings ? postings.rows : this.scan(unit);
    function score(from, to) {
      for (var i = from; i < to; i++) {
        var row = rows[i];
        if (scores[row] === 0) { touched.push(row); }
        scores[row] += value;
      }
    }
    if (!postings) { score(0, rows.length); return; }
    this.buckets(postings, unit).forEach(function (bucket) { score(postings.start[bucket], postings.start[bucket + 1]); });
  };

  /* 大致的分数最高的条目 */
  Engine.prototype.candidates = function (plan) {
    var touched = [], self = this, scores = this.scores, rows = this.rows;
    function all(unit, value) {
      self.spread(self.head, unit, value, touched);
      if (self.body) { self.spread(self.body, unit, value * 0.7, touched); }
    }
    plan.units.forEach(function (unit) { all(unit, unit.weight); });
    plan.spans.forEach(function (span) {
      span.units.forEach(function (unit) { all(unit, span.weight * span.factor * 0.8 / span.units.length); });
    });
    touched.forEach(function (row) { scores[row] *= 1 + 0.6 / (3 + rows[row].keys.title.length); });
    var found = topOf(touched, scores, CANDIDATES);
    touched.forEach(function (row) { scores[row] = 0; });
    return found;
  };

  /* 分数最高的 most 个左右；不必全部排序 */
  function topOf(list, scores, most) {
    if (list.length <= most) { return list.slice(); }
    var best = 0, bins = new Int32Array(BINS + 1), i, cut = BINS;
    for (i = 0; i < list.length; i++) { best = Math.max(best, scores[list[i]]); }
    function bin(row) { return Math.floor(scores[row] / best * BINS); }
    for (i = 0; i < list.length; i++) { bins[bin(list[i])]++; }
    var sum = bins[cut];
    while (cut > 0 && sum + bins[cut - 1] <= most) { sum += bins[--cut]; }
    if (sum < most / 2 && cut > 0) { cut--; }
    return list.filter(function (row) { return bin(row) >= cut; }).slice(0, 2 * most);
  }

  search.Engine = Engine;
})();
