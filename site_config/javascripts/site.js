/* 复制引用、打印、收起预览。没有脚本时页面照样可读。 */
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

  document.addEventListener("click", function (event) {
    var copy = event.target.closest("[data-copy]");
    if (copy) {
      copyText(copy.dataset.copy).then(
        function () { say(copy, "已复制"); },
        function () { window.prompt("浏览器不允许自动复制，请手动复制：", copy.dataset.copy); }
      );
    }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  /* 预览不伸出屏幕 */
  function place(event) {
    var chip = event.target.closest && event.target.closest(".chip");
    if (!chip) { return; }
    var preview = chip.querySelector(".preview");
    preview.style.left = "0";
    var over = preview.getBoundingClientRect().right + 12 - document.documentElement.clientWidth;
    if (over > 0) { preview.style.left = -over + "px"; }
  }
  document.addEventListener("mouseover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(".chip:hover, .chip:focus-within").forEach(function (chip) {
      chip.classList.add("quiet");
      chip.addEventListener("mouseleave", function () { chip.classList.remove("quiet"); }, { once: true });
      chip.addEventListener("focusout", function () { chip.classList.remove("quiet"); }, { once: true });
    });
  });
})();
