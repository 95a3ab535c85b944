/* 自测：题目按题型读取（都是脚本，从文件夹打开也能用）；选择写在网址里；错题本存在本机浏览器里。 */
(function () {
  "use strict";

  var COLUMNS = ["id", "stem", "options", "answer", "explanation", "href", "stage", "bearers", "level", "fixed", "subject"];
  var BOOK = "zelian-wrong";
  var LETTERS = "ABCD";
  var MINUTE = 60000;
  var STAGE_OF_NONE = "其他";

  /* ---- 小工具 ---- */

  function element(name, properties, children) {
    var made = document.createElement(name);
    Object.keys(properties || {}).forEach(function (key) {
      if (key === "text") { made.textContent = properties.text; } else { made.setAttribute(key, properties[key]); }
    });
    (children || []).forEach(function (child) { made.appendChild(child); });
    return made;
  }

  function button(words, then) {
    var made = element("button", { type: "button", "class": "button", text: words });
    made.addEventListener("click", then);
    return made;
  }

  function remembered() {
    try { return JSON.parse(window.localStorage.getItem(BOOK)) || {}; } catch (error) { return {}; }
  }

  function remember(book) {
    try { window.localStorage.setItem(BOOK, JSON.stringify(book)); } catch (error) { return; }
  }

  function asSet(text) {
    var set = {};
    (text || "").split(" ").forEach(function (id) { if (id) { set[id] = true; } });
    return set;
  }

  function start(quiz) {
    var form = quiz.querySelector("[data-quiz-form]");
    var run = quiz.querySelector("[data-quiz-run]");
    var state = quiz.querySelector("[data-quiz-state]");
    var bookTools = quiz.querySelector("[data-quiz-book]");
    var source = quiz.getAttribute("data-src");
    var site = source + "/../../";
    var loaded = {};
    var current = null;
    var clock = 0;

    /* ---- 读取题目 ---- */

    function asQuestions(kind) {
      return (window.zelianQuestions && window.zelianQuestions[kind] || []).map(function (row) {
        var question = { kind: kind };
        COLUMNS.forEach(function (name, index) { question[name] = row[index]; });
        question.bearers = question.bearers ? question.bearers.split(" ") : [];
        return question;
      });
    }

    function load(kinds, then) {
      var waiting = kinds.filter(function (kind) { return !loaded[kind]; });
      var left = waiting.length;
      if (!left) { then(); return; }
      state.textContent = "正在读取题目……";
      waiting.forEach(function (kind) {
        var script = document.createElement("script");
        script.src = source + "/questions-" + kind + ".js";
        script.onload = function () {
          loaded[kind] = asQuestions(kind);
          left -= 1;
          if (left === 0) { state.textContent = ""; then(); }
        };
        script.onerror = function () { state.textContent = "题目没有读出来。请确认网站文件夹完整，再刷新本页。"; };
        document.head.appendChild(script);
      });
    }

    function pool(kinds) {
      return kinds.reduce(function (found, kind) { return found.concat(loaded[kind] || []); }, []);
    }

    /* ---- 选择和网址 ---- */

    function boxes() { return Array.prototype.slice.call(form.querySelectorAll("input[name=kind]")); }

    function chosenKinds() {
      return boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    }

    function settings() {
      return {
        post: form.elements.post.value,
        n: Number(form.elements.n.value),
        mode: form.elements.mode.value,
        seed: form.elements.seed.value.trim(),
        kinds: chosenKinds(),
        timer: form.elements.timer.checked
      };
    }

    function writeAddress(chosen) {
      var query = new URLSearchParams();
      ["post", "n", "mode", "seed"].forEach(function (name) { if (chosen[name]) { query.set(name, chosen[name]); } });
      if (chosen.kinds.length < boxes().length) { query.set("kinds", chosen.kinds.join(".")); }
      if (chosen.timer) { query.set("timer", "1"); }
      window.history.replaceState(null, "", window.location.pathname + "?" + query.toString());
    }

    function readAddress() {
      var query = new URLSearchParams(window.location.search);
      ["post", "n", "mode", "seed"].forEach(function (name) {
        var field = form.elements[name];
        var before = field.value;
        if (query.get(name)) { field.value = query.get(name); }
        if (field.selectedIndex < 0) { field.value = before; }
      });
      if (query.get("kinds")) {
        var kinds = query.get("kinds").split(".");
        boxes().forEach(function (box) { box.checked = kinds.indexOf(box.value) >= 0; });
      }
      form.elements.timer.checked = query.get("timer") === "1";
      return Boolean(query.get("seed"));
    }

    function newSeed() { return String(Math.floor(Math.random() * 900000) + 100000); }

    function scopeOf(post) {
      var option = form.elements.post.options[form.elements.post.selectedIndex];
      return post ? { own: asSet(option.getAttribute("data-own")), body: asSet(option.getAttribute("data-body")) } : null;
    }

    function begin() {
      var chosen = settings();
      if (!chosen.kinds.length) { state.textContent = "至少选一个题型。"; return; }
      if (chosen.seed && !/^[A-Za-z0-9]+$/.test(chosen.seed)) { state.textContent = "种子只用字母和数字。"; form.elements.seed.focus(); return; }
      if (!chosen.seed) { chosen.seed = newSeed(); form.elements.seed.value = chosen.seed; }
      writeAddress(chosen);
      load(chosen.kinds, function () {
        var made = window.zelianQuiz.choose(pool(chosen.kinds), scopeOf(chosen.post), chosen.n, chosen.seed);
        if (!made.chosen.length) { state.textContent = "这个岗位没有所选题型的题，请多选几个题型。"; return; }
        play(window.zelianQuiz.inOrder(made.chosen, chosen.seed), chosen);
      });
    }

    function beginWrong() {
      var book = remembered();
      var ids = Object.keys(book);
      var kinds = window.zelianQuiz.KINDS.filter(function (kind) {
        return ids.some(function (id) { return id.indexOf(kind + "-") === 0; });
      });
      load(kinds, function () {
        var known = pool(kinds).filter(function (question) { return book[question.id]; });
        var gone = ids.length - known.length;
        if (!known.length) { remember({}); showBook(); state.textContent = "错题本里的题随条款更新，已经不在题库里。"; return; }
        var chosen = settings();
        chosen.mode = "learn";
        chosen.timer = false;
        play(window.zelianQuiz.inOrder(known, chosen.seed || "1"), chosen);
        if (gone) { state.textContent = gone + "道错题随条款更新，已经不在题库里。"; }
      });
    }

    function showBook() {
      var count = Object.keys(remembered()).length;
      bookTools.hidden = count === 0;
      bookTools.querySelector("[data-quiz-wrong]").textContent = "只做错题（" + count + "）";
    }

    /* ---- 答题 ---- */

    function play(questions, chosen) {
      window.clearInterval(clock);
      current = { questions: questions, given: questions.map(function () { return -1; }), shown: questions.map(function () { return false; }), at: 0, chosen: chosen, since: Date.now() };
      form.hidden = true;
      run.hidden = false;
      if (chosen.timer) { clock = window.setInterval(tellTime, 1000); }
      showQuestion();
    }

    function leave() {
      window.clearInterval(clock);
      current = null;
      run.hidden = true;
      form.hidden = false;
      showBook();
      form.elements.post.focus();
    }

    function secondsLeft() { return Math.max(0, Math.round((current.questions.length * MINUTE - (Date.now() - current.since)) / 1000)); }

    function tellTime() {
      var left = secondsLeft();
      var place = run.querySelector("[data-time]");
      if (place) { place.textContent = "剩余" + Math.floor(left / 60) + "分" + left % 60 + "秒"; }
      if (left === 0) { showResult("时间到，已经交卷。"); }
    }

    function optionRow(question, text, index, locked) {
      var input = element("input", { type: "radio", name: "answer", value: String(index) });
      input.checked = current.given[current.at] === index;
      input.disabled = locked;
      input.addEventListener("change", function () { current.given[current.at] = index; });
      var label = element("label", { "class": "quiz-option" }, [input, element("b", { text: LETTERS.charAt(index) }), element("span", { text: text })]);
      if (locked && index === question.answer) { label.classList.add("right"); label.appendChild(element("em", { text: "正确答案" })); }
      if (locked && index === current.given[current.at] && index !== question.answer) { label.classList.add("wrong"); label.appendChild(element("em", { text: "你的选择" })); }
      return label;
    }

    function showQuestion() {
      var question = current.questions[current.at];
      var locked = current.shown[current.at];
      var exam = current.chosen.mode === "exam";
      var legend = element("legend", { tabindex: "-1", text: (current.at + 1) + "．" + question.stem });
      var rows = question.options.map(function (text, index) { return optionRow(question, text, index, locked); });
      var head = element("p", { "class": "quiz-head" }, [
        element("span", { text: "第" + (current.at + 1) + "题，共" + current.questions.length + "题 · 难度" + "易中难".charAt(question.level - 1) + " · 种子" + (current.chosen.seed || "无") }),
        element("span", { "data-time": "" })
      ]);
      var verdict = element("div", { "class": "quiz-verdict", role: "status" });
      run.textContent = "";
      run.appendChild(head);
      run.appendChild(element("fieldset", { "class": "quiz-question" }, [legend].concat(rows)));
      run.appendChild(verdict);
      if (locked) { explain(verdict, question, current.given[current.at]); }
      run.appendChild(exam ? examTools() : learnTools(locked));
      run.appendChild(element("p", { "class": "muted small no-print", text: "键盘：A 至 D 或者 1 至 4 选择，回车确定，Esc 退出。" }));
      legend.focus();
    }

    function explain(place, question, given) {
      place.textContent = "";
      var right = given === question.answer;
      place.classList.add(right ? "right" : "wrong");
      place.appendChild(element("p", {}, [
        element("b", { text: right ? "正确。" : "不对，正确答案是" + LETTERS.charAt(question.answer) + "。" }),
        document.createTextNode(question.explanation + " ")
      ]));
      if (question.href) { place.appendChild(element("p", {}, [element("a", { href: site + question.href, target: "_blank", rel: "noopener", text: "查看出处" })])); }
    }

    function learnTools(locked) {
      var last = current.at === current.questions.length - 1;
      var main = locked ? button(last ? "看成绩" : "下一题", forward) : button("确定", forward);
      main.setAttribute("data-main", "");
      return element("p", { "class": "tools" }, [main, button("退出", leave)]);
    }

    function examTools() {
      var tools = [];
      if (current.at > 0) { tools.push(button("上一题", function () { current.at -= 1; showQuestion(); })); }
      if (current.at < current.questions.length - 1) {
        var main = button("下一题", forward);
        main.setAttribute("data-main", "");
        tools.push(main);
      }
      tools.push(button("交卷", handIn));
      tools.push(button("退出", leave));
      return element("p", { "class": "tools" }, tools);
    }

    function handIn() {
      var empty = current.given.filter(function (given) { return given < 0; }).length;
      if (empty && !current.warned) {
        current.warned = true;
        run.querySelector(".quiz-verdict").textContent = "还有" + empty + "题没有作答。再按一次“交卷”就交卷。";
        return;
      }
      showResult("");
    }

    function forward() {
      var exam = current.chosen.mode === "exam";
      if (!exam && !current.shown[current.at]) {
        if (current.given[current.at] < 0) { run.querySelector(".quiz-verdict").textContent = "先选一个答案。"; return; }
        current.shown[current.at] = true;
        note(current.questions[current.at], current.given[current.at]);
        showQuestion();
        return;
      }
      if (current.at < current.questions.length - 1) { current.at += 1; showQuestion(); } else if (!exam) { showResult(""); }
    }

    function note(question, given) {
      var book = remembered();
      if (given === question.answer) { delete book[question.id]; } else { book[question.id] = (book[question.id] || 0) + 1; }
      remember(book);
    }

    /* ---- 成绩 ---- */

    function byStage() {
      var names = [], counts = {};
      current.questions.forEach(function (question, index) {
        var name = question.stage || STAGE_OF_NONE;
        if (!counts[name]) { counts[name] = { right: 0, all: 0 }; names.push(name); }
        counts[name].all += 1;
        counts[name].right += current.given[index] === question.answer ? 1 : 0;
      });
      return names.map(function (name) { return [name, counts[name]]; });
    }

    function showResult(words) {
      window.clearInterval(clock);
      if (current.chosen.mode === "exam") {
        current.questions.forEach(function (question, index) { note(question, current.given[index]); });
      }
      var all = current.questions.length;
      var right = current.questions.filter(function (question, index) { return current.given[index] === question.answer; }).length;
      var head = element("h2", { tabindex: "-1", "data-score": right + "/" + all, text: words + "答对" + right + "题，共" + all + "题，得" + Math.round(100 * right / all) + "分" });
      var body = element("tbody", {}, byStage().map(function (entry) {
        return element("tr", {}, [
          element("th", { scope: "row", text: entry[0] }),
          element("td", { text: entry[1].right + "/" + entry[1].all }),
          element("td", {}, [element("meter", { min: "0", max: String(entry[1].all), value: String(entry[1].right), "aria-label": entry[0] + "答对的比例" })])
        ]);
      }));
      var titles = element("thead", {}, [element("tr", {}, ["领域", "答对", "比例"].map(function (name) { return element("th", { scope: "col", text: name }); }))]);
      run.textContent = "";
      run.appendChild(head);
      run.appendChild(element("table", { "class": "quiz-score" }, [titles, body]));
      showMistakes();
      run.appendChild(element("p", { "class": "tools" }, [
        button("重做这一套", function () { play(current.questions, current.chosen); }),
        button("返回", leave)
      ]));
      head.focus();
    }

    function showMistakes() {
      current.questions.forEach(function (question, index) {
        if (current.given[index] === question.answer) { return; }
        var place = element("div", { "class": "quiz-verdict" });
        explain(place, question, current.given[index]);
        run.appendChild(element("section", { "class": "quiz-mistake" }, [
          element("h3", { text: (index + 1) + "．" + question.stem }),
          element("p", { text: "你的答案：" + (current.given[index] < 0 ? "没有作答" : question.options[current.given[index]]) }),
          element("p", { text: "正确答案：" + question.options[question.answer] }),
          place
        ]));
      });
    }

    /* ---- 键盘 ---- */

    function press(event) {
      if (!current || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) { return; }
      var inputs = run.querySelectorAll("input[name=answer]:not(:disabled)");
      var index = "1234".indexOf(event.key) >= 0 ? "1234".indexOf(event.key) : LETTERS.indexOf(event.key.toUpperCase());
      if (event.key.length === 1 && index >= 0 && inputs[index]) {
        inputs[index].checked = true;
        inputs[index].focus();
        current.given[current.at] = index;
        event.preventDefault();
      } else if (event.key === "Enter" && event.target.tagName !== "BUTTON" && event.target.tagName !== "A" && run.querySelector("[data-main]")) {
        event.preventDefault();
        forward();
      } else if (event.key === "Escape") {
        leave();
      }
    }

    quiz.hidden = false;
    var without = document.querySelector("[data-no-quiz]");
    if (without) { without.hidden = true; }
    form.addEventListener("submit", function (event) { event.preventDefault(); begin(); });
    quiz.querySelector("[data-quiz-wrong]").addEventListener("click", beginWrong);
    quiz.querySelector("[data-quiz-forget]").addEventListener("click", function () { remember({}); showBook(); state.textContent = "错题本已清空。"; });
    document.addEventListener("keydown", press);
    showBook();
    if (readAddress()) { begin(); }
  }

  window.zelianQuiz.start = start;
})();
