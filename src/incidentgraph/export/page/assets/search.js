// Finding a thing by any of its names, in any script, without accents or marks: a combobox after the ARIA pattern.
"use strict";

(() => {
  const { things } = ig.data;
  const input = document.getElementById("query");
  const list = document.getElementById("hits");
  const MOST = 12;
  let index = null; // made at the first letter: ten thousand names take longer to fold than a page may take to open
  let chosen = -1;

  const build = () => things.map((thing) => [...new Set([...Object.values(thing.n ?? {}), ...(thing.a ?? []), thing.id.split("/").pop()]
    .map((name) => ig.fold(ig.cut(name, 300))))]);

  function score(names, words) {
    let best = 0;
    for (const name of names) {
      if (name === words) best = Math.max(best, 4);
      else if (name.startsWith(words)) best = Math.max(best, 3);
      else if (name.includes(` ${words}`)) best = Math.max(best, 2);
      else if (name.includes(words)) best = Math.max(best, 1);
    }
    return best;
  }

  function find() {
    if (input.value) input.dir = "auto"; else input.removeAttribute("dir"); // an empty field keeps the page's side
    const words = ig.fold(input.value);
    index ??= build();
    const hits = words ? index.map((names, i) => [score(names, words), i]).filter(([s]) => s) : [];
    hits.sort(([a, i], [b, j]) => b - a || ig.touching[j].length - ig.touching[i].length || i - j);
    show(hits.slice(0, MOST).map(([, i]) => i), words);
  }

  function show(hits, words) {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !words;
    input.setAttribute("aria-expanded", String(Boolean(words)));
    list.replaceChildren(...hits.map((thing, n) => ig.el("li", {
      id: `hit-${n}`, role: "option", "aria-selected": "false", "data-thing": thing,
      onpointerdown: (event) => { event.preventDefault(); take(thing); },
    }, ig.sign(things[thing].k), ig.el("bdi", {}, ig.cut(ig.name(thing), 80)), ig.el("span", { class: "hit-kind" }, ig.term(things[thing].k)))));
    if (words && !hits.length) list.append(ig.el("li", { class: "none", role: "option", "aria-disabled": "true" }, ig.word("noResults")));
  }

  function move(by) {
    const options = list.querySelectorAll("[data-thing]");
    if (!options.length) return;
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = (chosen + by + options.length) % options.length;
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function take(thing) {
    close();
    input.value = "";
    input.removeAttribute("dir");
    ig.go({ thing }, true);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  input.addEventListener("input", find);
  input.addEventListener("focus", () => { if (input.value) find(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(chosen < 0 ? 0 : -1);
    else if (event.key === "Enter") {
      const option = list.querySelectorAll("[data-thing]")[Math.max(0, chosen)];
      if (!list.hidden && option) take(Number(option.dataset.thing));
    } else if (event.key === "Escape") { input.value = ""; close(); } else return;
    event.preventDefault();
  });
})();
