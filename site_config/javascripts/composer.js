/* 责任清单：按所选岗位、单位、年度、环节，从数据里取责任排成表。选择写在网址里。规则与 build_tools/exports 的
   choices、lists 相同，存出的 CSV 与命令的逐字节相同。数据也是脚本，从文件夹打开也能读。 */
(function () {
  "use strict";

  var section = document.querySelector("[data-composer]");
  if (!section) { return; }
  var form = section.querySelector("form");
  var result = section.querySelector("[data-result]");
  var tables = section.querySelector("[data-tables]");
  var chosenList = section.querySelector("[data-posts]");
  var add = section.querySelector("[data-add]");
  var count = section.querySelector("[data-count]");
  var root = section.dataset.root.replace(/index\.html$/, "");
  var STAGE = 0, BEARER = 1, UNITS = 2, SINCE = 3, PAGE = 4, CONTENT = 5, BASIS = 6, OWNER = 7, TIMING = 8, EVIDENCE = 9, PRACTICE = 10;
  var NAME = 1, TIER = 2, CLASSES = 3, BODY = 4;
  var data = null, posts = [], composed = null;

  /* ---- 网址 ---- */

  function ticked(name) {
    return Array.prototype.filter.call(form.querySelectorAll("[name=" + name + "]"), function (box) { return box.checked; })
      .map(function (box) { return box.value; });
  }

  function read() {
    var query = new URLSearchParams(window.location.search);
    posts = query.getAll("post").filter(function (id, place, all) { return bearerAt(id) >= 0 && all.indexOf(id) === place; });
    ["view", "unit"].forEach(function (name) {
      var field = form.elements[name];
      field.value = query.get(name) || "";
      if (field.selectedIndex < 0) { field.value = ""; }
    });
    form.elements.year.value = query.get("year") || section.dataset.year;
    ["stage", "own", "body"].forEach(function (name) {
      var wanted = query.getAll(name);
      Array.prototype.forEach.call(form.querySelectorAll("[name=" + name + "]"), function (box) { box.checked = wanted.indexOf(box.value) >= 0; });
    });
  }

  function write() {
    var query = new URLSearchParams();
    posts.forEach(function (id) { query.append("post", id); });
    ["view", "unit"].forEach(function (name) { if (form.elements[name].value) { query.set(name, form.elements[name].value); } });
    if (form.elements.year.value !== section.dataset.year) { query.set("year", form.elements.year.value); }
    ["stage", "own", "body"].forEach(function (name) { ticked(name).forEach(function (value) { query.append(name, value); }); });
    var text = query.toString();
    window.history.replaceState(null, "", window.location.pathname + (text ? "?" + text : ""));
  }

  /* ---- 选出责任 ---- */

  function bearerAt(id) {
    for (var i = 0; i < data.bearers.length; i += 1) { if (data.bearers[i][0] === id) { return i; } }
    return -1;
  }

  function nameOf(entries, id) {
    var found = entries.filter(function (entry) { return entry[0] === id; })[0];
    return found ? found[1] : "";
  }

  function choice() {
    return {
      posts: posts.map(bearerAt),
      unit: nameOf(data.units, form.elements.unit.value),
      year: Number(form.elements.year.value),
      stages: ticked("stage").map(function (id) { return nameOf(data.stages, id); }),
      own: ticked("own").length > 0,
      body: ticked("body").length > 0,
      view: form.elements.view.value
    };
  }

  function owing(asked, bearers) {
    var found = {};
    bearers.forEach(function (index) {
      [index].concat(asked.body && data.bearers[index][BODY] >= 0 ? [data.bearers[index][BODY]] : []).forEach(function (one) {
        found[one] = true;
        if (!asked.own) { data.bearers[one][CLASSES].forEach(function (other) { found[other] = true; }); }
      });
    });
    return found;
  }

  function dutiesFor(asked, bearers) {
    var owners = owing(asked, bearers);
    var order = data.stages.map(function (stage) { return stage[1]; });
    var found = data.duties.filter(function (duty) {
      var units = duty[UNITS];
      return (!bearers.length || owners[duty[BEARER]]) &&
        (!asked.unit || !units.length || units.indexOf(asked.unit) >= 0) &&
        (!asked.stages.length || asked.stages.indexOf(duty[STAGE]) >= 0) && duty[SINCE] <= asked.year;
    });
    return [].concat.apply([], order.map(function (stage) {
      return found.filter(function (duty) { return duty[STAGE] === stage; });
    }));
  }

  function scopeOf(duty, asked) {
    return !asked.unit && duty[UNITS].length ? "（适用：" + duty[UNITS].join("、") + "）" : "";
  }

  function basisOf(duty, between) {
    return duty[BASIS].map(function (clause) { return clause[0]; }).join(between);
  }

  /* ---- 排成表：每格是文字，或者带链接的几段文字 ---- */

  function titleOf(asked, bearers, kind) {
    var names = bearers.map(function (index) { return data.bearers[index][NAME]; });
    var who = names.length > 3 ? names[0] + "等" + names.length + "个主体" : names.join("、");
    return who + (asked.unit && who ? "（" + asked.unit + "）" : asked.unit) + asked.year + "年" + kind;
  }

  function linked(text, page) { return { text: text, page: page }; }

  function plainList(asked) {
    var rows = dutiesFor(asked, asked.posts).map(function (duty, index) {
      var lines = (duty[CONTENT] + scopeOf(duty, asked)).split("\n");
      var content = [linked(lines[0], duty[PAGE])].concat(lines.slice(1));
      var basis = duty[BASIS].map(function (clause) { return linked(clause[0], clause[1]); });
      return [String(index + 1), duty[STAGE], content, basis, duty[OWNER], duty[TIMING], duty[EVIDENCE], duty[PRACTICE]];
    });
    return { title: titleOf(asked, asked.posts, "责任清单"), parts: [{ name: "责任清单", columns: data.columns, rows: rows, css: "composed-list" }] };
  }

  function shortOf(duty, asked) {
    var timing = duty[TIMING] === data.untimed ? "" : "；" + duty[TIMING].replace(/\n/g, "，");
    return duty[CONTENT].split("\n")[0] + "（" + basisOf(duty, "，") + timing + "）" + scopeOf(duty, asked);
  }

  function levels(asked) {
    var chosen = asked.posts.length ? asked.posts : data.levels.map(function (level) { return data.bearers.findIndex(function (b) { return b[NAME] === level[0]; }); });
    var groups = data.levels.map(function (level) {
      var here = chosen.filter(function (index) { return index >= 0 && data.bearers[index][TIER] === level[1]; });
      return here.length ? dutiesFor(asked, here) : [];
    });
    var rows = [];
    data.stages.forEach(function (stage) {
      var cells = groups.map(function (duties) { return duties.filter(function (duty) { return duty[STAGE] === stage[1]; }); });
      var longest = Math.max.apply(null, cells.map(function (duties) { return duties.length; }));
      for (var i = 0; i < longest; i += 1) {
        rows.push([stage[1]].concat(cells.map(function (duties) { return duties[i] ? [linked(shortOf(duties[i], asked), duties[i][PAGE])] : ""; })));
      }
    });
    var columns = ["环节"].concat(data.levels.map(function (level) { return level[0]; }));
    return { title: titleOf(asked, asked.posts, "三级责任清单"), parts: [{ name: "三级责任清单", columns: columns, rows: rows, css: "composed-levels" }] };
  }

  function blankForms(asked) {
    var parts = data.forms.map(function (part) { return { name: part.name, columns: part.columns, rows: part.rows, text: part.text, css: "composed-form" }; });
    return { title: titleOf(asked, [], "问题、责任、项目清单"), parts: parts };
  }

  /* ---- 写到页面上 ---- */

  function element(name, text, css) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (css) { made.className = css; }
    return made;
  }

  function cell(value, label) {
    var made = element("td");
    made.setAttribute("data-label", label);
    (Array.isArray(value) ? value : value.split("\n")).forEach(function (line) {
      var run = element("div");
      if (line.page) {
        var link = element("a", line.text);
        link.href = root + line.page;
        run.appendChild(link);
      } else {
        run.textContent = line;
      }
      made.appendChild(run);
    });
    return made;
  }

  function table(part) {
    var made = element("table", "", "cards composed " + part.css);
    var head = element("tr");
    part.columns.forEach(function (name) { head.appendChild(element("th", name)); });
    made.appendChild(element("thead")).appendChild(head);
    var body = made.appendChild(element("tbody"));
    part.rows.forEach(function (row) {
      var line = element("tr");
      row.forEach(function (value, index) { line.appendChild(cell(value, part.columns[index])); });
      body.appendChild(line);
    });
    return made;
  }

  function commandOf(asked) {
    var quoted = function (text) { return /[^\w\u4e00-\u9fff-]/.test(text) ? '"' + text + '"' : text; };
    var words = ["zelian export", asked.view === "forms" ? "forms" : "duties"];
    asked.posts.forEach(function (index) { words.push("--post " + quoted(data.bearers[index][NAME])); });
    if (asked.unit) { words.push("--unit " + quoted(asked.unit)); }
    words.push("--year " + asked.year);
    asked.stages.forEach(function (stage) { words.push("--stage " + stage); });
    if (asked.own) { words.push("--own"); }
    if (asked.body) { words.push("--with-body"); }
    if (asked.view === "levels") { words.push("--levels"); }
    return words.concat("--out 清单.docx").join(" ");
  }

  function showPosts() {
    chosenList.textContent = "";
    posts.forEach(function (id) {
      var name = data.bearers[bearerAt(id)][NAME];
      var remove = element("button", "×");
      remove.type = "button";
      remove.setAttribute("aria-label", "去掉" + name);
      remove.addEventListener("click", function () {
        posts = posts.filter(function (other) { return other !== id; });
        change();
        add.focus();
      });
      chosenList.appendChild(element("li", name)).appendChild(remove);
    });
  }

  function show() {
    showPosts();
    var valid = form.elements.year.checkValidity();
    var asked = choice();
    var ready = valid && (asked.posts.length > 0 || asked.view !== "");
    result.hidden = !ready;
    if (!ready) {
      count.textContent = valid ? "先选岗位或者组织，可以选几个" : "年度写四位的公历年，如 " + section.dataset.year;
      return;
    }
    composed = asked.view === "forms" ? blankForms(asked) : asked.view === "levels" ? levels(asked) : plainList(asked);
    var rows = composed.parts.reduce(function (sum, part) { return sum + part.rows.length; }, 0);
    count.textContent = asked.view === "forms" ? "空白表" + composed.parts.length + "张" : rows ? "共" + rows + (asked.view ? "行" : "条") : "没有符合这些条件的责任；可以放宽一项条件";
    result.hidden = rows === 0;
    section.querySelector("[data-title]").textContent = composed.title;
    section.querySelector("[data-command]").textContent = commandOf(asked);
    section.querySelector("[data-address]").dataset.copy = window.location.href;
    tables.textContent = "";
    composed.parts.forEach(function (part) {
      if (composed.parts.length > 1) { tables.appendChild(element("h4", part.name)); }
      if (part.text) { tables.appendChild(element("p", part.text, "muted")); }
      tables.appendChild(table(part));
    });
  }

  function refresh() {
    show();
    document.documentElement.classList.toggle("with-list", !result.hidden);
  }

  function change() { write(); refresh(); }

  /* ---- CSV：有 BOM；像公式的格子前面加单引号 ---- */

  function words(value) {
    return Array.isArray(value) ? value.map(function (line) { return line.page ? line.text : line; }).join("\n") : value;
  }

  function field(value) {
    var text = words(value);
    if (/^[=+\-@＝＋－＠\t\r]/.test(text)) { text = "'" + text; }
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv() {
    var lines = [];
    composed.parts.forEach(function (part, index) {
      if (composed.parts.length > 1) {
        if (index) { lines.push(""); }
        lines.push(field(part.name));
      }
      [part.columns].concat(part.rows).forEach(function (row) { lines.push(row.map(field).join(",")); });
    });
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }

  function save() {
    var link = element("a");
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    link.download = composed.title.replace(/[\u0000-\u001f\u007f<>:"/\\|?*[\]]+/g, "_") + ".csv";
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /* ---- 开始 ---- */

  function begin() {
    data = window.zelianLists;
    section.querySelector(".no-script").remove();
    read();
    refresh();
    add.addEventListener("change", function () {
      if (add.value && posts.indexOf(add.value) < 0) { posts.push(add.value); }
      add.value = "";
      change();
    });
    form.addEventListener("change", function (event) { if (event.target !== add) { change(); } });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { window.setTimeout(function () { posts = []; change(); }, 0); });
    window.addEventListener("popstate", function () { read(); refresh(); });
    section.querySelector("[data-csv]").addEventListener("click", save);
  }

  var script = document.createElement("script");
  script.src = section.dataset.list;
  script.onload = begin;
  script.onerror = function () { count.textContent = "数据没有读出来。请确认网站文件夹完整，再刷新本页；也可以用现成的文件。"; };
  form.hidden = false;
  section.querySelector(".no-script").hidden = true;
  document.head.appendChild(script);
})();
