/* 把填好的经验写成 YAML 和一封信。所有文字加双引号，与 JSON 相同，YAML 读出来一字不差。编号留空，收稿时补上。 */
(function () {
  "use strict";

  var FENCE = "```";

  function quoted(text) {
    return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, function (char) {
      return "\\u" + ("000" + char.charCodeAt(0).toString(16)).slice(-4);
    });
  }

  function pairs(record, keys) {
    return keys.filter(function (key) { return record[key]; })
      .map(function (key) { return key + ": " + quoted(record[key]); });
  }

  function flow(record, keys) { return "{" + pairs(record, keys).join(", ") + "}"; }

  function put(lines, indent, record, keys) {
    pairs(record, keys).forEach(function (line) { lines.push(indent + line); });
  }

  function list(lines, name, entries) {
    if (!entries.length) { return; }
    lines.push("  " + name + ":");
    entries.forEach(function (entry) { lines.push("  - " + entry); });
  }

  function links(measure, relation) {
    return measure.links.filter(function (link) { return link.relation === relation; })
      .map(function (link) { return flow(link, ["duty", "why"]); });
  }

  function figure(entry) {
    var text = flow(entry, ["label", "value", "unit", "as_of"]);
    return entry.approx ? text.slice(0, -1) + ", approx: \"true\"}" : text;
  }

  function measure(lines, entry) {
    lines.push("- id: \"\"");
    put(lines, "  ", entry, ["title", "stage", "mechanism", "what"]);
    list(lines, "figures", entry.figures.map(figure));
    list(lines, "time_limits", entry.limits.map(function (limit) { return flow(limit, ["label", "value", "unit", "after"]); }));
    list(lines, "implements", links(entry, "implements"));
    list(lines, "illustrates", links(entry, "illustrates"));
    if (entry.problems.length) {
      lines.push("  addresses: [" + entry.problems.map(function (p) { return quoted(p.id); }).join(", ") + "]");
    }
    var place = flow(entry.locator, ["section", "paragraph", "heading"]);
    if (place !== "{}") { lines.push("  locator: " + place); }
  }

  function yaml(record) {
    var lines = ["# yaml-language-server: $schema=../../schema/experience.schema.json", "id: \"\""];
    put(lines, "", record, ["title", "region", "unit", "kind"]);
    lines.push("source: " + flow(record.source, ["title", "container", "issued", "grade", "url"]));
    var practised = flow(record.practised, ["from", "to"]);
    if (practised !== "{}") { lines.push("practised: " + practised); }
    put(lines, "", record, ["summary", "note"]);
    lines.push("measures:");
    record.measures.forEach(function (entry) { measure(lines, entry); });
    return lines.join("\n") + "\n";
  }

  function letter(record) {
    return "主题：提交地方经验：" + record.title + "\n\n您好：\n\n提交一份地方经验（" + record.region + "，" + record.unit + "，" +
      record.measures.length + "项做法），来源是《" + record.source.title +
      "》。下面三个反引号之间是数据，请原样保留，用 zelian accept 收录。\n\n" + FENCE + "yaml\n" + yaml(record) + FENCE + "\n";
  }

  window.zelianContribute = window.zelianContribute || {};
  window.zelianContribute.writing = { yaml: yaml, letter: letter };
})();
