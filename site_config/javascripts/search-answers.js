/* 搜索的结果：条款引用在前，其余按分数；各类有多少，标出哪些字，没有时提示什么。不碰页面。 */
(function () {
  "use strict";

  var search = window.zelianSearch, Engine = search.Engine, fits = search.query.fits;
  var MOST_REFERENCES = 12;
  var SNIPPET = 96;
  var LONG = 8;

  /* 引用所指的条款：{hits, note}；没有这一条时退到它的上一级 */
  Engine.prototype.referred = function (reference) {
    var steps = reference.steps.slice(), work = reference.work, note = "", hits = [];
    if (work && this.far && this.far.byRow.has(work.row) && !this.written.has(this.rows[work.row].page)) {
      return { hits: [{ row: this.rows[work.row], value: 1000 }], note: this.far.say(work.row, this.rows[work.row].title) };
    }
    if (work && !this.written.has(this.rows[work.row].page)) {
      return { hits: [{ row: this.rows[work.row], value: 1000 }], note: "本库没有收录《" + this.rows[work.row].title + "》的条文，下面是它的著录。" };
    }
    while (steps.length && !hits.length) {
      hits = this.fitting(steps, work);
      if (!hits.length && steps.indexOf("para_1") > 0) {
        steps.splice(steps.indexOf("para_1"), 1);
        continue;
      }
      if (!hits.length) {
        steps.pop();
        note = steps.length ? "没有完全相同的款项，下面是它所在的条。" : work ? "《" + this.rows[work.row].title + "》没有这一条。" : "";
      }
    }
    if (!hits.length && work) { hits = [{ row: this.rows[work.row], value: 1000 }]; }
    return { hits: hits, note: note };
  };

  Engine.prototype.fitting = function (steps, work) {
    var page = work ? this.rows[work.row].page : null, weights = this.workWeights();
    return (this.clauses.get(steps[0]) || []).map(function (index) {
      var row = this.rows[index], fit = page && row.page !== page ? 0 : fits(row.anchor, steps);
      return { row: row, value: fit ? 1000 + 100 * fit + (weights.get(row.page) || 0) : 0, fit: fit };
    }, this).filter(function (hit) { return hit.value > 0; })
      .sort(function (a, b) { return b.value - a.value || a.row.index - b.row.index; });
  };

  /* 没有写明法规时，责任多的法规在前 */
  Engine.prototype.workWeights = function () {
    var weights = new Map();
    this.works.forEach(function (work) { weights.set(work.page, 5 * Math.log(1 + this.rows[work.row].weight)); }, this);
    return weights;
  };

  /* 引用之外还有词的，用它们排引用到的条款 */
  Engine.prototype.sortReferred = function (hits, rest) {
    if (!rest.trim()) { return hits; }
    var plan = this.plan(rest, {});
    plan.literal = [];
    hits.forEach(function (hit) { hit.value += 2 * this.score(hit.row, plan).value; }, this);
    return hits.sort(function (a, b) { return b.value - a.value || a.row.index - b.row.index; });
  };

  /* 法规名称写错一个字：{key, row}；key 是写的那几个字 */
  Engine.prototype.guessWork = function (written) {
    var near = written.length > 3 && written.indexOf(" ") < 0 ? this.names.near(written, 3, false) : [], rows = this.rows;
    var found = near.map(function (name) {
      return this.names.byKey.get(name.text).rows.filter(function (index) { return rows[index].kind === "法规"; })[0];
    }, this).filter(function (index) { return index !== undefined; });
    return found.length ? { key: written, row: found[0], at: 0 } : null;
  };

  Engine.prototype.answer = function (query) {
    var readings = this.readings(query), plain = this.folder.plain(readings[0].query);
    var reference = search.query.referenceIn(plain, this.folder, this.works, this.guessWork.bind(this)), referred = { hits: [], note: "" };
    if (reference) {
      referred = this.referred(reference);
      referred.hits = this.sortReferred(referred.hits, reference.rest).slice(0, MOST_REFERENCES);
      if (!referred.hits.length) { reference = null; }
    }
    if (reference && reference.strong && reference.work) {
      readings = [{ query: referred.hits[0].row.title + " " + reference.rest, loss: 0 }];
    }
    var found = this.findAll(readings), seen = new Set();
    referred.hits.forEach(function (hit) { hit.reference = true; seen.add(hit.row.index); });
    found.hits = referred.hits.concat(found.hits.filter(function (hit) { return !seen.has(hit.row.index); }));
    found.note = referred.note;
    found.readings = readings;
    return found;
  };

  /*
   * 查询的结果：hits（前 limit 条）、total、counts（各类有多少，不受 kind 影响）、
   * note 说明、tried 试过哪些写法、suggestions 相近的名称。
   */
  Engine.prototype.search = function (query, options) {
    var kind = options && options.kind || "", limit = options && options.limit || 60;
    var clean = query.trim().slice(0, 120);
    if (!clean || !this.folder.fold(clean)) { return { query: clean, hits: [], total: 0, counts: [], note: "", tried: [], suggestions: [], marks: { pieces: [], whole: [] } }; }
    var found = this.answer(clean);
    var hits = found.hits.filter(function (hit) { return !kind || hit.row.kind === kind; });
    return {
      query: clean,
      hits: hits.slice(0, limit),
      total: hits.length,
      counts: this.counts(found.hits),
      note: found.note,
      tried: this.tried(found),
      suggestions: hits.length ? [] : this.names.suggest(found.plan.parts.join(""), 6).map(function (s) { return { text: s.text, row: this.rows[s.rows[0]] }; }, this),
      marks: this.markTexts(found)
    };
  };

  Engine.prototype.counts = function (hits) {
    return this.kinds.map(function (kind) {
      return { kind: kind, count: hits.filter(function (hit) { return hit.row.kind === kind; }).length };
    }).filter(function (c) { return c.count; });
  };

  Engine.prototype.tried = function (found) {
    var heard = found.readings.filter(function (r) { return r.heard; }).map(function (r) { return r.query; });
    return Array.from(new Set(heard.slice(0, 3).concat(found.corrected.slice(0, 3))));
  };

  /* ---- 标出找到的字 ---- */

  Engine.prototype.markTexts = function (found) {
    var texts = [];
    found.readings.forEach(function (reading) {
      texts = texts.concat(this.language.segments(search.withSpaces(this.folder, reading.query), this.names).parts);
    }, this);
    var whole = found.plan.spans.map(function (span) { return span.text; });
    return { pieces: Array.from(new Set(texts)).filter(Boolean), whole: Array.from(new Set(whole)) };
  };

  /* text 里要标的几段：[[从, 到]]；别的说法要整个出现，查询里的词可以只出现一段 */
  Engine.prototype.marksIn = function (text, marks) {
    var places = [], folded = this.folder.fold(text, places), ranges = [];
    marks.whole.forEach(function (mark) { everywhere(folded, mark, places, ranges); });
    marks.pieces.forEach(function (mark) {
      var at = 0, least = mark.length > LONG ? 4 : Math.min(2, mark.length);
      while (at < mark.length) {
        var length = longest(folded, mark, at);
        if (length >= least) { everywhere(folded, mark.slice(at, at + length), places, ranges); }
        at += Math.max(1, length);
      }
    });
    return merged(ranges);
  };

  function longest(folded, mark, at) {
    var length = 0;
    while (at + length < mark.length && folded.indexOf(mark.slice(at, at + length + 1)) >= 0) { length++; }
    return length;
  }

  function everywhere(folded, piece, places, ranges) {
    for (var at = folded.indexOf(piece); at >= 0; at = folded.indexOf(piece, at + piece.length)) {
      ranges.push([places[at], places[at + piece.length - 1] + 1]);
    }
  }

  function merged(ranges) {
    var out = [];
    ranges.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).forEach(function (range) {
      var last = out[out.length - 1];
      if (last && range[0] <= last[1]) { last[1] = Math.max(last[1], range[1]); } else { out.push(range.slice()); }
    });
    return out;
  }

  /* 正文里标记最密的一段：{text, marks, cut} */
  Engine.prototype.snippet = function (row, marks) {
    var said = row.text.replace(/\n/g, " "), ranges = this.marksIn(said, marks), best = 0, from = 0;
    ranges.forEach(function (range) {
      var start = Math.max(0, range[0] - 24), inside = 0;
      ranges.forEach(function (other) { if (other[0] >= start && other[1] <= start + SNIPPET) { inside += other[1] - other[0]; } });
      if (inside > best) { best = inside; from = range[0] > SNIPPET - 30 || start > 40 ? start : 0; }
    });
    return {
      text: said.slice(from, from + 3 * SNIPPET), cut: from > 0,
      marks: ranges.filter(function (r) { return r[0] >= from && r[1] <= from + 3 * SNIPPET; }).map(function (r) { return [r[0] - from, r[1] - from]; })
    };
  };
})();
