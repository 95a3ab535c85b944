/* 搜索用的名称表：拼音怎样读、错一个字是哪个名称、换了次序是哪个名称。不碰页面。 */
(function () {
  "use strict";

  var search = window.zelianSearch;
  var STRENGTH = { 岗位: 3, 法规: 3, 术语: 3, 经验: 2, 问题: 1.6, 检查: 1.5, 做法: 1.5, 事项: 1.5, 条款: 1.2, 责任: 1.2, 沿革: 1, 培训: 1, 页面: 1 };
  var LONGEST = 30;
  var CELLS = new Uint8Array(1024);

  function sorted(text) { return text.split("").sort().join(""); }

  function sum(text) {
    var total = 0;
    for (var i = 0; i < text.length; i++) { total += text.charCodeAt(i); }
    return total;
  }

  /* 名称：{key 统一写法, rows 哪些条目叫这个名, strength 分量} */
  function Names(pinyin) {
    this.list = [];
    this.byKey = new Map();
    this.spoken = null;
    this.syllableOf = {};
    this.exceptions = (pinyin && pinyin.exceptions) || {};
    var syllables = (pinyin && pinyin.syllables) || {};
    Object.keys(syllables).forEach(function (syllable) {
      for (var i = 0; i < syllables[syllable].length; i++) { this.syllableOf[syllables[syllable][i]] = syllable; }
    }, this);
  }

  Names.prototype.add = function (key, kind, row, weight) {
    if (!STRENGTH[kind] || key.length < 2) { return; }
    var name = this.byKey.get(key);
    if (!name) {
      name = { key: key, rows: [], strength: 0, main: false, sum: sum(key) };
      this.byKey.set(key, name);
      this.list.push(name);
    }
    name.rows.push(row);
    name.strength = Math.max(name.strength, STRENGTH[kind] + Math.log(1 + weight) / 4);
    name.main = name.main || STRENGTH[kind] >= 3;
  };

  /* 字相同、次序不同的名称；没有是 null */
  Names.prototype.anagram = function (key) {
    var total = sum(key), letters = sorted(key);
    var found = key.length > 2 && this.list.filter(function (name) {
      return name.sum === total && name.key.length === key.length && name.key !== key && sorted(name.key) === letters;
    })[0];
    return found ? found.key : null;
  };

  /* 文字里出现的名称：[{at, end, name}] */
  Names.prototype.within = function (text) {
    var found = [];
    for (var at = 0; at < text.length; at++) {
      for (var end = Math.min(text.length, at + LONGEST); end >= at + 2; end--) {
        var name = this.byKey.get(text.slice(at, end));
        if (name) { found.push({ at: at, end: end, name: name }); }
      }
    }
    return found;
  };

  /* ---- 拼音 ---- */

  Names.prototype.speak = function (key) {
    var said = [];
    for (var i = 0; i < key.length; i++) {
      var pair = this.exceptions[key.slice(i, i + 2)];
      if (pair) {
        Array.prototype.push.apply(said, pair.split(" "));
        i++;
      } else { said.push(this.syllableOf[key[i]] || key[i]); }
    }
    return said;
  };

  Names.prototype.spokenNames = function () {
    if (!this.spoken) {
      this.spoken = this.list.map(function (name) {
        var said = this.speak(name.key);
        return { name: name, said: said, whole: said.join(""), first: said.map(function (s) { return s[0]; }).join("") };
      }, this);
    }
    return this.spoken;
  };

  /* 从第 at 个字起，字母能读到哪个字为止：每个字可以读全，可以只读声母；读不通是 -1 */
  function reads(said, at, letters, from) {
    if (from === letters.length) { return at; }
    if (at === said.length) { return -1; }
    var syllable = said[at], rest = letters.slice(from);
    var takes = [syllable.length, /^[zcs]h/.test(syllable) ? 2 : 0, 1];
    for (var i = 0; i < takes.length; i++) {
      var part = takes[i] && syllable.slice(0, takes[i]);
      if (part && rest.lastIndexOf(part, 0) === 0) {
        var end = reads(said, at + 1, letters, from + part.length);
        if (end >= 0) { return end; }
      }
    }
    return rest.length < syllable.length && syllable.lastIndexOf(rest, 0) === 0 ? at + 1 : -1;
  }

  function readIn(spoken, letters) {
    if (spoken.whole === letters) { return { at: 0, end: spoken.said.length, value: 100 }; }
    if (spoken.first === letters) { return { at: 0, end: spoken.said.length, value: 96 }; }
    for (var at = 0; at < spoken.said.length; at++) {
      if (spoken.said[at][0] !== letters[0]) { continue; }
      var end = reads(spoken.said, at, letters, 0);
      if (end < 0) { continue; }
      var full = spoken.said.slice(at, end).join("") === letters;
      var whole = at === 0 && end === spoken.said.length;
      return { at: at, end: end, value: (whole ? 90 : full ? 60 : 40) - at + 10 * (end - at) / spoken.said.length };
    }
    return null;
  }

  /* 字母读出来是哪些词：[{text, value}]，最像的在前 */
  Names.prototype.heard = function (letters, most) {
    var best = new Map();
    this.spokenNames().forEach(function (spoken) {
      var found = readIn(spoken, letters);
      if (!found || found.end - found.at < 2) { return; }
      var text = spoken.name.key.slice(found.at, found.end);
      var value = found.value + 4 * spoken.name.strength, before = best.get(text);
      if (!before) { best.set(text, { text: text, value: value, times: 1 }); return; }
      before.value = Math.max(before.value, value);
      before.times++;
    });
    var list = Array.from(best.values());
    list.forEach(function (word) { word.value += Math.min(8, Math.log(word.times) * 3); });
    return list.sort(function (a, b) { return b.value - a.value; }).slice(0, most);
  };

  /* ---- 错一个字 ---- */

  /* 把 word 改成 name 里的一段要动几处（增、删、换、邻字对调各算一处）；whole 时须是整个 name */
  function distance(word, name, whole, limit) {
    var width = name.length + 1, size = width * (word.length + 1), cells = CELLS.length < size ? (CELLS = new Uint8Array(2 * size)) : CELLS;
    var i, j;
    for (j = 0; j < width; j++) { cells[j] = whole ? j : 0; }
    for (i = 1; i <= word.length; i++) {
      var here = i * width, above = here - width, least = cells[here] = i;
      for (j = 1; j < width; j++) {
        var same = word[i - 1] === name[j - 1] ? 0 : 1;
        var cost = Math.min(cells[above + j] + 1, cells[here + j - 1] + 1, cells[above + j - 1] + same);
        if (same && i > 1 && j > 1 && word[i - 1] === name[j - 2] && word[i - 2] === name[j - 1]) { cost = Math.min(cost, cells[above - width + j - 2] + 1); }
        cells[here + j] = cost;
        least = Math.min(least, cost);
      }
      if (least > limit) { return { steps: limit + 1 }; }
    }
    var last = word.length * width, end = name.length;
    for (j = name.length; !whole && j > 0; j--) { if (cells[last + j] < cells[last + end]) { end = j; } }
    return { steps: cells[last + end], end: end };
  }

  /* 紧接着 distance 调用：name 里与 word 对上的那一段 */
  function aligned(word, name, found) {
    var width = name.length + 1, i = word.length, j = found.end;
    function cell(up, left) { return CELLS[(i - up) * width + j - left]; }
    while (i > 0 && j > 0) {
      var swapped = i > 1 && j > 1 && word[i - 1] === name[j - 2] && word[i - 2] === name[j - 1];
      if (cell(0, 0) === cell(1, 1) + (word[i - 1] === name[j - 1] ? 0 : 1)) { i--; j--; }
      else if (swapped && cell(0, 0) === cell(2, 2) + 1) { i -= 2; j -= 2; }
      else if (cell(0, 0) === cell(1, 0) + 1) { i--; } else { j--; }
    }
    return name.slice(j, found.end);
  }

  /* 与 word 共有的字够多的名称；至多缺 missing 个，缺的从 word 数还是从名称数由 fromName 定 */
  Names.prototype.sharing = function (word, missing, fromName) {
    var has = new Set(word.split(""));
    return this.list.filter(function (name) {
      var key = name.key, shared = 0;
      if (fromName ? !name.main || key.length < 4 || key.length >= word.length : key.length < word.length - missing) { return false; }
      for (var i = 0; i < key.length; i++) { shared += has.has(key[i]) ? 1 : 0; }
      return shared >= 2 && shared >= (fromName ? key.length : word.length) - missing;
    });
  };

  /* 与 word 最相近的名称（partly 时也可以是名称里的一段）：[{text, steps, value}] */
  Names.prototype.near = function (word, most, partly) {
    var limit = word.length < 8 ? 1 : 2, found = new Map(), self = this;
    var sound = this.speak(word).join("");
    this.sharing(word, limit).forEach(function (name) {
      var close = name.key.length <= word.length + limit;
      var text = name.key, steps = close ? distance(word, name.key, true, limit).steps : limit + 1, value = 10;
      if (partly && steps > limit && word.length > 3 && name.key.length > word.length) {
        var part = distance(word, name.key, false, limit);
        if (part.steps > limit) { return; }
        text = aligned(word, name.key, part);
        steps = part.steps;
        value = 0;
      }
      if (steps > limit || text === word || text.length < 2) { return; }
      value += name.strength - 6 * steps + (self.speak(text).join("") === sound ? 6 : 0);
      if (!found.has(text) || found.get(text).value < value) { found.set(text, { text: text, steps: steps, value: value }); }
    });
    return Array.from(found.values()).sort(function (a, b) { return b.value - a.value; }).slice(0, most);
  };

  /* word 里的一段像哪个岗位、法规、术语：[{at, end, text}] */
  Names.prototype.nearWithin = function (word) {
    var self = this, found = [];
    if (word.length < 5) { return found; }
    this.sharing(word, 1, true).forEach(function (name) {
      if (word.indexOf(name.key) >= 0) { return; }
      var close = distance(name.key, word, false, 1);
      if (close.steps > 1) { return; }
      var written = aligned(name.key, word, close), at = word.indexOf(written);
      if (written.length >= 3 && !self.byKey.has(written)) { found.push({ at: at, end: at + written.length, text: name.key, value: name.strength }); }
    });
    return found.sort(function (a, b) { return b.value - a.value; }).slice(0, 3);
  };

  /* 什么都没有找到时，字最相近的几个名称 */
  Names.prototype.suggest = function (word, most) {
    var has = new Set(word.split(""));
    return this.list.map(function (name) {
      var shared = 0;
      for (var i = 0; i < name.key.length; i++) { shared += has.has(name.key[i]) ? 1 : 0; }
      return { text: name.key, rows: name.rows, value: shared / Math.sqrt(name.key.length * word.length) + name.strength / 50, shared: shared };
    }).filter(function (found) { return found.shared >= 2 && found.value > 0.35; })
      .sort(function (a, b) { return b.value - a.value; }).slice(0, most);
  };

  search.Names = Names;
})();
