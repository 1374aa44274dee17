// Who is linked to what: places of things, statements, claims and lines, looked up once.
"use strict";

(() => {
  const { articles, things, statements, claims, lines, conflicts, classes } = ig.data;
  const lists = (n) => Array.from({ length: n }, () => []);

  ig.said = lists(things.length); // statements about a thing
  ig.named = lists(things.length); // statements that name it as their object
  ig.touching = lists(things.length); // lines that end at it
  ig.disputes = lists(things.length); // conflicts about it
  ig.statementOf = new Int32Array(claims.length).fill(-1);

  statements.forEach((statement, i) => {
    ig.said[statement.s].push(i);
    if (typeof statement.o === "number" && statement.o !== statement.s) ig.named[statement.o].push(i);
    for (const claim of statement.c ?? []) ig.statementOf[claim] = i;
  });
  lines.forEach((line, i) => {
    ig.touching[line.s].push(i);
    if (line.o !== line.s) ig.touching[line.o].push(i);
  });
  conflicts.forEach((conflict, i) => ig.disputes[conflict.s].push(i));

  ig.placeOf = new Map(things.map((thing, i) => [thing.id, i]));
  ig.EVENTS = new Set(["Outage", "Attack", "Contribution", "Incident", "Event"]);
  ig.STANCES = ["Asserted", "Claimed", "Attributed", "Suspected", "Denied"];

  const byName = new Map(classes.map((c) => [c.name, c]));
  ig.classOf = (kind) => byName.get(byName.get(kind)?.as ?? kind) ?? byName.get("Organization");
  ig.groupOf = (thing) => ig.classOf(things[thing].k).name;
  ig.isEvent = (thing) => ig.EVENTS.has(things[thing].k);

  // The best stance in which an event's existence is told; everything else simply exists.
  ig.stanceOf = (thing) => things[thing].f?.strongestStance ?? "Asserted";
  ig.other = (line, thing) => (lines[line].s === thing ? lines[line].o : lines[line].s);

  ig.name = (thing) => {
    const names = things[thing].n ?? {};
    const code = [ig.language, "mul", "", "en", "fr", "ar", ...Object.keys(names)].find((c) => names[c]);
    const text = code === undefined ? decodeURIComponent(things[thing].id.split("/").pop()).replaceAll("-", " ") : names[code];
    return ig.readable(text) || things[thing].id;
  };

  // How many witnesses some articles are: copies and translations of one dispatch are one.
  ig.witnesses = (places) => new Set([...places].map((a) => articles[a]?.w ?? -1 - a)).size;
  ig.articlesOf = (list) => new Set(list.map((claim) => claims[claim].a));

  // In which stances a statement is told, the surest first, with how many witnesses.
  ig.stances = (statement) => {
    const all = statements[statement].c ?? [];
    return ig.STANCES.map((s) => [s, ig.witnesses(ig.articlesOf(all.filter((claim) => claims[claim].st === s)))]).filter(([, n]) => n);
  };

  // Whether the reader sees it: in the mode "facts", only what is established.
  ig.mode = "all";
  ig.hiddenGroups = new Set();
  ig.hiddenStances = new Set();
  ig.showsStatement = (i) => (ig.mode === "all" || statements[i].f === 1) &&
    (!statements[i].c || statements[i].c.some((claim) => !ig.hiddenStances.has(claims[claim].st)));
  ig.showsLine = (i) => (ig.mode === "all" || lines[i].f === 1) && !ig.hiddenStances.has(lines[i].st);
  ig.showsThing = (i) => {
    if (ig.hiddenGroups.has(ig.groupOf(i)) || (ig.isEvent(i) && ig.hiddenStances.has(ig.stanceOf(i)))) return false;
    if (ig.mode === "all") return true;
    if (ig.stanceOf(i) !== "Asserted") return false;
    // Who is linked to nothing but rumours goes with them; who was alone from the start stays.
    return !ig.touching[i].length || ig.touching[i].some((l) => ig.showsLine(l) && ig.stanceOf(ig.other(l, i)) === "Asserted");
  };
})();
