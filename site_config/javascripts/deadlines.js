/* 推算期限：起算日加上期限，当天不计；按月按年的算到对应的日子，没有这一天的算到月底。没有脚本时只显示期限。 */
(function () {
  "use strict";

  var section = document.querySelector("[data-deadlines]");
  var form = section && section.querySelector("[data-counter]");
  if (!form) { return; }
  var rows = Array.prototype.slice.call(section.querySelectorAll("tbody tr"));
  var from = form.elements.from;
  var chosen = form.elements.event;
  var said = form.querySelector("[data-said]");
  var DAY = 86400000;
  var WEEK = "日一二三四五六";

  function parse(text) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    return parts ? new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3])) : null;
  }

  function addMonths(day, months) {
    var first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
    var last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    first.setUTCDate(Math.min(day.getUTCDate(), last));
    return first;
  }

  function addWorkingDays(day, count) {
    var found = new Date(day.getTime());
    while (count > 0) {
      found = new Date(found.getTime() + DAY);
      if (found.getUTCDay() % 6 !== 0) { count -= 1; }
    }
    return found;
  }

  function add(day, value, length) {
    if (length === "month") { return addMonths(day, value); }
    if (length === "year") { return addMonths(day, 12 * value); }
    if (length === "working_day") { return addWorkingDays(day, value); }
    return new Date(day.getTime() + value * DAY);
  }

  function write(day) {
    var words = day.getUTCFullYear() + "年" + (day.getUTCMonth() + 1) + "月" + day.getUTCDate() + "日";
    return words + " 星期" + WEEK.charAt(day.getUTCDay());
  }

  function apply() {
    var day = parse(from.value);
    var shown = 0;
    rows.forEach(function (row) {
      var due = row.querySelector("[data-due]");
      row.hidden = Boolean(chosen.value) && row.getAttribute("data-event") !== chosen.value;
      shown += row.hidden ? 0 : 1;
      due.hidden = !day;
      due.textContent = day ? write(add(day, Number(row.getAttribute("data-value")), row.getAttribute("data-length"))) : "";
    });
    section.querySelector("[data-due-head]").hidden = !day;
    said.textContent = day ? write(day) + "起算，" + shown + "项期限" : "填起算日，就显示最迟到哪一天";
  }

  form.hidden = false;
  apply();
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
})();
