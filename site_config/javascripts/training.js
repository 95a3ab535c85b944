/* 培训包：学习进度存在本机浏览器里，可以抄成进度码；单独打印责任卡；自测页再读取自测的脚本。没有脚本时页面照样可读。 */
(function () {
  "use strict";

  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }

  /* ---- 学习进度 ---- */

  var VERSION = "ZL1";
  var pack = document.querySelector("[data-pack]");

  function checksum(text) {
    var value = 7;
    for (var i = 0; i < text.length; i += 1) { value = (value * 31 + text.charCodeAt(i)) % 46656; }
    return value.toString(36);
  }

  function encode(post, ids) {
    var body = [VERSION, post, ids.slice().sort().join(".")].join("~");
    return body + "~" + checksum(body);
  }

  function decode(post, code) {
    var parts = code.trim().split("~");
    var body = parts.slice(0, 3).join("~");
    if (parts.length !== 4 || parts[0] !== VERSION || checksum(body) !== parts[3]) { return { fault: "进度码不完整或者抄错了，请核对。" }; }
    if (parts[1] !== post) { return { fault: "这是另一个岗位的进度码。" }; }
    return { ids: parts[2] ? parts[2].split(".") : [] };
  }

  function followProgress() {
    var post = pack.getAttribute("data-pack");
    var key = "zelian-progress-" + post;
    var boxes = all(pack, "[data-done]");
    var section = pack.querySelector("[data-progress]");
    var code = section.querySelector("[data-progress-code]");
    var said = section.querySelector("[data-progress-said]");

    function ticked() {
      return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.getAttribute("data-done"); });
    }

    function show(words) {
      var ids = ticked();
      code.value = encode(post, ids);
      said.textContent = (words || "") + "已完成" + ids.length + "项，共" + boxes.length + "项。";
    }

    function tick(ids) {
      boxes.forEach(function (box) { box.checked = ids.indexOf(box.getAttribute("data-done")) >= 0; });
    }

    function save(words) {
      try { window.localStorage.setItem(key, encode(post, ticked())); } catch (error) { words = "浏览器不让保存，请抄下进度码。"; }
      show(words);
    }

    function saved() {
      try { return window.localStorage.getItem(key) || ""; } catch (error) { return ""; }
    }

    section.hidden = false;
    tick(decode(post, saved()).ids || []);
    show();
    pack.addEventListener("change", function (event) { if (event.target.hasAttribute("data-done")) { save(); } });
    section.querySelector("[data-progress-read]").addEventListener("click", function () {
      var read = decode(post, code.value);
      if (read.fault) { said.textContent = read.fault; return; }
      tick(read.ids);
      save("已读入。");
    });
    section.querySelector("[data-progress-clear]").addEventListener("click", function () { tick([]); save("已清空。"); });
  }

  /* ---- 责任卡 ---- */

  function printCard() {
    document.documentElement.classList.add("only-card");
    window.print();
    document.documentElement.classList.remove("only-card");
  }

  /* ---- 自测 ---- */

  function read(path, then) {
    var script = document.createElement("script");
    script.src = path;
    script.async = false;
    script.onload = then;
    document.head.appendChild(script);
  }

  function startQuiz(quiz) {
    var scripts = quiz.getAttribute("data-src") + "/../../javascripts/";
    read(scripts + "quiz-choice.js", null);
    read(scripts + "quiz.js", function () { window.zelianQuiz.start(quiz); });
  }

  if (pack) { followProgress(); }
  all(document, "[data-print-card]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", printCard);
  });
  all(document, "[data-quiz]").forEach(startQuiz);
})();
