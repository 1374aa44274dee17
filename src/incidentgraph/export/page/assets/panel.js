// The panel: the overview, one thing with all that is said of it, or one line.
"use strict";

(() => {
  const { articles, claims, conflicts, lines, statements, things } = ig.data;
  const el = ig.el;
  const ORDER = ["type", "affectedService", "affectedCompany", "target", "attackKind", "perpetrator", "donor", "recipient", "amount",
    "date", "weekday", "startTime", "endTime", "duration", "reportCount", "place", "resolved", "causeKind", "causedBy",
    "holdsRole", "roleIn", "ownerOf", "founderOf", "parentOf", "operatorOf", "acquired"];
  const rank = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const FEW = 8;

  const section = (title, ...children) => {
    const content = children.flat().filter(Boolean);
    return content.length ? el("section", {}, el("h3", {}, title), content) : null;
  };

  function grouped(list, key) {
    const groups = new Map();
    for (const item of list) {
      if (!groups.has(key(item))) groups.set(key(item), []);
      groups.get(key(item)).push(item);
    }
    return [...groups].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  const strength = (i) => (statements[i].f ? 1e6 : 0) + ig.witnesses(ig.articlesOf(statements[i].c ?? [])) - 1e3 * ig.STANCES.indexOf(ig.stances(i)[0]?.[0]);
  // The first of many, and the rest behind a line; `wrap` puts each of the two parts together.
  const few = (items, wrap = (made) => made) =>
    items.length <= FEW + 2 ? [wrap(items.map((make) => make()))].flat() : [
      wrap(items.slice(0, FEW).map((make) => make())),
      ig.folded(ig.word("all", items.length), () => wrap(items.slice(FEW).map((make) => make())), { class: "rest" }),
    ].flat();
  const list = (items) => few(items, (made) => el("ul", { class: "list" }, made));

  // ---- a thing

  function dates(thing) {
    const { earliestDate: from, latestDate: to } = things[thing].f ?? {};
    if (!from && !to) return null;
    return ig.days(from, to);
  }

  function standing(thing) {
    if (!ig.isEvent(thing)) return null;
    const stance = ig.stanceOf(thing);
    const told = ig.said[thing].filter((i) => statements[i].p === "type").flatMap((i) => statements[i].c ?? []);
    const affirmed = ig.articlesOf(told.filter((c) => claims[c].st !== "Denied"));
    return el("p", { class: "standing" }, ig.badge(stance),
      dates(thing) && el("span", { class: "when" }, dates(thing)),
      affirmed.size ? el("span", { class: "witnesses" }, ig.support(affirmed)) : null);
  }

  function heading(thing) {
    const item = things[thing];
    const shown = ig.name(thing);
    // An incident has no name of its own: its labels say the same in each language.
    const names = ig.isEvent(thing) ? [] : Object.entries(item.n ?? {}).filter(([, text]) => ig.plain(text) !== shown);
    const aliases = item.a ?? [];
    return el("header", { class: "head" },
      el("p", { class: "kind" }, ig.sign(item.k), ig.term(item.k)),
      el("h2", { tabindex: "-1" }, el("bdi", {}, ig.cut(shown, 300))),
      names.length ? el("p", { class: "names" }, names.map(([code, text]) =>
        el("bdi", { lang: code || null }, ig.cut(ig.plain(text), 200)))) : null,
      standing(thing),
      /^Q\d+$/.test(item.q ?? "") ? el("p", { class: "names" }, el("a", { href: `https://www.wikidata.org/wiki/${item.q}`,
        target: "_blank", rel: "noopener noreferrer" }, `Wikidata ${item.q}`, ig.icon("link"))) : null,
      aliases.length ? ig.folded(ig.word("otherNames", aliases.length), () =>
        el("p", { class: "names" }, aliases.map((text) => el("bdi", {}, ig.cut(ig.plain(text), 200))))) : null);
  }

  // One property with its values; of each, who holds it how, and the quotes.
  function fact([property, list], incoming) {
    const sorted = [...list].sort((a, b) => strength(b) - strength(a) || a - b);
    const rows = sorted.map((i) => () => el("div", { class: statements[i].f ? "row" : "row unsure" },
      el("div", { class: "told" }, incoming ? ig.thingButton(statements[i].s) : ig.objectOf(i), ig.badges(i),
        ig.supportOf(statements[i].c ?? [])),
      ig.quotesOf(statements[i].c ?? [], ig.stances(i).length > 1)));
    return el("div", { class: "fact" },
      el("h4", { class: incoming ? "incoming" : null }, ig.term(property)), few(rows));
  }

  function facts(thing) {
    const list = ig.said[thing].filter((i) => ig.showsStatement(i) && (statements[i].p !== "type" || ig.isEvent(thing)));
    const relations = ig.touching[thing].filter((i) => lines[i].t === undefined && !lines[i].c).map((i) =>
      el("div", { class: "fact" }, el("h4", { class: lines[i].s === thing ? null : "incoming" }, ig.term(lines[i].p)),
        el("div", { class: "row" }, ig.thingButton(ig.other(i, thing)))));
    return section(ig.word("facts"), grouped(list, (i) => statements[i].p).map((g) => fact(g, false)), relations);
  }

  function incoming(thing) {
    const list = ig.named[thing].filter(ig.showsStatement);
    return section(ig.word("saidOf"), grouped(list, (i) => statements[i].p).map((g) => fact(g, true)));
  }

  function dispute(place) {
    const conflict = conflicts[place];
    const sides = conflict.sides.map((side) => {
      const told = [...new Set(side.map((c) => ig.statementOf[c]))].filter((i) => i >= 0);
      const denied = side.every((c) => claims[c].st === "Denied");
      return el("div", { class: denied ? "side denied" : "side" },
        told.map((i) => el("div", { class: "told" }, conflict.p && statements[i].p !== conflict.p
          ? el("span", { class: "prop" }, ig.term(statements[i].p)) : null, ig.objectOf(i))),
        ig.quotesOf(side));
    });
    const between = sides.flatMap((side, i) => (i ? [el("div", { class: "versus" }, ig.word("versus")), side] : [side]));
    return el("section", { class: "dispute" },
      el("h3", {}, el("span", { class: "mark" }, ig.icon("differ")), ig.term(conflict.p || conflict.k),
        el("span", { class: "conflict-kind" }, ig.term(conflict.k))), between);
  }

  function namedIn(thing) {
    const mentions = ig.isEvent(thing) ? [] : ig.said[thing].filter((i) => statements[i].p === "type").flatMap((i) => statements[i].c ?? []);
    const quoted = new Map(mentions.map((c) => [claims[c].a, c]));
    const all = [...new Set([...(things[thing].in ?? []), ...quoted.keys()])].filter((a) => articles[a]).sort((a, b) => a - b);
    if (!all.length) return null;
    const item = (a) => el("li", {}, ig.articleLine(a),
      quoted.has(a) ? ig.folded(ig.word("firstWords"), () => ig.words(quoted.get(a))) : null);
    return el("section", {}, ig.folded(el("h3", {}, `${ig.word("namedIn")} · ${ig.support(new Set(all))}`),
      () => el("ul", { class: "list" }, all.map(item)), { class: "block" }));
  }

  function expander(thing) {
    const hidden = new Set(ig.touching[thing].map((i) => ig.other(i, thing)).filter((i) => !ig.picture.has(i)));
    if (!hidden.size) return null;
    return el("button", { type: "button", class: "wide", onclick: () => ig.grow(thing) }, ig.word("expand", hidden.size));
  }

  const back = () => el("button", { type: "button", class: "back", onclick: () => ig.go({}) }, ig.icon("back"), ig.word("back"));

  const thingView = (thing) => {
    const parts = [facts(thing), incoming(thing)];
    return [back(), heading(thing), expander(thing), ig.disputes[thing].map(dispute),
      parts.some(Boolean) ? parts : el("p", { class: "hint" }, ig.word("nothingEstablished")), namedIn(thing)];
  };

  // ---- a line

  const lineView = (line) => {
    const { s, p, o, t, c } = lines[line];
    return [back(), el("header", { class: "head" },
      el("h2", { tabindex: "-1", class: "triple" }, ig.thingButton(s), el("span", { class: "arrow" }, ig.term(p)), ig.thingButton(o)),
      t === undefined ? null : ig.badges(t), ig.supportOf(c ?? statements[t]?.c ?? [])),
    (c ?? statements[t]?.c ?? []).map((i) => ig.quote(i))];
  };

  // ---- nothing chosen

  const latest = (a, b) => {
    const day = (i) => things[i].f?.latestDate ?? things[i].f?.earliestDate ?? "";
    return (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0) || ig.touching[b].length - ig.touching[a].length || a - b;
  };

  function incidentRow(thing) {
    return el("li", {}, ig.thingButton(thing, el("span", { class: "sub" },
      dates(thing) ? el("span", {}, dates(thing)) : null,
      ig.stanceOf(thing) === "Asserted" ? null : ig.badge(ig.stanceOf(thing)),
      ig.disputes[thing].length ? ig.differ(ig.number(ig.disputes[thing].length)) : null)));
  }

  const overview = () => {
    const shown = things.map((_, i) => i).filter(ig.showsThing);
    const events = shown.filter(ig.isEvent).sort(latest);
    const disputed = [...new Set(conflicts.map((c) => c.s))].filter(ig.showsThing);
    const kinds = grouped(shown.filter((i) => !ig.isEvent(i)), ig.groupOf);
    const order = ig.data.classes.map((c) => c.name);
    kinds.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    return [
      el("header", { class: "head" }, el("h2", { tabindex: "-1" }, el("bdi", {}, document.title)), el("p", { class: "counts" }, [
        ["articles", articles.length], ["witnesses", articles.some((a) => a.w) ? ig.witnesses(articles.keys()) : 0],
        ["incidentsN", things.filter((_, i) => ig.isEvent(i)).length],
        ["things", things.length], ["conflictsN", conflicts.length],
      ].filter(([, n]) => n).map(([key, n]) => el("span", {}, ig.word(key, n))))),
      events.length ? section(ig.word("incidents"), list(events.map((i) => () => incidentRow(i)))) : null,
      disputed.length ? section(ig.word("conflicts"), list(disputed.map((i) => () => el("li", {},
        ig.thingButton(i, el("span", { class: "sub" }, ig.disputes[i].map((c) =>
          ig.differ(ig.term(conflicts[c].p || conflicts[c].k))))))))) : null,
      kinds.map(([group, all]) => ig.folded(el("h3", {}, ig.sign(group), ig.term(group), el("span", { class: "count" }, ig.number(all.length))),
        () => list(all.sort((a, b) => ig.touching[b].length - ig.touching[a].length || a - b)
          .map((i) => () => el("li", {}, ig.thingButton(i)))), { class: "block" })),
    ];
  };

  ig.showPanel = ({ thing = null, line = null }) => {
    const content = document.getElementById("content");
    const view = thing !== null ? thingView(thing) : line !== null ? lineView(line) : overview();
    content.replaceChildren(...view.flat(3).filter(Boolean));
    document.getElementById("panel").scrollTop = 0;
  };
})();
