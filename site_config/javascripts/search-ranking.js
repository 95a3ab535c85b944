/* 搜索的排序：把问法变成要找的单子，逐条打分，条款引用排在最前。不碰页面。 */
(function () {
  "use strict";

  var search = window.zelianSearch, text = search.text, Engine = search.Engine;
  var PRIOR = { 岗位: 8, 法规: 6, 术语: 6, 条款: 4, 责任: 4, 做法: 3, 问题: 3, 检查: -11, 经验: 2.5, 数据: 2, 事项: -1, 沿革: -4, 培训: -4, 页面: -8, 文档: -34 };
  var BESIDE = { 检查: true, 事项: true, 培训: true, 页面: true };
  var ENTITY = { 岗位: true, 法规: true, 术语: true };
  var TITLE = 1, NAME = 0.95, PATH = 0.72, BODY = 0.62;
  var TIME = /\d+(?:年|个月|个工作日|月|日|天|次|学时)|每(?:年|月|季|半年)|及时|一届|届满/;
  var AMOUNT = /\d+(?:\.\d+)?(?:%|人|名|个|次|项|条|种|家|年|学时|万)/;
  var PERSON = /担任|出任|负责|领导|主持|由.{1,20}(?:书记|党委|党组|工委)/;
  var LETTERS = /[a-zA-Z][a-zA-Z'’ ]*[a-zA-Z]/g;
  var LEAST = 0.3, SEAM = 0.25, LIGHT = 0.35;
  var READINGS = 5, SURE = 66, BEHIND = 80;

  /* ---- 单子 ---- */

  function withSpaces(folder, query) {
    return query.split(/\s+/).map(function (word) { return folder.fold(word); }).filter(Boolean).join(" ");
  }

  Engine.prototype.plan = function (query, corrections) {
    var folded = withSpaces(this.folder, query), self = this;
    var cut = this.language.segments(folded, this.names);
    var plan = { parts: cut.parts, asks: cut.asks, units: [], spans: [], exact: [], weight: 0, corrections: corrections };
    cut.parts.forEach(function (part, number) {
      var units = self.language.units(part, self.names);
      units.forEach(self.weigh, self);
      self.loosen(units);
      if (units.length === 1 && units[0].single && cut.parts.length > 1) { units[0].weight *= LIGHT; }
      units.forEach(function (unit) {
        unit.part = number;
        plan.units.push(unit);
        plan.weight += unit.weight;
      });
      self.alternatives(part, corrections[part] || []).forEach(function (span) { self.addSpan(plan, number, span); });
    });
    plan.numbers = plan.units.some(function (unit) { return unit.number; });
    plan.exact = this.exactForms(folded.replace(/ /g, ""), cut.parts.join(""), corrections);
    return plan;
  };

  /* 两个词的接缝：前后两对字都常见得多，中间这一对分量轻（专职|党务） */
  Engine.prototype.loosen = function (units) {
    for (var i = 1; i + 1 < units.length; i++) {
      var before = units[i - 1], unit = units[i], after = units[i + 1];
      var middle = before.at === unit.at - 1 && after.at === unit.at + 1 && !unit.number && !unit.weak;
      if (middle && unit.frequency < SEAM * Math.min(before.frequency, after.frequency)) { unit.weight *= LIGHT; }
    }
  };

  Engine.prototype.alternatives = function (part, corrections) {
    var self = this;
    return this.language.alternatives(part, this.names, function (name) { return self.otherNames(name); })
      .concat(corrections.map(function (c) { return { at: c.at, end: c.end, text: c.text, factor: c.factor, correction: true }; }));
  };

  /* 同一个岗位、法规、术语的其他名称 */
  Engine.prototype.otherNames = function (name) {
    var others = [];
    name.rows.forEach(function (index) {
      var row = this.rows[index];
      if (ENTITY[row.kind]) { others = others.concat(row.keys.title, row.keys.names); }
    }, this);
    return Array.from(new Set(others));
  };

  Engine.prototype.addSpan = function (plan, number, span) {
    var covered = plan.units.filter(function (u) { return u.part === number && u.at >= span.at && u.end <= span.end; });
    if (!covered.length) {
      covered = plan.units.filter(function (u) { return u.part === number && u.at < span.end && u.end > span.at && u.frequency < 3; });
    }
    if (!covered.length) { return; }
    var weight = covered.reduce(function (sum, u) { return sum + u.weight; }, 0);
    var units = this.language.units(span.text);
    units.forEach(this.weigh, this);
    plan.spans.push({ part: number, at: span.at, end: span.end, text: span.text, factor: span.factor, correction: span.correction, covers: covered, weight: weight, units: units });
  };

  Engine.prototype.exactForms = function (whole, content, corrections) {
    var forms = [{ key: whole, factor: 1 }], anagram = this.names.anagram(content);
    if (content !== whole) { forms.push({ key: content, factor: 0.95 }); }
    if (anagram) { forms.push({ key: anagram, factor: 0.7 }); }
    (corrections[content] || []).forEach(function (c) {
      if (c.at === 0 && c.end === content.length) { forms.push({ key: c.text, factor: c.factor }); }
    });
    return forms;
  };

  /* ---- 打分 ---- */

  function placeOf(row, string) {
    var keys = row.keys;
    if (keys.title.indexOf(string) >= 0) { return TITLE; }
    for (var i = 0; i < keys.names.length; i++) { if (keys.names[i].indexOf(string) >= 0) { return NAME; } }
    if (keys.path.indexOf(string) >= 0) { return PATH; }
    return row.body && row.body.indexOf(string) >= 0 ? BODY * row.dilution : 0;
  }

  function numberPlace(row, unit) {
    var fields = [[row.keys.title, TITLE], [row.keys.names.join(" "), NAME], [row.keys.path, PATH], [row.body || "", BODY + 0.2]], best = 0;
    fields.forEach(function (field) {
      var found = field[0] && text.hasNumber(field[0], unit.number, unit.next);
      if (found) { best = Math.max(best, field[1] * (found === 2 ? 1 : 0.7)); }
    });
    return best;
  }

  /* 机关党委副书记是机关党委专职副书记省去几个字：头尾相同，次序相同 */
  function shortens(key, name) {
    var last = key.length - 1, at = 0;
    if (key.length < 4 || name.length <= key.length || name.length > 1.6 * key.length || key[0] !== name[0] || key[last] !== name[name.length - 1]) { return false; }
    for (var i = 0; i < name.length && at <= last; i++) { if (name[i] === key[at]) { at++; } }
    return at > last;
  }

  function exactness(row, form) {
    var title = row.keys.title, names = row.keys.names, best = 0;
    if (title === form.key) { return 1; }
    for (var i = 0; i < names.length; i++) { if (names[i] === form.key) { best = Math.max(best, row.kind === "条款" ? 0.85 : 0.96); } }
    if (best || form.key.length < 2) { return best; }
    if (ENTITY[row.kind] && [title].concat(names).some(function (name) { return shortens(form.key, name); })) { return 0.5; }
    if (title.indexOf(form.key) === 0) { return 0.1 + 0.3 * form.key.length / title.length; }
    return title.indexOf(form.key) > 0 ? 0.3 * form.key.length / title.length : 0;
  }

  Engine.prototype.exactScore = function (row, plan) {
    var best = 0, total = plan.parts.join("").length;
    plan.exact.forEach(function (form) { best = Math.max(best, form.factor * exactness(row, form)); });
    if (plan.parts.length > 1) {
      var share = plan.asks.indexOf("what") >= 0 && row.kind === "术语" ? 0.8 : 0.35;
      plan.parts.forEach(function (part) { best = Math.max(best, exactness(row, { key: part }) * part.length / total * share); });
    }
    return ENTITY[row.kind] ? best : best * 0.92;
  };

  /* 各个单位落在哪里：found 每个单位的价值，covered 找到多少 */
  function unitPlaces(row, plan) {
    plan.units.forEach(function (unit) {
      unit.place = unit.number ? numberPlace(row, unit) : unit.frequency ? placeOf(row, unit.text) : 0;
      unit.cover = unit.place ? (unit.number ? Math.min(1, unit.place + 0.3) : 1) : 0;
    });
    plan.spans.forEach(function (span) {
      if (span.covers.every(function (u) { return u.place >= span.factor; })) { return; }
      var place = placeOf(row, span.text);
      if (!place) { return; }
      span.covers.forEach(function (unit) {
        unit.place = Math.max(unit.place, place * span.factor);
        unit.cover = Math.max(unit.cover, span.factor);
      });
    });
  }

  function phraseScore(row, plan) {
    var sum = 0, length = 0;
    plan.parts.forEach(function (part, number) {
      var place = part.length > 1 ? placeOf(row, part) : 0;
      if (place) { plan.literal[number] = true; }
      plan.spans.forEach(function (span) {
        if (span.part === number && span.at === 0 && span.end === part.length && place < span.factor) {
          place = Math.max(place, span.factor * placeOf(row, span.text));
        }
      });
      sum += place * part.length;
      length += part.length;
    });
    return length ? sum / length : 0;
  }

  /* 正文里各处相隔多远：紧挨着是 1 */
  function closeness(row, plan) {
    var first = Infinity, last = -1, count = 0;
    plan.units.forEach(function (unit) {
      var at = row.body && !unit.number ? row.body.indexOf(unit.text) : -1;
      if (at < 0) { return; }
      first = Math.min(first, at);
      last = Math.max(last, at);
      count++;
    });
    return count < 2 ? 0 : 1 / (1 + Math.max(0, last - first - 2 * count) / 60);
  }

  function intent(row, plan) {
    var said = row.keys.all + " " + (row.body || ""), value = 0, rule = row.kind === "条款" || row.kind === "责任";
    plan.asks.forEach(function (ask) {
      if (ask === "what") { value += row.kind === "术语" ? 14 : row.kind === "岗位" ? 4 : 0; return; }
      if (ask === "when") { value += TIME.test(said) ? 7 : -5; }
      if (ask === "many") { value += AMOUNT.test(said) ? 7 : -5; }
      if (ask === "who" && PERSON.test(said)) { value += 4; }
      value += rule ? 8 : BESIDE[row.kind] ? -10 : 0;
      if (ENTITY[row.kind] && plan.parts.length > 1) { value -= 30; }
    });
    if (plan.numbers && (row.kind === "数据" || row.kind === "做法")) { value += 5; }
    return Math.max(-30, Math.min(value, 16));
  }

  Engine.prototype.score = function (row, plan) {
    if (row.body === null && this.ready.texts) { this.foldBody(row); }
    if (row.dilution === undefined || !this.ready.texts) { row.dilution = 1 / (1 + 0.1 * Math.log(1 + (row.body || "").length / 120)); }
    unitPlaces(row, plan);
    var covered = 0, quality = 0, share = 0;
    plan.units.forEach(function (unit) {
      covered += unit.weight * unit.cover;
      quality += unit.weight * unit.place;
      share += unit.cover / plan.units.length;
    });
    var coverage = plan.weight ? covered / plan.weight : 0;
    if (!coverage) { return { row: row, value: 0, coverage: 0, share: 0 }; }
    var phrase = phraseScore(row, plan);
    var value = 100 * Math.pow(coverage, 1.5) * (0.45 + 0.55 * quality / Math.max(covered, 1e-6)) +
      26 * phrase + 42 * this.exactScore(row, plan) + (phrase < BODY / 2 ? 6 * closeness(row, plan) : 4) + coverage * intent(row, plan) +
      PRIOR[row.kind] + 0.8 * Math.log(1 + row.weight) - 0.03 * Math.min(row.keys.title.length, 60);
    return { row: row, value: value, coverage: coverage, share: share };
  };

  /* ---- 找 ---- */

  Engine.prototype.ranked = function (plan) {
    plan.literal = [];
    var found = this.candidates(plan).map(function (index) { return this.score(this.rows[index], plan); }, this)
      .filter(function (hit) { return hit.coverage > 0.2; })
      .sort(function (a, b) { return b.value - a.value || a.row.index - b.row.index; });
    var best = 0, share = 0;
    found.forEach(function (hit) { best = Math.max(best, hit.coverage); share = Math.max(share, hit.share); });
    if (share < LEAST) { return []; }
    return found.filter(function (hit) { return hit.coverage >= 0.6 * best && hit.value >= 0.4 * found[0].value; });
  };

  /* 没有照原样找到的段，看像哪个名称 */
  Engine.prototype.correct = function (plan) {
    var corrections = {}, any = false;
    plan.parts.forEach(function (part, number) {
      if (part.length < 3 || part.length > 24) { return; }
      var anagram = this.names.anagram(part), near = plan.literal[number] ? [] : this.misspelt(plan, number);
      if (anagram) { near.unshift({ at: 0, end: part.length, text: anagram, factor: 0.8 }); }
      if (near.length) { corrections[part] = near; any = true; }
    }, this);
    return any ? corrections : null;
  };

  /* 是不是由几个见过的词连成：机关+党费。这样的段不当作写错 */
  Engine.prototype.sensible = function (part) {
    var reached = [true], self = this;
    function seen(at, end) {
      if (self.names.byKey.has(part.slice(at, end))) { return true; }
      return end - at === 2 && self.frequencyOf({ text: part.slice(at, end) }) > 2;
    }
    for (var end = 2; end <= part.length; end++) {
      for (var at = end - 2; at >= 0 && !reached[end]; at--) { reached[end] = reached[at] && seen(at, end); }
    }
    return !!reached[part.length];
  };

  /* 第 number 段是哪个名称写错一个字；只有一段像的，那一段里须有别处没有的字对 */
  Engine.prototype.misspelt = function (plan, number) {
    var part = plan.parts[number];
    var sensible = this.sensible(part), asked = plan.asks.length && this.names.within(part).some(function (hit) {
      return hit.name.main && hit.name.key.length > 3;
    });
    if (asked || (sensible && part.length < 6)) { return []; }
    var strange = plan.units.filter(function (u) { return u.part === number && !u.frequency; });
    var near = this.names.near(part, 3, strange.length > 0 && !sensible).map(function (n) {
      return { at: 0, end: part.length, text: n.text, factor: n.steps > 1 ? 0.75 : 0.85 };
    });
    if (near.length || sensible) { return near; }
    return this.names.nearWithin(part).map(function (n) { return { at: n.at, end: n.end, text: n.text, factor: 0.8 }; })
      .filter(function (n) { return strange.some(function (u) { return u.at >= n.at - 1 && u.end <= n.end + 1; }); });
  };

  /* 一种读法的结果：{plan, hits, corrected} */
  Engine.prototype.find = function (query) {
    var plan = this.plan(query, {}), hits = this.ranked(plan), corrections = this.correct(plan);
    if (!corrections) { return { plan: plan, hits: hits, corrected: [] }; }
    var second = this.plan(query, corrections), better = this.ranked(second);
    var used = second.spans.filter(function (s) { return s.correction && better.slice(0, 5).some(function (h) { return placeOf(h.row, s.text); }); });
    return { plan: second, hits: better, corrected: Array.from(new Set(used.map(function (s) { return s.text; }))) };
  };

  /* 字母读作汉字：[{query, loss}]；没有字母是原样一种 */
  Engine.prototype.readings = function (query) {
    var letters = query.match(LETTERS), names = this.names, self = this;
    if (!letters || /(?:part|chp|sec|art)_\d/.test(query)) { return [{ query: query, loss: 0 }]; }
    var plain = function (run) { return run.replace(/[^a-zA-Z]/g, "").toLowerCase(); };
    if (letters.length === 1 && !query.replace(letters[0], "").trim()) {
      var heard = names.heard(plain(letters[0]), READINGS), written = this.isWritten(plain(letters[0]));
      var behind = written && heard.length && heard[0].value < SURE ? BEHIND : 0;
      if (heard.length) {
        return (written ? [{ query: query, loss: 0 }] : []).concat(heard.map(function (word) {
          return { query: word.text, loss: (heard[0].value - word.value) * 0.8 + behind, heard: true };
        }));
      }
    }
    var changed = query.replace(LETTERS, function (run) {
      return " " + run.split(/\s+/).map(function (one) { return self.heardOne(plain(one)) || one; }).join(" ") + " ";
    });
    changed = changed.replace(/\s+/g, " ").trim();
    return [{ query: changed, loss: 0, heard: changed !== query }];
  };

  /* 字母照原样出现过：zelian */
  Engine.prototype.isWritten = function (letters) {
    return letters.length > 2 && this.language.units(letters).every(function (unit) { return this.frequencyOf(unit) > 0; }, this);
  };

  Engine.prototype.heardOne = function (letters) {
    var heard = letters.length > 1 ? this.names.heard(letters, 1)[0] : null;
    return heard && heard.value >= SURE ? heard.text : "";
  };

  Engine.prototype.findAll = function (readings) {
    var best = new Map(), first = null, corrected = [];
    readings.forEach(function (reading) {
      var found = this.find(reading.query);
      first = first || found;
      corrected = corrected.concat(found.corrected);
      found.hits.forEach(function (hit) {
        var value = hit.value - reading.loss, before = best.get(hit.row.index);
        if (!before || before.value < value) { best.set(hit.row.index, { row: hit.row, value: value, coverage: hit.coverage }); }
      });
    }, this);
    var hits = Array.from(best.values()).sort(function (a, b) { return b.value - a.value || a.row.index - b.row.index; });
    return { plan: first.plan, hits: hits, corrected: corrected };
  };

  search.withSpaces = withSpaces;
})();
