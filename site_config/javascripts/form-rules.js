/* 提交经验的规则：与 zelian check 相同的、不看别的文件就能判断的那些。不碰页面，可以单独运行。
   check(经验, 责任施行日, 未载明的写法) 得到 [{at: "measures.0.figures.1.unit", code, message}]。 */
(function () {
  "use strict";

  var CHINESE = "[\\u3400-\\u9fff\\uf900-\\ufaff]";
  var BESIDE = "[\\u3400-\\u9fff\\uf900-\\ufaff《》“”‘’（）【】、，。；：？！]";
  var HALF = new RegExp("(" + BESIDE + ")[,;:?!()]|[,;:?!()](?=" + BESIDE + ")");
  var SPACE = new RegExp("^\\s+|\\s+$|\\s{2,}|" + CHINESE + "\\s(?=" + CHINESE + ")");
  var DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
  var NUMBER = /^\d+(\.\d+)?$/;
  var COUNT = /^[1-9]\d*$/;
  var URL = /^https?:\/\/[^\s<>"']+$/;
  var QUOTED = ["source.title", "source.container", "locator.heading"];

  function isDate(text) {
    var parts = DATE.exec(text);
    if (!parts || +parts[1] < 1) { return false; }
    var month = parts[2] ? +parts[2] : 1, day = parts[3] ? +parts[3] : 1;
    if (month < 1 || month > 12 || day < 1) { return false; }
    var last = new Date(Date.UTC(2000, month, 0));
    last.setUTCFullYear(+parts[1], month, 0);
    return day <= last.getUTCDate();
  }

  function earliest(text) { return (text + "-01-01").slice(0, 10); }

  function Checker(effective, undated) {
    this.effective = effective;
    this.undated = undated;
    this.found = [];
  }

  Checker.prototype.say = function (at, code, message) { this.found.push({ at: at, code: code, message: message }); };

  Checker.prototype.need = function (at, value, what) {
    if (!value) { this.say(at, "SCH003", "没有写" + what); }
    return Boolean(value);
  };

  Checker.prototype.prose = function (at, text) {
    if (!text) { return; }
    if (HALF.test(text)) { this.say(at, "STY001", "中文里用了半角标点，改为全角"); }
    if (SPACE.test(text)) { this.say(at, "STY002", "有多余的空格，删去"); }
    if (text.indexOf("！") >= 0 && !QUOTED.some(function (key) { return at.slice(-key.length) === key; })) {
      this.say(at, "STY003", "用了感叹号，改为句号");
    }
  };

  Checker.prototype.date = function (at, text, also) {
    if (text && text !== also && !isDate(text)) {
      this.say(at, "SCH003", "“" + text + "”不是日期，应写作 2021、2021-03 或者 2021-03-15");
    }
  };

  Checker.prototype.head = function (record) {
    var self = this;
    [["title", "名称"], ["region", "地区"], ["unit", "实施单位"], ["kind", "经验还是研究"], ["summary", "概要"]]
      .forEach(function (pair) { self.need(pair[0], record[pair[0]], pair[1]); self.prose(pair[0], record[pair[0]]); });
    this.need("source.title", record.source.title, "来源的题名");
    this.need("source.grade", record.source.grade, "来源等级");
    this.prose("note", record.note);
    this.prose("source.title", record.source.title);
    this.prose("source.container", record.source.container);
    this.date("source.issued", record.source.issued);
    this.date("practised.from", record.practised.from);
    this.date("practised.to", record.practised.to);
    if (record.source.url && !URL.test(record.source.url)) {
      this.say("source.url", "SCH003", "网址以 http:// 或者 https:// 开头");
    }
    if (!record.measures.length) { this.say("measures", "SCH001", "至少写一项做法"); }
  };

  Checker.prototype.measure = function (at, measure, since) {
    var self = this;
    [["title", "短名"], ["stage", "环节"], ["mechanism", "做法类型"], ["what", "谁做什么、怎么做"]].forEach(function (pair) {
      self.need(at + pair[0], measure[pair[0]], pair[1]);
      self.prose(at + pair[0], measure[pair[0]]);
    });
    this.prose(at + "locator.heading", measure.locator.heading);
    var placed = measure.locator.section || measure.locator.paragraph || measure.locator.heading;
    if (measure.figures.length && !placed) {
      this.say(at + "locator.section", "TXT003", "有数据，要写在材料的什么位置");
    }
    measure.figures.forEach(function (figure, index) { self.figure(at + "figures." + index + ".", figure); });
    measure.limits.forEach(function (limit, index) { self.limit(at + "limits." + index + ".", limit); });
    measure.links.forEach(function (link, index) { self.link(at + "links." + index + ".", link, since); });
  };

  Checker.prototype.figure = function (at, figure) {
    this.need(at + "label", figure.label, "是什么数");
    this.prose(at + "label", figure.label);
    this.prose(at + "unit", figure.unit);
    if (!NUMBER.test(figure.value)) { this.say(at + "value", "SCH003", "数值只写数字，不带单位"); }
    if (!figure.unit) { this.say(at + "unit", "TXT001", "数据没有写单位"); }
    if (!figure.as_of) { this.say(at + "as_of", "TXT002", "数据没有写时间；材料没有的，写“" + this.undated + "”"); }
    this.date(at + "as_of", figure.as_of, this.undated);
  };

  Checker.prototype.limit = function (at, limit) {
    this.need(at + "label", limit.label, "做什么");
    this.need(at + "after", limit.after, "从什么时候起算");
    this.need(at + "unit", limit.unit, "单位");
    this.prose(at + "label", limit.label);
    this.prose(at + "after", limit.after);
    if (!COUNT.test(limit.value)) { this.say(at + "value", "SCH003", "数值应是大于 0 的整数"); }
  };

  Checker.prototype.link = function (at, link, since) {
    this.need(at + "why", link.why, "理由");
    this.prose(at + "why", link.why);
    if (link.relation !== "implements") { return; }
    if (!since) {
      this.say(at + "relation", "DATE004", "没有写从什么时候开始做，不能算落实；补上时间，或者改为可供参照");
    } else if (isDate(since) && this.effective[link.duty] && earliest(since) < this.effective[link.duty]) {
      this.say(at + "relation", "DATE003", "开始做的时候规定还没有施行（" + this.effective[link.duty] + "），改为可供参照");
    }
  };

  function check(record, effective, undated) {
    var checker = new Checker(effective, undated);
    checker.head(record);
    record.measures.forEach(function (measure, index) {
      checker.measure("measures." + index + ".", measure, record.practised.from);
    });
    return checker.found;
  }

  window.zelianContribute = window.zelianContribute || {};
  window.zelianContribute.rules = { check: check, isDate: isDate, earliest: earliest };
})();
