/* 搜索的文字处理：统一写法、认数字、定位记号。不碰页面，可以单独运行。 */
(function () {
  "use strict";

  var GAP = 32, SKIP = 1, UNKNOWN = 0, DOT = 46, COMMA = 44;
  var SOFT = "\u3000 \t\u00a0()[]{}<>\"'`\u2018\u2019\u201c\u201d《》〈〉「」『』【】〔〕、·~^*_|\u200b\ufeff";
  var CHUNK = 4096;
  var buffer = new Uint16Array(CHUNK);
  var DIGITS = "零一二三四五六七八九";
  var UNITS = { 十: 10, 百: 100, 千: 1000 };
  var SCALE = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };

  function isDigit(code) { return code >= 48 && code <= 57; }
  function isWord(code) {
    return isDigit(code) || (code >= 97 && code <= 122) || code === 37 || code === 43 || code >= 0x2e80;
  }

  /* 一张表：每个字变成什么（繁体变简体、全角变半角、大写变小写），哪些略去，哪些断开 */
  function Folder(traditional) {
    this.table = new Uint16Array(65536);
    for (var i = 0; traditional && i < traditional[0].length; i++) {
      this.table[traditional[0].charCodeAt(i)] = traditional[1].charCodeAt(i);
    }
  }

  Folder.prototype.known = function (code) {
    var found = this.table[code];
    if (found === UNKNOWN) { found = this.table[code] = this.learn(code); }
    return found;
  };

  Folder.prototype.learn = function (code) {
    var plain = String.fromCharCode(code).normalize("NFKC").toLowerCase();
    if (code >= 0xd800 && code <= 0xdfff) { return code; }
    if (plain.length !== 1) { return GAP; }
    var simple = plain.charCodeAt(0);
    if (simple !== code && this.table[simple] > GAP && simple > 127) { return this.table[simple]; }
    if (simple === DOT || simple === COMMA) { return simple; }
    if (SOFT.indexOf(plain) >= 0) { return SKIP; }
    return isWord(simple) && plain !== "\u3002" && !/[\u3001-\u3003\u3008-\u3020\u2e80-\u2eff]/.test(plain) ? simple : GAP;
  };

  /* 统一写法后的文字；places 给出每个字原来的位置 */
  Folder.prototype.fold = function (text, places) {
    var table = this.table, length = text.length, size = 0, last = GAP;
    if (buffer.length < length) { buffer = new Uint16Array(2 * length); }
    for (var i = 0; i < length; i++) {
      var raw = text.charCodeAt(i), code = table[raw] || this.known(raw);
      if (code === DOT || code === COMMA) {
        var inside = isDigit(last) && i + 1 < length && isDigit(this.known(text.charCodeAt(i + 1)));
        code = !inside ? GAP : code === DOT ? DOT : SKIP;
      }
      if (code === SKIP || (code === GAP && last === GAP)) { continue; }
      if (places) { places.push(i); }
      last = buffer[size++] = code;
    }
    if (last === GAP && size) { size--; }
    var out = "";
    for (var at = 0; at < size; at += CHUNK) { out += String.fromCharCode.apply(null, buffer.subarray(at, Math.min(size, at + CHUNK))); }
    return out;
  };

  /* 保留标点和空格，只改字形：给条款引用用 */
  Folder.prototype.plain = function (text) {
    var out = "";
    for (var i = 0; i < text.length; i++) {
      var code = this.known(text.charCodeAt(i));
      out += code === GAP || code === SKIP ? text[i].normalize("NFKC") : String.fromCharCode(code);
    }
    return out;
  };

  /* 从 at 起的一个数：{end, value}；1.6万余 是 16000 */
  function numberAt(text, at) {
    var end = at;
    while (end < text.length && (isDigit(text.charCodeAt(end)) || text[end] === ".")) { end++; }
    var value = parseFloat(text.slice(at, end)), after = end;
    if (text[after] === "余" || text[after] === "多") { after++; }
    var scale = SCALE[text[after]];
    if (scale && scale > 10) { value *= scale; end = after + 1; }
    return { end: end, value: String(Math.round(value * 1000) / 1000) };
  }

  function hash(a, b, bits) {
    return Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) >>> (32 - bits);
  }

  function hashNumber(value, bits) {
    var sum = 7;
    for (var i = 0; i < value.length; i++) { sum = Math.imul(sum, 31) + value.charCodeAt(i) | 0; }
    return hash(sum, 3, bits);
  }

  /* 一段文字的记号：每两个相邻的字、每个数，singles 时还有每个字 */
  function eachToken(text, bits, singles, take) {
    var previous = 0;
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i);
      if (isDigit(code)) {
        var number = numberAt(text, i);
        take(hashNumber(number.value, bits));
        previous = 0;
        while (i + 1 < text.length && (isDigit(text.charCodeAt(i + 1)) || text[i + 1] === ".")) { i++; }
        continue;
      }
      if (code === GAP) { previous = 0; continue; }
      if (singles) { take(hash(code, 1, bits)); }
      if (previous) { take(hash(previous, code, bits)); }
      previous = code;
    }
  }

  /* 文字里有没有这个数，后面紧跟 next（可以不问）：2 有，1 有数但后面不同，0 没有 */
  function hasNumber(text, value, next) {
    var best = 0;
    for (var i = 0; i < text.length && best < 2; i++) {
      if (!isDigit(text.charCodeAt(i))) { continue; }
      var number = numberAt(text, i);
      if (number.value === value) {
        var after = text.slice(number.end, number.end + 2).replace(/^[余多]/, "");
        best = !next || after[0] === next ? 2 : 1;
      }
      while (i + 1 < text.length && (isDigit(text.charCodeAt(i + 1)) || text[i + 1] === ".")) { i++; }
    }
    return best;
  }

  function fromChinese(text) {
    if (/^\d+$/.test(text)) { return parseInt(text, 10); }
    var total = 0, digit = 0;
    for (var i = 0; i < text.length; i++) {
      var char = text[i] === "〇" ? "零" : text[i] === "两" ? "二" : text[i];
      if (UNITS[char]) { total += (digit || 1) * UNITS[char]; digit = 0; } else { digit = DIGITS.indexOf(char); }
      if (digit < 0) { return 0; }
    }
    return total + digit;
  }

  function toChinese(number) {
    if (number <= 0 || number > 999) { return String(number); }
    var hundreds = Math.floor(number / 100), tens = Math.floor((number % 100) / 10), ones = number % 10;
    var text = hundreds ? DIGITS[hundreds] + "百" : "";
    if (tens) { text += (tens > 1 || hundreds ? DIGITS[tens] : "") + "十"; } else if (hundreds && ones) { text += "零"; }
    return text + (ones ? DIGITS[ones] : "");
  }

  window.zelianSearch = window.zelianSearch || {};
  window.zelianSearch.text = {
    Folder: Folder, numberAt: numberAt, hash: hash, hashNumber: hashNumber, eachToken: eachToken,
    hasNumber: hasNumber, fromChinese: fromChinese, toChinese: toChinese, isDigit: isDigit
  };
})();
