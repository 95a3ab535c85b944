/* 记住读者选的深浅色；写成文件，页面里就不必有行内脚本。 */
(function () {
  "use strict";

  var scope = new URL("..", document.currentScript.src);

  document.documentElement.className = "js";

  function named(key, at) { return (at || scope).pathname + "." + key; }

  window.__md_get = function (key, storage, at) {
    try {
      return JSON.parse((storage || window.localStorage).getItem(named(key, at)));
    } catch (error) {
      return null;
    }
  };

  window.__md_set = function (key, value, storage, at) {
    try {
      (storage || window.localStorage).setItem(named(key, at), JSON.stringify(value));
    } catch (error) { /* 浏览器不让存，就不记 */ }
  };
})();
