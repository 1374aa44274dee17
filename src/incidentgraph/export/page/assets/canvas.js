// The picture: vis-network moves and hits, we draw the nodes, the labels and the marks.
"use strict";

(() => {
  const { lines } = ig.data;
  const container = document.getElementById("network");
  const focus = { thing: null, line: null, near: new Set(), hover: null };
  const { drawDisc, drawBadge, drawStrike, text, wrapped, font } = ig.marks;
  let network, nodes, edges;

  // A little larger where the reader is far away, so that signs stay signs.
  const radius = (thing) =>
    Math.min(30, 13 + 2.6 * Math.sqrt(ig.touching[thing].length)) * Math.min(1.7, Math.max(1, 0.75 / network.getScale()));

  // ---- nodes

  const node = (thing, x, y) => ({
    id: thing, x, y, shape: "custom", ctxRenderer: draw, hidden: !ig.showsThing(thing), label: undefined,
  });

  function draw({ ctx, id, x, y, state }) {
    const r = radius(id);
    return {
      drawNode() {
        ctx.save();
        ctx.globalAlpha = faded(id) ? 0.16 : 1;
        drawDisc(ctx, id, x, y, r, state.hover || focus.thing === id);
        if (ig.disputes[id].length) drawBadge(ctx, x + r * 0.75, y - r * 0.75);
        ctx.restore();
      },
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }

  // ---- edges

  const siblings = new Map(); // lines between the same two things, to bend them apart
  const pair = (line) => `${Math.min(line.s, line.o)} ${Math.max(line.s, line.o)}`;
  lines.forEach((line, i) => {
    if (!siblings.has(pair(line))) siblings.set(pair(line), []);
    siblings.get(pair(line)).push(i);
  });

  function bend(i) {
    const line = lines[i];
    const all = siblings.get(pair(line));
    const offset = (all.indexOf(i) - (all.length - 1) / 2) * (line.s < line.o ? 1 : -1);
    if (all.length === 1 || offset === 0 || line.s === line.o) return { enabled: false };
    return { enabled: true, type: offset > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.6, Math.abs(offset) * 0.22) };
  }

  const quiet = (line) => line.t === undefined; // a plain relation, or who speaks of what

  function edge(i) {
    const line = lines[i];
    const denied = line.st === "Denied";
    const bright = focus.line === i || (focus.thing !== null && (line.s === focus.thing || line.o === focus.thing));
    const dim = (focus.thing !== null || focus.line !== null) && !bright;
    const colour = denied ? ig.marks.inks.denied : bright ? ig.marks.inks.lineBright : ig.marks.inks.line;
    return {
      id: i, from: line.s, to: line.o, hidden: !ig.showsLine(i),
      dashes: line.p === "possiblySameAs" ? ig.DASHES.Suspected : ig.DASHES[line.st],
      width: bright ? 2.4 : quiet(line) ? 1.1 : 1.7,
      color: { color: colour, highlight: colour, hover: ig.marks.inks.lineBright, opacity: dim ? 0.16 : 1, inherit: false },
      arrows: { to: { enabled: line.p !== "possiblySameAs", scaleFactor: 0.5 } },
      smooth: bend(i),
    };
  }

  function middle(i) {
    const drawn = network.body.edges[i];
    return drawn && drawn.connected && !drawn.options.hidden ? drawn.edgeType.getPoint(0.5) : null;
  }

  const faded = (thing) => (focus.thing !== null || focus.line !== null) && !focus.near.has(thing);

  // ---- what lies over the graph: strikes, labels of lines, names of things

  function overlay(ctx) {
    const scale = network.getScale();
    for (const item of edges.get({ fields: ["id"], filter: (e) => lines[e.id].x === 1 && !e.hidden })) {
      const at = middle(item.id);
      if (!at || !visible(lines[item.id].s) || !visible(lines[item.id].o)) continue;
      ctx.save();
      ctx.globalAlpha = faded(lines[item.id].s) || faded(lines[item.id].o) ? 0.16 : 1;
      drawStrike(ctx, at.x, at.y, 6);
      ctx.restore();
    }
    drawLineNames(ctx, scale, drawNames(ctx, scale));
  }

  const visible = (thing) => network.body.nodes[thing] && !network.body.nodes[thing].options.hidden;

  const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  const FOREMOST = 24;

  // Names in order of importance; one that would cover another waits until the reader comes nearer. But for the
  // foremost, none covers a node either.
  function drawNames(ctx, scale) {
    const size = Math.min(15, Math.max(11.5, 12 * Math.pow(scale, 0.25))) / scale;
    const view = corners();
    const weight = (i) => (i === focus.thing ? 1e6 : i === focus.hover ? 9e5 : focus.near.has(i) ? 1e5 : 0) + ig.touching[i].length;
    const seen = nodes.getIds().filter((i) => visible(i) && inside(view, network.body.nodes[i]));
    seen.sort((a, b) => weight(b) - weight(a) || a - b);
    const discs = seen.map((i) => {
      const { x, y } = network.body.nodes[i];
      const r = radius(i) * 0.72;
      return [x - r, y - r, x + r, y + r];
    });
    const taken = [];
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    seen.forEach((i, rank) => {
      const strong = i === focus.thing || i === focus.hover;
      ctx.font = font(strong || ig.isEvent(i) ? 600 : 450, size);
      const rows = wrapped(ig.name(i), strong ? 3 : 2);
      const width = Math.max(...rows.map((row) => ctx.measureText(row).width));
      const boxes = places(network.body.nodes[i], radius(i) + 4, width, rows.length * size * 1.2);
      const free = (box) => !taken.some((t) => meets(t, box)) && !discs.some((disc, n) => n !== rank && meets(disc, box));
      const box = boxes.find(free) ?? (strong || (rank < FOREMOST && !taken.some((t) => meets(t, boxes[0]))) ? boxes[0] : null);
      if (!box) return;
      taken.push(box);
      ctx.globalAlpha = faded(i) ? 0.2 : 1;
      rows.forEach((row, n) => text(ctx, row, (box[0] + box[2]) / 2, box[1] + n * size * 1.2, ig.marks.inks.text, size));
    });
    ctx.globalAlpha = 1;
    return [...taken, ...discs];
  }

  // Where a name may stand: below its node, else above, else beside.
  const places = ({ x, y }, r, w, h) => [
    [x - w / 2, y + r, x + w / 2, y + r + h],
    [x - w / 2, y - r - h, x + w / 2, y - r],
    [x + r + 2, y - h / 2, x + r + 2 + w, y + h / 2],
    [x - r - 2 - w, y - h / 2, x - r - 2, y + h / 2],
  ];

  function drawLineNames(ctx, scale, taken) {
    const shown = focus.line !== null ? [focus.line] : focus.thing !== null ? ig.touching[focus.thing] : [];
    if (shown.length > 16) return; // so many would only cover each other
    const size = 11 / scale;
    ctx.font = font(500, size);
    ctx.textBaseline = "middle";
    for (const i of shown) {
      const at = visible(lines[i].s) && visible(lines[i].o) ? middle(i) : null;
      if (!at) continue;
      const words = ig.term(lines[i].p);
      const w = ctx.measureText(words).width;
      const y = at.y + (lines[i].x === 1 ? 15 / scale : 0);
      const box = [at.x - w / 2, y - size * 0.7, at.x + w / 2, y + size * 0.7];
      if (focus.line === null && taken.some((t) => meets(t, box))) continue;
      taken.push(box);
      text(ctx, words, at.x, y, lines[i].st === "Denied" ? ig.marks.inks.denied : ig.marks.inks.muted, size * 1.3);
    }
  }

  function corners() {
    const a = network.DOMtoCanvas({ x: -80, y: -40 });
    const b = network.DOMtoCanvas({ x: container.clientWidth + 80, y: container.clientHeight + 40 });
    return [a.x, a.y, b.x, b.y];
  }
  const inside = (view, at) => at.x >= view[0] && at.x <= view[2] && at.y >= view[1] && at.y <= view[3];

  // ---- what the rest of the page asks of the picture

  const picture = {
    start(first, onPick) {
      ig.marks.readInks();
      const drawn = new Set(first.map((n) => n.id));
      nodes = new vis.DataSet(first.map((n) => node(n.id, n.x, n.y)));
      edges = new vis.DataSet(lines.flatMap((line, i) => (drawn.has(line.s) && drawn.has(line.o) ? [edge(i)] : [])));
      network = new vis.Network(container, { nodes, edges }, {
        physics: false,
        layout: { improvedLayout: false },
        interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, hideEdgesOnDrag: edges.length > 1500, selectConnectedEdges: false },
        edges: { selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
      });
      picture.network = network;
      network.on("beforeDrawing", (ctx) => { ctx.lineCap = "round"; });
      network.on("afterDrawing", overlay);
      network.on("hoverNode", ({ node: id }) => { focus.hover = id; container.style.cursor = "pointer"; });
      network.on("blurNode", () => { focus.hover = null; container.style.cursor = ""; });
      network.on("hoverEdge", () => { container.style.cursor = "pointer"; });
      network.on("blurEdge", () => { container.style.cursor = ""; });
      network.on("click", ({ nodes: [thing], edges: [line] }) =>
        onPick(thing !== undefined ? { thing } : line !== undefined ? { line } : {}));
      // vis-network counts a double click from when the first click is done with, and misses it on a slow machine; the
      // browser's own event is not there on every touch screen. So both count, as one.
      container.addEventListener("dblclick", (event) => {
        const box = container.getBoundingClientRect();
        twice(network.getNodeAt({ x: event.clientX - box.left, y: event.clientY - box.top }));
      });
      network.on("doubleClick", ({ nodes: [thing] }) => twice(thing));
      round(nodes.getIds());
      picture.fit(false);
    },

    shown: () => nodes.length,
    has: (thing) => nodes.get(thing) !== null,

    // Adds things beside one that is drawn, each on the nearest free spot, away from the middle of the picture.
    add(list, beside) {
      const fresh = list.filter((thing) => !picture.has(thing));
      const at = beside !== null && picture.has(beside) ? network.getPosition(beside) : network.getViewPosition();
      const spots = freeSpots(at, fresh.length);
      nodes.add(fresh.map((thing, i) => node(thing, ...spots[i])));
      round(fresh);
      const added = new Set(fresh);
      const joined = new Set(fresh.flatMap((thing) => ig.touching[thing]).filter((i) => picture.has(lines[i].s) && picture.has(lines[i].o)));
      edges.add([...joined].filter((i) => added.has(lines[i].s) || added.has(lines[i].o)).map(edge));
    },

    pick({ thing = null, line = null }) {
      const before = new Set([...marked(), ...(focus.thing === null && focus.line === null ? [] : ["all"])]);
      Object.assign(focus, { thing, line });
      focus.near = new Set(thing !== null ? [thing, ...ig.touching[thing].filter(ig.showsLine).map((i) => ig.other(i, thing))]
        : line !== null ? [lines[line].s, lines[line].o] : []);
      if (before.size || thing !== null || line !== null) edges.update(edges.getIds().map(edge));
      network.unselectAll();
      network.redraw();
    },

    look(thing, line) {
      const places = [thing, ...(line === null ? [] : [lines[line].s, lines[line].o])].filter((i) => i !== null && picture.has(i));
      if (places.length) show(places, Math.max(network.getScale(), 0.85), true);
    },

    refresh() {
      ig.marks.readInks();
      nodes.update(nodes.getIds().map((id) => ({ id, hidden: !ig.showsThing(id) })));
      edges.update(edges.getIds().map(edge));
      network.redraw();
    },

    fit(animated = true) {
      const places = nodes.getIds().filter((i) => ig.showsThing(i));
      if (places.length) show(places, null, animated);
    },

    // Some things and what surrounds them, all in view.
    frame(list) {
      show(list.filter(picture.has), null, true);
    },

    zoom(by) {
      network.moveTo({ scale: network.getScale() * by, animation: motion() });
    },
  };

  // Moves to the middle of some nodes, beside the legend where that lies open; without a scale, so that all fit in.
  function show(places, scale, animated) {
    network.setSize("100%", "100%"); // the panel of a phone has grown or shrunk
    const at = Object.values(network.getPositions(places));
    const [left, right] = [Math.min(...at.map((p) => p.x)), Math.max(...at.map((p) => p.x))];
    const [top, bottom] = [Math.min(...at.map((p) => p.y)), Math.max(...at.map((p) => p.y))];
    const legend = document.getElementById("legend");
    const covered = legend.open && container.clientWidth > 700 ? legend.offsetWidth + 8 : 0;
    const [width, height] = [container.clientWidth - covered, container.clientHeight];
    const all = Math.min((width - 120) / Math.max(1, right - left), (height - 110) / Math.max(1, bottom - top), 1.25);
    const side = document.documentElement.dir === "rtl" ? -1 : 1;
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: scale ?? Math.max(all, 0.05),
      offset: { x: (side * covered) / 2, y: -10 }, animation: animated && motion(),
    });
  }

  let last = 0;
  function twice(thing) {
    if (thing === undefined || performance.now() - last < 600) return;
    ig.grow(thing);
    last = performance.now();
  }

  // Arrows end at the disc, not at the square around it.
  function round(list) {
    for (const thing of list) network.body.nodes[thing].shape.distanceToBorder = () => radius(thing) + 3;
  }

  const marked = () => (focus.thing !== null ? ig.touching[focus.thing] : focus.line !== null ? [focus.line] : []);
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  function freeSpots(at, count) {
    const held = Object.values(network.getPositions()).map((p) => [p.x, p.y]);
    const outward = Math.atan2(at.y, at.x);
    const spots = [];
    for (let ring = 1; spots.length < count; ring++) {
      const reach = 60 + ring * 75;
      const steps = Math.floor((2 * Math.PI * reach) / 95);
      for (let k = 0; k < steps && spots.length < count; k++) {
        const angle = outward + (k % 2 ? 1 : -1) * Math.ceil(k / 2) * ((2 * Math.PI) / steps);
        const spot = [at.x + reach * Math.cos(angle), at.y + reach * Math.sin(angle)];
        if ([...held, ...spots].every(([x, y]) => Math.hypot(x - spot[0], y - spot[1]) > 70)) spots.push(spot);
      }
    }
    return spots;
  }

  ig.picture = picture;
})();
