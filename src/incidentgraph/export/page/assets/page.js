// The page as a whole: what is chosen, in which language, mode and theme; kept in the address, so that a view can be
// shared and the browser's back button undoes a step.
"use strict";

(() => {
  const { lines, things } = ig.data;
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const MANY = 40; // so many neighbours come on one double click, the most connected first
  let chosen = {};

  // ---- the address

  function address() {
    const parts = new URLSearchParams();
    if (chosen.thing !== undefined) parts.set("thing", things[chosen.thing].id);
    if (chosen.line !== undefined) parts.set("line", [things[lines[chosen.line].s].id, lines[chosen.line].p, things[lines[chosen.line].o].id].join(" "));
    if (ig.mode !== "all") parts.set("show", ig.mode);
    if (ig.hiddenGroups.size) parts.set("hide", [...ig.hiddenGroups].sort().join(" "));
    if (ig.hiddenStances.size) parts.set("without", [...ig.hiddenStances].sort().join(" "));
    if (ig.language !== preferred()) parts.set("lang", ig.language);
    return `#${parts}`;
  }

  function read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    ig.language = ig.LANGUAGES.includes(parts.get("lang")) ? parts.get("lang") : preferred();
    ig.mode = parts.get("show") === "facts" ? "facts" : "all";
    ig.hiddenGroups = named(parts.get("hide"));
    ig.hiddenStances = named(parts.get("without"));
    const thing = ig.placeOf.get(parts.get("thing"));
    const [s, p, o] = (parts.get("line") ?? "").split(" ");
    const line = lines.findIndex((l) => things[l.s].id === s && l.p === p && things[l.o].id === o);
    chosen = thing !== undefined ? { thing } : line >= 0 ? { line } : {};
  }

  const named = (text) => new Set((text ?? "").split(" ").filter(Boolean));
  const preferred = () => {
    const asked = ig.data.language ?? (navigator.language || "en").slice(0, 2);
    return ig.LANGUAGES.includes(asked) ? asked : "en";
  };
  const write = (step) => history[step ? "pushState" : "replaceState"](null, "", address());

  // ---- choosing

  // Chooses a thing, a line or nothing; `look` brings it into view.
  ig.go = (target, look = target.thing !== undefined) => {
    const same = target.thing === chosen.thing && target.line === chosen.line;
    chosen = target;
    if (!same) write(true);
    present(look, true);
  };

  function present(look, focus) {
    const { thing = null, line = null } = chosen;
    if (thing !== null) bringIn(thing);
    ig.picture.pick({ thing, line });
    ig.showPanel({ thing, line });
    document.body.dataset.view = thing !== null || line !== null ? "detail" : "overview";
    if (focus && (thing !== null || line !== null)) byId("content").querySelector("h2").focus({ preventScroll: true });
    if (look) ig.picture.look(thing, line);
    count();
  }

  // A thing that is not drawn yet comes with what joins it to the picture.
  function bringIn(thing) {
    if (ig.picture.has(thing)) return;
    const neighbours = ranked(thing);
    const drawn = neighbours.find((i) => ig.picture.has(i));
    ig.picture.add([thing, ...(drawn === undefined ? neighbours.slice(0, 6) : [])], drawn ?? null);
  }

  const ranked = (thing) => [...new Set(ig.touching[thing].map((l) => ig.other(l, thing)))]
    .sort((a, b) => ig.touching[b].length - ig.touching[a].length || a - b);

  ig.grow = (thing) => {
    const fresh = ranked(thing).filter((i) => !ig.picture.has(i)).slice(0, MANY);
    if (fresh.length) ig.picture.add(fresh, thing);
    chosen = { thing };
    write(false);
    present(false, false);
    if (fresh.length) ig.picture.frame([thing, ...fresh]);
  };

  function count() {
    const linked = things.filter((_, i) => ig.touching[i].length).length;
    const drawn = things.filter((_, i) => ig.touching[i].length && ig.picture.has(i)).length;
    byId("more").hidden = drawn === linked;
    byId("more").textContent = ig.word("more").replace("{n}", ig.number(drawn)).replace("{all}", ig.number(linked));
  }

  // ---- language, mode, theme, legend

  function translate() {
    root.lang = ig.language;
    root.dir = ig.directionOf(ig.language);
    byId("language").value = ig.language;
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = ig.word(node.dataset.word);
    for (const node of document.querySelectorAll("[data-word-label]")) node.setAttribute("aria-label", ig.word(node.dataset.wordLabel));
    for (const node of document.querySelectorAll("[data-word-title]")) node.title = ig.word(node.dataset.wordTitle);
    for (const node of document.querySelectorAll("[data-word-placeholder]")) node.placeholder = ig.word(node.dataset.wordPlaceholder);
    legend();
  }

  function legend() {
    const counts = new Map();
    things.forEach((_, i) => counts.set(ig.groupOf(i), (counts.get(ig.groupOf(i)) ?? 0) + 1));
    byId("kinds").replaceChildren(...ig.data.classes.filter((c) => counts.has(c.name)).map((c) => ig.el("button", {
      type: "button", "data-kind": c.name, "aria-pressed": String(!ig.hiddenGroups.has(c.name)), onclick: () => toggle(c.name),
    }, ig.sign(c.name), ig.el("span", {}, ig.term(c.name)), ig.el("span", { class: "count" }, ig.number(counts.get(c.name))))));
    byId("stances").replaceChildren(...[["Asserted"], ["Claimed", "Attributed"], ["Suspected"], ["Denied"]].map((names) =>
      ig.el("button", { type: "button", "data-stance": names[0], "aria-pressed": String(!ig.hiddenStances.has(names[0])),
        onclick: () => toggleStance(names) }, ig.lineSample(names[0]), ig.el("span", {}, names.map(ig.term).join(" · ")))));
  }

  function toggle(group) {
    if (!ig.hiddenGroups.delete(group)) ig.hiddenGroups.add(group);
    update();
    byId("kinds").querySelector(`[data-kind="${group}"]`).focus();
  }

  function toggleStance(names) {
    for (const name of names) if (!ig.hiddenStances.delete(name)) ig.hiddenStances.add(name);
    update();
    byId("stances").querySelector(`[data-stance="${names[0]}"]`).focus();
  }

  function setMode(mode) {
    ig.mode = mode;
    update();
  }

  function update() {
    write(false);
    apply();
  }

  // Everything that language, mode and filters change, shown anew.
  function apply() {
    translate();
    for (const button of document.querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", String(button.dataset.mode === ig.mode));
    ig.picture.refresh();
    present(false, false);
  }

  function setTheme() {
    root.dataset.theme = ig.dark() ? "light" : "dark";
    ig.picture.refresh();
  }

  // ---- wiring

  function wire() {
    for (const button of document.querySelectorAll("[data-mode]")) button.addEventListener("click", () => setMode(button.dataset.mode));
    byId("language").addEventListener("change", (event) => { ig.language = event.target.value; update(); });
    for (const [id, icon, act] of [
      ["theme", "theme", setTheme],
      ["zoom-in", "in", () => ig.picture.zoom(1.35)],
      ["zoom-out", "out", () => ig.picture.zoom(1 / 1.35)],
      ["fit", "fit", () => ig.picture.fit()],
    ]) {
      byId(id).append(ig.icon(icon));
      byId(id).addEventListener("click", act);
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => ig.picture.refresh());
    addEventListener("popstate", () => { read(); apply(); });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) ig.go({});
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
        event.preventDefault();
        byId("query").focus();
      }
    });
    let width = innerWidth; // a phone's keyboard changes the height alone, and should not move the picture
    addEventListener("resize", () => {
      if (innerWidth !== width) ig.picture.fit(false);
      width = innerWidth;
    });
  }

  read();
  byId("empty").hidden = things.length > 0;
  byId("legend").open = matchMedia("(min-width: 760px) and (min-height: 600px)").matches;
  translate();
  ig.picture.start(JSON.parse(byId("drawn-nodes").textContent), (target) => ig.go(target, false));
  wire();
  for (const button of document.querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", String(button.dataset.mode === ig.mode));
  present(chosen.thing !== undefined, false);
  ig.picture.network.once("afterDrawing", () => {
    performance.mark("ready");
    window.__ready = true;
  });
})();
