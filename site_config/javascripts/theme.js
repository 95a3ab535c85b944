/* 记住读者选的深浅色。主题的程序用这四个名称；写成文件，页面里就不必有行内脚本。 */
(function () {
  "use strict";

  var scope = new URL("..", document.currentScript.src);

  function named(key, at) { return (at || scope).pathname + "." + key; }

  window.__md_scope = scope;

  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, character) { return ((sum << 5) - sum + character.charCodeAt(0)) | 0; }, 0);
  };

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
