/* 提交经验的表单：增删做法和数据，按条款、责任找依据，检查，下载，复制成信；草稿存在浏览器里。 */
(function () {
  "use strict";

  var form = document.querySelector("[data-contribute]");
  var parts = window.zelianContribute;
  if (!form || !parts) { return; }
  var DRAFT = "zelian-contribute";
  var LISTS = { figure: "figures", limit: "limits", link: "links", problem: "problems" };
  var MOST = 12;
  var measures = form.querySelector("[data-measures]");
  var said = form.querySelector("[data-said]");
  var undated = form.getAttribute("data-undated");
  var effective = {};
  var data = null, waiting = null, told = [], later = 0;

  function all(selector, inside) { return Array.prototype.slice.call((inside || form).querySelectorAll(selector)); }

  function made(name) {
    var template = document.querySelector("[data-template=\"" + name + "\"]");
    return document.importNode(template.content, true).firstElementChild;
  }

  /* 数据在第一次查找时读入：脚本文件在直接打开的文件夹里也能读 */
  function load(then) {
    if (data) { then(); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    var script = document.createElement("script");
    script.src = form.getAttribute("data-source");
    script.onload = function () {
      data = window.zelianForm;
      data.duties.forEach(function (duty) { effective[duty[0]] = duty[6]; });
      waiting.forEach(function (call) { call(); });
      waiting = null;
    };
    script.onerror = function () { waiting = null; tell([], "查找用的数据没有读出来，刷新网页再试。"); };
    document.head.appendChild(script);
  }

  /* 填写的内容 */
  function put(record, path, value) {
    var steps = path.split("."), last = steps.pop(), at = record;
    steps.forEach(function (step) { at = at[step] = at[step] || {}; });
    at[last] = value;
  }

  function fields(element, skip) {
    return all("[data-name]", element).filter(function (field) { return !skip || field.closest(skip) === null; });
  }

  function read(list) {
    var record = {};
    list.forEach(function (field) {
      put(record, field.getAttribute("data-name"), field.type === "checkbox" ? field.checked : field.value.trim());
    });
    return record;
  }

  function collect() {
    var record = read(fields(form, "[data-measure]"));
    record.measures = all("[data-measure]").map(function (element) {
      var measure = read(fields(element, "[data-entry]"));
      Object.keys(LISTS).forEach(function (kind) {
        measure[LISTS[kind]] = all("[data-entry=\"" + kind + "\"]", element).map(function (entry) {
          var got = read(fields(entry));
          var words = entry.querySelector("[data-picked]");
          if (words) { got.words = words.textContent; }
          return got;
        });
      });
      return measure;
    });
    return record;
  }

  function fill(list, record) {
    list.forEach(function (field) {
      var value = field.getAttribute("data-name").split(".").reduce(function (at, step) { return at ? at[step] : ""; }, record);
      if (field.type === "checkbox") { field.checked = Boolean(value); } else { field.value = value || ""; }
    });
  }

  function addEntry(measure, kind, record) {
    var entry = made(kind);
    measure.querySelector("[data-list=\"" + kind + "\"]").appendChild(entry);
    if (record) {
      fill(fields(entry), record);
      var words = entry.querySelector("[data-picked]");
      if (words) { words.textContent = record.words || record.duty || record.id; }
    }
    return entry;
  }

  function addMeasure(record) {
    var measure = made("measure");
    measures.appendChild(measure);
    if (record) {
      fill(fields(measure, "[data-entry]"), record);
      Object.keys(LISTS).forEach(function (kind) {
        (record[LISTS[kind]] || []).forEach(function (entry) { addEntry(measure, kind, entry); });
      });
    }
    number();
    return measure;
  }

  function number() {
    all("[data-measure] > legend").forEach(function (legend, index) { legend.textContent = "做法" + (index + 1); });
  }

  /* 草稿 */
  function save() {
    try { window.localStorage.setItem(DRAFT, JSON.stringify(collect())); } catch (error) { /* 存不了就不存 */ }
  }

  function restore() {
    var record = null;
    try { record = JSON.parse(window.localStorage.getItem(DRAFT)); } catch (error) { record = null; }
    if (record && record.measures) {
      fill(fields(form, "[data-measure]"), record);
      record.measures.forEach(addMeasure);
    }
    if (!measures.children.length) { addMeasure(null); }
  }

  /* 查找依据和问题 */
  function fits(text, words) { return words.every(function (word) { return text.indexOf(word) >= 0; }); }

  function foundDuties(words) {
    var found = [], seen = {};
    function take(index, why) {
      if (seen[index] || found.length >= MOST) { return; }
      seen[index] = true;
      var duty = data.duties[index];
      found.push({ id: duty[0], words: duty[2] + "：" + duty[1], note: why || duty[5].join("、"), more: duty[4] });
    }
    data.clauses.forEach(function (clause) {
      if (fits(clause[0] + clause[1], words)) { clause[2].forEach(function (index) { take(index, clause[0]); }); }
    });
    data.duties.forEach(function (duty, index) {
      if (fits(duty[0] + duty[1] + duty[2] + duty[3] + duty[4] + duty[5].join(""), words)) { take(index, ""); }
    });
    return found;
  }

  function foundProblems(words) {
    return data.problems.filter(function (problem) { return fits(problem.join(""), words); }).slice(0, MOST)
      .map(function (problem) { return { id: problem[0], words: problem[1], note: "", more: problem[2] }; });
  }

  function find(field) {
    var kind = field.getAttribute("data-find");
    var list = field.closest("[data-measure]").querySelector("[data-found=\"" + kind + "\"]");
    var words = field.value.trim().split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (!words.length) { return; }
    var found = kind === "duty" ? foundDuties(words) : foundProblems(words);
    found.forEach(function (item) { list.appendChild(choice(kind, item)); });
    if (!found.length) { list.textContent = "没有找到，换一个词，或者用空格分开几个词。"; }
  }

  function choice(kind, item) {
    var line = document.createElement("li"), button = document.createElement("button"), more = document.createElement("small");
    button.type = "button";
    button.className = "pick";
    button.textContent = item.words + (item.note ? "（" + item.note + "）" : "");
    button.addEventListener("click", function () { pick(button, kind, item); });
    more.textContent = item.more;
    line.appendChild(button);
    line.appendChild(more);
    return line;
  }

  function pick(button, kind, item) {
    var measure = button.closest("[data-measure]");
    var record = { words: item.words, id: item.id, duty: item.id, relation: relation(item.id), why: "" };
    var entry = addEntry(measure, kind === "duty" ? "link" : "problem", record);
    measure.querySelector("[data-find=\"" + kind + "\"]").value = "";
    measure.querySelector("[data-found=\"" + kind + "\"]").textContent = "";
    (entry.querySelector("input[type=text]") || entry.querySelector("button")).focus();
    save();
  }

  /* 开始做的时候依据已经施行，才是落实 */
  function relation(duty) {
    var since = form.querySelector("[data-name=\"practised.from\"]").value.trim();
    var isLater = parts.rules.isDate(since) && effective[duty] && parts.rules.earliest(since) >= effective[duty];
    return isLater ? "implements" : "illustrates";
  }

  /* 检查 */
  function fieldAt(at) {
    var steps = at.split("."), place = form;
    if (steps[0] !== "measures" || steps.length === 1) { return form.querySelector("[data-name=\"" + at + "\"]"); }
    place = all("[data-measure]")[+steps[1]];
    var kind = Object.keys(LISTS).filter(function (name) { return LISTS[name] === steps[2]; })[0];
    if (kind && steps.length === 5) {
      return all("[data-entry=\"" + kind + "\"]", place)[+steps[3]].querySelector("[data-name=\"" + steps[4] + "\"]");
    }
    return place.querySelector("[data-name=\"" + steps.slice(2).join(".") + "\"]");
  }

  function where(at) {
    var steps = at.split(".");
    var words = { figures: "数据", limits: "时限", links: "责任" };
    if (steps[0] !== "measures" || steps.length === 1) { return ""; }
    return "做法" + (+steps[1] + 1) + (words[steps[2]] ? "的" + words[steps[2]] + (+steps[3] + 1) : "") + "：";
  }

  function tell(found, words) {
    told = found;
    said.textContent = "";
    all("[aria-invalid]").forEach(function (field) { field.removeAttribute("aria-invalid"); });
    var line = document.createElement("p"), list = document.createElement("ul");
    line.className = found.length ? "verdict bad" : "verdict";
    line.textContent = words;
    said.appendChild(line);
    found.forEach(function (fault) {
      var field = fieldAt(fault.at), item = document.createElement("li"), button = document.createElement("button");
      if (field) { field.setAttribute("aria-invalid", "true"); }
      button.type = "button";
      button.className = "pick";
      button.textContent = where(fault.at) + fault.message + "（" + fault.code + "）";
      button.addEventListener("click", function () { if (field) { field.focus(); } });
      item.appendChild(button);
      list.appendChild(item);
    });
    if (found.length) { said.appendChild(list); }
  }

  /* 改好一处，就从列出的里去掉一处；没有列出的等下次检查 */
  function recheck() {
    var open = {};
    parts.rules.check(collect(), effective, undated).forEach(function (fault) { open[fault.at + fault.code] = true; });
    var left = told.filter(function (fault) { return open[fault.at + fault.code]; });
    if (left.length === told.length) { return; }
    tell(left, left.length ? "还有" + left.length + "处要改，点一处就到那里。" : "列出的都改了，再检查一次。");
  }

  function recheckSoon() {
    window.clearTimeout(later);
    if (told.length) { later = window.setTimeout(recheck, 400); }
  }

  function checked(then) {
    window.clearTimeout(later);
    load(function () {
      var record = collect();
      var found = parts.rules.check(record, effective, undated);
      tell(found, found.length ? "有" + found.length + "处要改，点一处就到那里。" : "没有发现问题。");
      if (!found.length && then) { then(record); }
    });
  }

  /* 交出去 */
  function download(record) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([parts.writing.yaml(record)], { type: "application/yaml" }));
    link.download = record.title.replace(/[\\/:*?"<>|\s]+/g, "-") + ".yml";
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
    tell([], "已下载“" + link.download + "”，发给维护者。");
  }

  function copy(record) {
    var shown = form.querySelector("[data-shown]"), text = form.querySelector("[data-text]");
    shown.hidden = false;
    text.value = parts.writing.letter(record);
    text.select();
    var isCopied = false;
    try { isCopied = document.execCommand("copy"); } catch (error) { isCopied = false; }
    tell([], isCopied ? "信已复制，粘贴到邮件或者议题里发给维护者。" : "请选取下面的内容，复制后发给维护者。");
  }

  function clear() {
    if (!window.confirm("清空全部内容，不能恢复。确定吗？")) { return; }
    fill(fields(form, "[data-measure]"), {});
    measures.textContent = "";
    addMeasure(null);
    save();
    tell([], "已清空。");
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    var kind = button.getAttribute("data-add");
    if (kind === "measure") { addMeasure(null).querySelector("input").focus(); }
    else if (kind) { addEntry(button.closest("[data-measure]"), kind, null).querySelector("input").focus(); }
    else if (button.hasAttribute("data-remove")) { button.closest("[data-entry], [data-measure]").remove(); number(); }
    else if (button.hasAttribute("data-check")) { checked(null); }
    else if (button.hasAttribute("data-download")) { checked(download); }
    else if (button.hasAttribute("data-letter")) { checked(copy); }
    else if (button.hasAttribute("data-clear")) { clear(); }
    save();
    recheckSoon();
  });
  form.addEventListener("input", function (event) {
    var field = event.target;
    if (field.hasAttribute("data-find")) { load(function () { find(field); }); return; }
    save();
    recheckSoon();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  restore();
  form.hidden = false;
})();
