/* 搜索的问法：条款引用、问句、近义词，都变成一张要找的单子。不碰页面。 */
(function () {
  "use strict";

  var search = window.zelianSearch, text = search.text;
  var NUMBER = "(?:\\d{1,4}|[零〇一二两三四五六七八九十百]{1,7})";
  var STEP = new RegExp("(第)?\\s*[（(]?\\s*(" + NUMBER + ")\\s*[）)]?\\s*([编章节条款项目])(?:\\s*之\\s*(" + NUMBER + "))?", "g");
  var BARE = new RegExp("^\\s*第?\\s*(" + NUMBER + ")(?:\\s*[.．\\-—－、(（]\\s*(" + NUMBER + ")\\s*[)）]?)?(?:\\s*[.．\\-—－、(（]\\s*(" + NUMBER + ")\\s*[)）]?)?\\s*$");
  var EID = /(?:([a-z][a-z0-9-]+)(?:\.html)?#)?((?:part|chp|sec|art)_\d+(?:-\d+)?(?:__(?:para|item|sub|sec|art)_\d+(?:-\d+)?)*)/i;
  var BRACKET = new RegExp("^\\s*[(（]\\s*(" + NUMBER + ")\\s*[)）]");
  var PREFIX = { 编: "part", 章: "chp", 节: "sec", 条: "art", 款: "para", 项: "item", 目: "sub" };
  var ORDER = "编章节条款项目";
  var UNIT = "年月日天人名次项条款个种家周季届期倍";
  var ASKING = /谁|哪|几|什么|多少|多久|怎/;
  var MOST_ALTERNATIVES = 6;
  var LOOSE = "的了吗呢是在由被向受和与或及要对归";

  /* ---- 条款引用 ---- */

  var OTHER = { 壹: "一", 贰: "二", 叁: "三", 肆: "四", 伍: "五", 陆: "六", 柒: "七", 捌: "八", 玖: "九", 拾: "十", 佰: "百", 廿: "二十", 卅: "三十" };

  /* 大写数字、廿和卅：叁拾肆是三十四 */
  function plainNumerals(query) {
    return query.replace(/[壹贰叁肆伍陆柒捌玖拾佰廿卅]/g, function (char) { return OTHER[char]; });
  }

  function step(level, number, inserted) {
    return level + "_" + text.fromChinese(number) + (inserted ? "-" + text.fromChinese(inserted) : "");
  }

  function locusIn(query) {
    var steps = [], last = -1, start = -1, end = 0, ordinal = false, match;
    STEP.lastIndex = 0;
    while ((match = STEP.exec(query))) {
      var rank = ORDER.indexOf(match[3]);
      if (steps.length && (rank <= last || query.slice(end, match.index).trim())) { break; }
      if (!steps.length && rank > 3) { continue; }
      if (!text.fromChinese(match[2])) { continue; }
      if (!steps.length) { start = match.index; ordinal = !!match[1]; }
      steps.push(step(PREFIX[match[3]], match[2], match[4]));
      last = rank;
      end = STEP.lastIndex;
    }
    if (!steps.length) { return null; }
    var tail = BRACKET.exec(query.slice(end));
    if (tail && last < 5) {
      steps.push(step("item", tail[1]));
      end += tail[0].length;
    }
    return { steps: steps, start: start, end: end, ordinal: ordinal || steps.length > 1 };
  }

  /* 查询里写到的法规：最长的名称；works 是 [{key, row}] */
  function workIn(folded, works) {
    var best = null;
    works.forEach(function (work) {
      var at = folded.indexOf(work.key);
      if (at >= 0 && (!best || work.key.length > best.key.length)) { best = { key: work.key, row: work.row, at: at }; }
    });
    return best;
  }

  function eidReference(query, works) {
    var match = EID.exec(query);
    if (!match) { return null; }
    var slug = match[1] && match[1].toLowerCase();
    var work = slug && works.filter(function (w) { return w.page === "works/" + slug + ".html"; })[0];
    return { work: work || null, steps: match[2].toLowerCase().split("__"), rest: query.replace(match[0], " "), strong: true };
  }

  /* 条款引用：{work, steps, rest 其余的词, strong 是不是确实在引用}；没有引用是 null。guess 认出写错一个字的法规 */
  function referenceIn(written, folder, works, guess) {
    var query = plainNumerals(written);
    var found = eidReference(query, works);
    if (found) { return found; }
    var locus = locusIn(query);
    if (locus) {
      var before = query.slice(0, locus.start), after = query.slice(locus.end);
      var work = workIn(folder.fold(before), works) || workIn(folder.fold(after), works) || guess(folder.fold(before));
      var rest = folder.fold(before).replace(work ? work.key : "\n", " ") + " " + folder.fold(after).replace(work ? work.key : "\n", " ");
      var counts = !locus.ordinal && !work && rest.trim();
      return counts ? null : { work: work, steps: locus.steps, rest: rest, strong: locus.ordinal || !!work };
    }
    return bareReference(query, folder, works, guess);
  }

  function bareReference(query, folder, works, guess) {
    var at = query.search(new RegExp("第?\\s*" + NUMBER + "[\\s\\d.．()（）\\-—－、零一二三四五六七八九十]*$"));
    if (at <= 0) { return null; }
    var before = folder.fold(query.slice(0, at)), match = BARE.exec(query.slice(at));
    var work = match && (workIn(before, works) || guess(before));
    if (!work || work.key !== before || !text.fromChinese(match[1])) { return null; }
    var steps = [step("art", match[1])];
    if (match[2]) { steps.push(step("?", match[2])); }
    if (match[3]) { steps.push(step("?", match[3])); }
    return { work: work, steps: steps, rest: "", strong: true };
  }

  /* 编号是否合于引用：合的程度，0 不合；款、项没有写明的（?）都算 */
  function fits(eid, steps) {
    var have = eid.split("__"), at = 0, extra = 0;
    for (var i = 0; i < steps.length; i++) {
      var wanted = steps[i];
      while (at < have.length && have[at] !== wanted && !(wanted[0] === "?" && have[at].split("_")[1] === wanted.slice(2))) { at++; extra++; }
      if (at === have.length) { return 0; }
      at++;
    }
    return 1 / (1 + extra + (have.length - at));
  }

  /* ---- 问句 ---- */

  function Language(words, folder) {
    var pairs = [];
    words.questions.forEach(function (group) {
      group.words.forEach(function (word) { pairs.push({ word: folder.fold(word), ask: group.ask }); });
    });
    this.questions = pairs.sort(function (a, b) { return b.word.length - a.word.length; });
    this.weak = new Set(words.weak.split(""));
    this.synonyms = new Map();
    words.synonyms.forEach(function (group) {
      var keys = group.map(function (word) { return folder.fold(word); });
      this.synonyms.set(keys[0], (this.synonyms.get(keys[0]) || []).concat(keys.slice(1)));
    }, this);
  }

  /* 自己就是一句问话的名称（书记由谁担任）不算：里面的问词照样去掉 */
  function saying(hit) { return !ASKING.test(hit.name.key); }

  /* 去掉问的词，余下几段；名称里的字不拆。问法和位置一并给出 */
  Language.prototype.segments = function (folded, names) {
    var inside = names.within(folded).filter(saying).concat(this.known(folded)), asks = [], parts = [], from = 0, at = 0;
    function held(begin, end) {
      return inside.some(function (n) { return n.at <= begin && n.end >= end && n.end - n.at > end - begin; });
    }
    function cut(end, next) {
      if (end > from) { parts.push(folded.slice(from, end)); }
      from = next;
    }
    while (at < folded.length) {
      var asked = folded[at] === " " ? { word: " ", ask: "" } : this.questions.filter(function (q) {
        return folded.startsWith(q.word, at) && !held(at, at + q.word.length);
      })[0];
      if (asked) {
        if (asked.ask) { asks.push(asked.ask); }
        cut(at, at + asked.word.length);
        at += asked.word.length;
      } else { at++; }
    }
    cut(folded.length, folded.length);
    parts = parts.reduce(function (all, p) { return all.concat(this.joints(p, names)); }.bind(this), [])
      .map(this.trim).filter(Boolean);
    return parts.length ? { parts: parts, asks: asks } : { parts: folded.split(" ").filter(Boolean), asks: asks };
  };

  /* 近义词表里的词出现在哪里 */
  Language.prototype.known = function (folded) {
    var found = [];
    this.synonyms.forEach(function (_, word) {
      for (var at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) { found.push({ at: at, end: at + word.length }); }
    });
    return found;
  };

  /* 岗位、法规、术语的名称前后的虚词是接缝，在那里分开：机关纪委|的|责任 */
  Language.prototype.joints = function (part, names) {
    var main = names.within(part).filter(function (hit) { return hit.name.main; }), cuts = [0];
    for (var at = 1; at < part.length - 1; at++) {
      var inside = main.some(function (hit) { return hit.at <= at && hit.end > at; });
      var beside = main.some(function (hit) { return hit.end === at || hit.at === at + 1; });
      if (LOOSE.indexOf(part[at]) >= 0 && beside && !inside) { cuts.push(at, at + 1); }
    }
    cuts.push(part.length);
    var pieces = [];
    for (var i = 0; i < cuts.length; i += 2) { pieces.push(part.slice(cuts[i], cuts[i + 1])); }
    return pieces;
  };

  /* 段首段尾的虚词不找 */
  Language.prototype.trim = function (part) {
    while (part.length > 2 && LOOSE.indexOf(part[0]) >= 0) { part = part.slice(1); }
    while (part.length > 2 && LOOSE.indexOf(part[part.length - 1]) >= 0) { part = part.slice(0, -1); }
    return part;
  };

  /* ---- 单子 ---- */

  function numeralAlternatives(part) {
    var found = [], match, chinese = /[零一二两三四五六七八九十百]+/g, arabic = /\d+/g;
    while ((match = chinese.exec(part))) {
      var unit = part[match.index + match[0].length], value = text.fromChinese(match[0]);
      if (unit && UNIT.indexOf(unit) >= 0 && value) {
        found.push({ at: match.index, end: match.index + match[0].length + 1, text: value + unit, factor: 0.95 });
      }
    }
    while ((match = arabic.exec(part))) {
      var after = part[match.index + match[0].length];
      if (parseInt(match[0], 10) < 100) {
        var end = match.index + match[0].length + (after ? 1 : 0);
        found.push({ at: match.index, end: end, text: text.toChinese(parseInt(match[0], 10)) + (after || ""), factor: 0.9 });
      }
    }
    return found;
  }

  /* 一段里可以换说法的地方：[{at, end, text, factor}] */
  Language.prototype.alternatives = function (part, names, nameOf) {
    var found = numeralAlternatives(part), self = this;
    for (var at = 0; at < part.length; at++) {
      for (var end = at + 1; end <= Math.min(part.length, at + 12); end++) {
        (self.synonyms.get(part.slice(at, end)) || []).forEach(function (other) {
          if (part.indexOf(other) < 0) { found.push({ at: at, end: end, text: other, factor: 0.6 }); }
        });
      }
    }
    names.within(part).forEach(function (hit) {
      if (!hit.name.main) { return; }
      nameOf(hit.name).filter(function (other) { return other !== hit.name.key; }).slice(0, MOST_ALTERNATIVES).forEach(function (other) {
        found.push({ at: hit.at, end: hit.end, text: other, factor: 0.8 });
      });
    });
    return found;
  };

  /* 名称的边上：机关党委|职责。跨过边的两个字不成词，分量轻 */
  function edgesOf(part, names) {
    var edges = new Set(), reached = 0;
    names.within(part).filter(function (hit) { return hit.name.main; }).forEach(function (hit) {
      if (hit.at < reached) { return; }
      reached = hit.end;
      edges.add(hit.at).add(hit.end);
    });
    return edges;
  }

  /* 一段要找的：每两个相邻的字、每个数；单字的段找单字 */
  Language.prototype.units = function (part, names) {
    var units = [], i = 0, edges = names ? edgesOf(part, names) : new Set();
    while (i < part.length) {
      if (text.isDigit(part.charCodeAt(i))) {
        var number = text.numberAt(part, i);
        var next = part.slice(number.end).replace(/^[余多]/, "")[0];
        units.push({ at: i, end: number.end, number: number.value, next: next || "", text: part.slice(i, number.end) });
        i = number.end;
        continue;
      }
      if (i + 1 < part.length && !text.isDigit(part.charCodeAt(i + 1))) {
        var weak = this.weak.has(part[i]) || this.weak.has(part[i + 1]) || edges.has(i + 1);
        units.push({ at: i, end: i + 2, text: part.slice(i, i + 2), weak: weak });
      } else if (part.length === 1) { units.push({ at: i, end: i + 1, text: part[i], single: true }); }
      i++;
    }
    return units;
  };

  search.query = { referenceIn: referenceIn, fits: fits, Language: Language };
})();
