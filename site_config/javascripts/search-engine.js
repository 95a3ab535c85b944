/* 搜索的引擎：建索引、找条目、排先后。不碰页面；建索引可以分成小段做。 */
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
  }

  /* heads、pages、texts 三份数据；pages 可以没有 */
  Engine.prototype.add = function (part, data) {
    if (part === "heads") {
      this.folder = new text.Folder(data.traditional);
      this.names = new search.Names(data.pinyin);
      this.language = new search.query.Language(data.words, this.folder);
      this.kinds = data.kinds;
      this.addRows(data);
    } else if (part === "pages") {
      this.addRows(data);
      data.texts.forEach(function (said, i) { this.rows[this.rows.length - data.texts.length + i].text = said; }, this);
    } else {
      data.forEach(function (said, i) { this.rows[i].text = said; }, this);
      this.schedule("texts");
    }
  };

  Engine.prototype.addRows = function (data) {
    for (var i = 0; i < data.title.length; i++) {
      this.rows.push({
        index: this.rows.length, kind: data.kinds[data.kind[i]], title: data.title[i], names: data.names[i] || [],
        path: data.path[i], page: data.pages[data.page[i]], anchor: data.anchor[i], weight: data.weight[i], text: "",
        keys: null, body: null
      });
    }
  };

  /* 条目、文档都加完以后调用：排队建标题的索引 */
  Engine.prototype.prepare = function () { this.schedule("heads"); };

  Engine.prototype.schedule = function (what) {
    var self = this, heads = what === "heads";
    var postings = new Postings(heads ? HEAD_BITS : BODY_BITS, heads);
    var read = heads ? function (row) { return self.foldHead(row); } : function (row) { return self.foldBody(row); };
    this.pending.push(
      { next: 0, each: function (row) { postings.count(row.index, read(row)); }, done: function () { postings.allot(); } },
      { next: 0, each: function (row) { postings.place(row.index); }, done: function () { postings.finish(); self.finish(what, postings); } }
    );
  };

  /* 做 milliseconds 毫秒的准备；全部做完返回 true */
  Engine.prototype.work = function (milliseconds, now) {
    var until = now() + milliseconds;
    while (this.pending.length) {
      var job = this.pending[0];
      while (job.next < this.rows.length) {
        job.each(this.rows[job.next++]);
        if (job.next % 32 === 0 && now() > until) { return false; }
      }
      this.pending.shift();
      job.done();
      if (now() > until) { return !this.pending.length; }
    }
    return true;
  };

  Engine.prototype.foldHead = function (row) {
    if (!row.keys) {
      row.keys = { title: this.folder.fold(row.title), names: row.names.map(function (n) { return this.folder.fold(n); }, this), path: this.folder.fold(row.path) };
      this.addNames(row);
      row.keys.names = row.keys.names.concat(withoutOf([row.keys.title].concat(row.keys.names)));
      row.keys.all = [row.keys.title].concat(row.keys.names, row.keys.path).join(" ");
    }
    return row.keys.all;
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

  Engine.prototype.finish = function (what, postings) {
    if (what === "heads") {
      this.head = postings;
      this.scores = new Float32Array(this.rows.length);
      this.works = [];
      this.clauses = new Map();
      this.written = new Set();
      this.rows.forEach(this.register, this);
    } else { this.body = postings; }
    this.ready[what] = true;
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

  Engine.prototype.frequencyOf = function (unit) {
    var self = this, most = 0;
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
    var scores = this.scores;
    this.buckets(postings, unit).forEach(function (bucket) {
      for (var i = postings.start[bucket]; i < postings.start[bucket + 1]; i++) {
        var row = postings.rows[i];
        if (scores[row] === 0) { touched.push(row); }
        scores[row] += value;
      }
    });
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
