/* 只在有提交表单的网页上读入表单的脚本，按次序。 */
(function () {
  "use strict";

  var form = document.querySelector("[data-contribute]");
  if (!form) { return; }
  form.getAttribute("data-scripts").split(" ").forEach(function (address) {
    var script = document.createElement("script");
    script.src = address;
    script.async = false;
    document.head.appendChild(script);
  });
})();
