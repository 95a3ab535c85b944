/* 选题：与 build_tools/training/selection.py、ranking.py 同一算法，同一种子在网页和试卷上得到同样的题。 */
(function () {
  "use strict";

  var KINDS = ["who", "number", "judge", "basis", "case", "stage", "term", "order", "place", "written"];
  var OWN = 0, BODY = 1, GENERAL = 2;

  /* FNV-1a，再用 MurmurHash3 的收尾；种子和编号都是 ASCII。 */
  function rank(seed, id) {
    var text = seed + "/" + id;
    var value = 2166136261;
    for (var i = 0; i < text.length; i += 1) { value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0; }
    value = Math.imul(value ^ (value >>> 16), 0x85EBCA6B) >>> 0;
    value = Math.imul(value ^ (value >>> 13), 0xC2B2AE35) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  }

  function compare(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

  function shuffled(items, seed, key) {
    return items.slice().sort(function (a, b) { return compare(rank(seed, key(a)), rank(seed, key(b))) || compare(key(a), key(b)); });
  }

  /* 岗位自己的责任最近，所在组织的其次，通用的最后；与别人有关的不要。没有选岗位时全部一样近。 */
  function distance(question, scope) {
    if (!scope) { return OWN; }
    var bearers = question.bearers;
    if (bearers.some(function (id) { return scope.own[id]; })) { return OWN; }
    if (bearers.some(function (id) { return scope.body[id]; })) { return BODY; }
    return bearers.length ? null : GENERAL;
  }

  function next(queue, asked, repeat) {
    for (var i = 0; i < queue.length; i += 1) {
      if (repeat || !asked[queue[i].subject]) { return queue.splice(i, 1)[0]; }
    }
    return null;
  }

  function choose(questions, scope, count, seed) {
    var found = [];
    questions.forEach(function (question) {
      var near = distance(question, scope);
      if (near !== null) { found.push({ near: near, rank: rank(seed, question.id), question: question }); }
    });
    found.sort(function (a, b) { return a.near - b.near || compare(a.rank, b.rank) || compare(a.question.id, b.question.id); });
    var queues = KINDS.map(function (kind) {
      return found.filter(function (entry) { return entry.question.kind === kind; }).map(function (entry) { return entry.question; });
    });
    var chosen = [], asked = {};
    [false, true].forEach(function (repeat) {
      var before = -1;
      while (chosen.length < count && chosen.length !== before) {
        before = chosen.length;
        for (var i = 0; i < queues.length && chosen.length < count; i += 1) {
          var taken = next(queues[i], asked, repeat);
          if (taken) { asked[taken.subject] = true; chosen.push(taken); }
        }
      }
    });
    return { chosen: chosen, available: found.length };
  }

  /* 先判断题，后选择题，各按种子排；选项照原来的次序。 */
  function inOrder(questions, seed) {
    var ordered = shuffled(questions, seed + "A", function (question) { return question.id; });
    function judged(question) { return question.options.length === 2; }
    return ordered.filter(judged).concat(ordered.filter(function (question) { return !judged(question); }));
  }

  window.zelianQuiz = { KINDS: KINDS, rank: rank, choose: choose, inOrder: inOrder };
})();
