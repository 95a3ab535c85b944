/* 复制引用、打印、放置预览、展开责任。没有脚本时页面照样可读。 */
(function () {
  "use strict";

  function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () { return copyBySelection(text); });
    }
    return copyBySelection(text);
  }

  function copyBySelection(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function say(button, words) {
    var label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    button.textContent = words;
    button.classList.add("done");
    window.setTimeout(function () {
      button.textContent = label;
      button.classList.remove("done");
    }, 1600);
  }

  /* 引用、标题，从网上打开的再加链接 */
  function citation(button) {
    var at = button.dataset.copyAt;
    if (!at) { return button.dataset.copy; }
    var full = document.querySelector(".full-title");
    var lines = [button.dataset.copy + (full ? "（" + full.textContent.trim() + "）" : "")];
    if (/^https?:$/.test(window.location.protocol)) {
      lines.push(window.location.href.split(/[?#]/)[0] + "#" + at);
    }
    return lines.join("\n");
  }

  document.addEventListener("click", function (event) {
    var copy = event.target.closest("[data-copy]");
    if (copy) {
      copyText(citation(copy)).then(
        function () { say(copy, "已复制"); },
        function () { window.prompt("浏览器不允许自动复制，请手动复制：", citation(copy)); }
      );
    }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  /* 预览放在标记下面：右边放不下就向左，下面放不下就向上 */
  var HOLDER = ".chip, .cited";
  var MARGIN = 12;
  var WIDTH = 364;

  function place(event) {
    var holder = event.target.closest && event.target.closest(HOLDER);
    if (!holder || event.target.closest(".preview")) { return; }
    var preview = holder.lastElementChild;
    preview.style.cssText = "";
    var frame = preview.offsetParent;
    if (!frame) { return; }
    var origin = frame.getBoundingClientRect();
    var lines = Array.prototype.slice.call(holder.firstElementChild.getClientRects());
    var last = lines[lines.length - 1];
    var line = lines.filter(function (r) { return event.clientY >= r.top && event.clientY <= r.bottom; })[0] || last;
    var page = document.documentElement.clientWidth;
    var width = Math.min(WIDTH, page - 2 * MARGIN);
    var left = line.left + width + MARGIN > page ? line.right - width : line.left;
    left = Math.max(MARGIN, Math.min(left, page - MARGIN - width));
    preview.style.right = "auto";
    preview.style.width = width + "px";
    preview.style.left = left - origin.left - frame.clientLeft + "px";
    var box = preview.getBoundingClientRect();
    var above = lines[0].top - box.height - 4;
    var masthead = document.querySelector(".masthead");
    if (box.bottom > window.innerHeight && above > (masthead ? masthead.getBoundingClientRect().bottom : 0)) {
      preview.style.top = above - origin.top - frame.clientTop + "px";
    }
  }

  function quieten(holder) {
    function end() {
      holder.classList.remove("quiet");
      holder.removeEventListener("mouseleave", end);
      holder.removeEventListener("focusout", end);
    }
    holder.classList.add("quiet");
    holder.addEventListener("mouseleave", end);
    holder.addEventListener("focusout", end);
  }

  document.addEventListener("mouseover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(".chip:hover, .cited:hover, .chip:focus-within, .cited:focus-within").forEach(quieten);
  });

  /* 收起的责任：地址指到里面就展开，打印时全部展开 */
  var folds = Array.prototype.slice.call(document.querySelectorAll("details.fold"));
  var all = document.querySelector("[data-unfold]");

  function label() {
    all.textContent = folds.every(function (fold) { return fold.open; }) ? "全部收起" : "全部展开";
  }

  function reveal(id) {
    var target = id && document.getElementById(decodeURIComponent(id));
    for (var fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  }

  if (all && folds.length) {
    all.hidden = false;
    label();
    all.addEventListener("click", function () {
      var open = !folds.every(function (fold) { return fold.open; });
      folds.forEach(function (fold) { fold.open = open; });
    });
    folds.forEach(function (fold) { fold.addEventListener("toggle", label); });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (link) { reveal(link.getAttribute("href").slice(1)); }
  });
  window.addEventListener("hashchange", function () { reveal(window.location.hash.slice(1)); });
  reveal(window.location.hash.slice(1));

  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.slice.call(document.querySelectorAll("details:is(.fold, .more, .picture-open, .meta):not(.own-wording):not(.duty-links):not([open])"));
    closed.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (fold) { fold.open = false; });
  });
})();
