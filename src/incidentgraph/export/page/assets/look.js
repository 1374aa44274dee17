// Colours, signs and line styles: one table for the canvas and for the page around it.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  // Dash patterns are drawn with round caps, so a dash of no length is a dot.
  ig.DASHES = { Asserted: false, Claimed: [9, 7], Attributed: [9, 7], Suspected: [0.1, 6], Denied: [9, 7] };

  ig.dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  ig.colour = (group) => ig.classOf(group)[ig.dark() ? "dark" : "light"];
  ig.ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const paths = new Map();
  ig.signPath = (group) => {
    if (!paths.has(group)) paths.set(group, new Path2D(ig.classOf(group).sign));
    return paths.get(group);
  };

  const svg = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const drawing = (box, strokes, extra) => {
    const node = svg("svg", { viewBox: box, "aria-hidden": "true", focusable: "false", ...extra });
    for (const d of strokes) node.append(svg("path", { d }));
    return node;
  };

  ig.sign = (group) => {
    const node = drawing("0 0 24 24", [ig.classOf(group).sign], { class: "sign" });
    node.dataset.group = ig.classOf(group).name;
    return node;
  };

  const ICONS = {
    theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
    in: "M12 5v14M5 12h14",
    out: "M5 12h14",
    fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
    back: "M14 6l-6 6 6 6",
    differ: "M5 9h14M5 15h14M16 5L8 19",
    link: "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
  };
  ig.icon = (name) => drawing("0 0 24 24", [ICONS[name]], { class: `glyph glyph-${name}` });

  ig.lineSample = (stance) => {
    const node = drawing("0 0 36 12", ["M2 6H34"], { class: `sample stance-${stance}` });
    if (stance === "Denied") node.append(svg("path", { d: "M14 2l8 8M22 2l-8 8", class: "strike" }));
    return node;
  };

  // The signs' colours as style rules, so that the theme switches them without a redraw.
  const rules = ig.data.classes.filter((c) => !c.as).flatMap((c) => [
    `[data-group="${c.name}"]{--group:${c.light}}`,
    `:root[data-theme="dark"] [data-group="${c.name}"]{--group:${c.dark}}`,
    `@media(prefers-color-scheme:dark){:root:not([data-theme="light"]) [data-group="${c.name}"]{--group:${c.dark}}}`,
  ]);
  const sheet = document.createElement("style");
  sheet.textContent = rules.join("\n");
  document.head.append(sheet);

  // An element with its properties and children; text goes in as text, whatever it holds.
  ig.el = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (key === "class") node.className = value;
      else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };
})();
