// The small parts of the panel: things as buttons, stances as badges, quotes with their article.
"use strict";

(() => {
  const { articles, claims, quotes, statements } = ig.data;
  const el = ig.el;

  ig.thingButton = (thing, extra) =>
    el("button", { type: "button", class: "thing", onclick: () => ig.go({ thing }) },
      ig.sign(ig.data.things[thing].k), el("bdi", {}, ig.cut(ig.name(thing), 160)), extra);

  const hint = (stance) => ig.data.hints[stance]?.[ig.language] ?? "";
  ig.differ = (words) => el("span", { class: "disputed" }, ig.icon("differ"), words);

  ig.badge = (stance, count) =>
    el("span", { class: `badge stance-${stance}`, title: hint(stance) },
      ig.lineSample(stance), ig.term(stance), count > 1 ? el("span", { class: "count" }, `×${ig.number(count)}`) : null);

  ig.badges = (statement) => el("span", { class: "badges" }, ig.stances(statement).map(([stance, n]) => ig.badge(stance, n)));

  // How well something is supported: witnesses, and articles where there are more of them.
  ig.support = (places) => {
    const [told, seen] = [places.size, ig.witnesses(places)];
    return told === seen ? ig.word("witnesses", seen) : `${ig.word("witnesses", seen)} (${ig.word("articles", told)})`;
  };
  ig.supportOf = (list) => {
    const places = ig.articlesOf(list);
    return places.size > 1 ? el("span", { class: "witnesses" }, ig.support(places)) : null;
  };

  // What a statement says of its subject: a thing to go to, or a value.
  ig.objectOf = (statement) => {
    const object = statements[statement].o;
    return typeof object === "number" ? ig.thingButton(object) : el("bdi", { class: "value" }, ig.cut(ig.value(object), 400));
  };

  const day = (text) => ig.moment(/^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : text);

  // Where it was written: title, outlet and date; a link only where the address is of the web.
  ig.articleLine = (place) => {
    const article = articles[place];
    if (!article) return null;
    const title = ig.cut(ig.plain(article.t ?? ""), 180);
    const words = title ? el("bdi", { lang: article.l, dir: ig.directionOf(article.l) }, title)
      : el("bdi", { dir: "ltr" }, article.id || ig.word("noTitle"));
    const safe = webAddress(article.u);
    const head = safe
      ? el("a", { class: "headline", href: safe, target: "_blank", rel: "noopener noreferrer nofollow", title: ig.word("opens") }, words, ig.icon("link"))
      : el("span", { class: "headline" }, words);
    const about = [article.o && ig.cut(ig.plain(article.o), 80), article.d && day(article.d)].filter(Boolean);
    const parts = about.map((text) => el("span", {}, el("bdi", {}, text)));
    if (article.c) parts.push(el("span", { class: "copy", title: ig.word("oneWitness") }, article.c.map((kind) => ig.word(kind)).join(" · ")));
    return el("span", { class: "source" }, head,
      el("span", { class: "meta" }, parts, languageTag(article.l)));
  };

  function languageTag(code) {
    if (!code || code === "und") return null;
    const names = new Intl.DisplayNames([ig.language], { type: "language", fallback: "code" });
    let name = code;
    try { name = names.of(code); } catch (error) { if (!(error instanceof RangeError)) throw error; }
    return el("span", { class: "tongue" }, name);
  }

  function webAddress(text) {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch (error) {
      if (error instanceof TypeError) return null; // not an address
      throw error;
    }
  }

  // Who says so, when it held, how the role stands.
  function conditions(claim) {
    const key = claim.st === "Denied" ? "denies" : claim.st === "Claimed" ? "says" : "according";
    const who = claim.by !== undefined ? ig.name(claim.by) : claim.w && ig.plain(claim.w);
    const parts = [];
    if (who) parts.push(spoken(key, claim.by !== undefined ? ig.thingButton(claim.by) : el("bdi", {}, ig.cut(who, 120))));
    if (claim.rs) parts.push(el("span", {}, ig.term(claim.rs)));
    if (claim.r0) parts.push(el("span", {}, ig.word("from", ig.moment(claim.r0))));
    if (claim.r1) parts.push(el("span", {}, ig.word("until", ig.moment(claim.r1))));
    if (claim.at) parts.push(el("span", {}, ig.word("asOf", ig.moment(claim.at))));
    return parts.length ? el("span", { class: "conditions" }, parts) : null;
  }

  function spoken(key, who) {
    const [before, after] = ig.word(key).split("{}");
    return el("span", { class: "speaker" }, before, who, after);
  }

  ig.words = (place) => (claims[place].e ?? []).map((i) => {
    const [text, language] = quotes[i];
    const code = language || articles[claims[place].a]?.l;
    return el("blockquote", { lang: code, dir: ig.directionOf(code) }, text);
  });

  // One claim: the exact words in their own script and direction, and where they stand; with its stance, unless that
  // stands above it already.
  ig.quote = (place, badge = true) => {
    const claim = claims[place];
    const held = [badge ? ig.badge(claim.st) : null, conditions(claim)].filter(Boolean);
    return el("figure", { class: `quote stance-${claim.st}` },
      held.length ? el("div", { class: "held" }, held) : null, ig.words(place), el("figcaption", {}, ig.articleLine(claim.a)));
  };

  // The surest claim open, the others behind a line that says how many there are.
  ig.quotesOf = (list, badge = true, open = 1) => {
    const sorted = [...list].sort((a, b) => ig.STANCES.indexOf(claims[a].st) - ig.STANCES.indexOf(claims[b].st) || a - b);
    const rest = sorted.slice(open);
    return [
      ...sorted.slice(0, open).map((c) => ig.quote(c, badge)),
      rest.length ? ig.folded(ig.word("quotes", rest.length), () => rest.map((c) => ig.quote(c, badge))) : null,
    ];
  };

  // A part that is made when it is opened for the first time: large graphs have many.
  ig.folded = (title, make, properties = {}) => {
    const node = el("details", properties, el("summary", {}, title));
    node.addEventListener("toggle", () => { if (node.open && node.children.length === 1) node.append(...[make()].flat()); });
    return node;
  };
})();
