// What is drawn on the canvas: discs with signs, badges, strikes, words; each in the colours of the theme.
"use strict";

(() => {
  const FONT = 'system-ui, "Noto Sans", "Segoe UI", "Noto Sans Arabic", "Noto Naskh Arabic", Tahoma, sans-serif';
  const marks = { inks: {} };

  function readInks() {
    const inks = Object.fromEntries(
      ["ground", "text", "muted", "line", "denied", "dispute"].map((name) => [name, ig.ink(name)]));
    inks.lineBright = ig.ink("line-bright");
    inks.onDispute = ig.ink("on-dispute");
    inks.onGroup = ig.dark() ? "#10161c" : "#ffffff";
    inks.groups = Object.fromEntries(ig.data.classes.filter((c) => !c.as).map((c) => [c.name, ig.colour(c.name)]));
    marks.inks = inks;
  }

  function drawDisc(ctx, thing, x, y, r, lifted) {
    const { inks } = marks;
    const colour = inks.groups[ig.groupOf(thing)];
    const stance = ig.stanceOf(thing);
    const sure = stance === "Asserted";
    if (lifted) {
      ctx.beginPath();
      ctx.arc(x, y, r + 5, 0, 2 * Math.PI);
      ctx.fillStyle = colour + "40";
      ctx.fill();
    }
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fillStyle = sure ? colour : inks.ground;
    ctx.fill();
    ctx.lineWidth = 2.2;
    ctx.strokeStyle = sure ? inks.ground : stance === "Denied" ? inks.denied : colour;
    ctx.setLineDash(ig.DASHES[stance] || []);
    ctx.stroke();
    ctx.setLineDash([]);
    const size = (r * 1.16) / 24;
    ctx.save();
    ctx.translate(x - 12 * size, y - 12 * size);
    ctx.scale(size, size);
    ctx.lineWidth = 1.9;
    ctx.lineCap = ctx.lineJoin = "round";
    ctx.strokeStyle = sure ? inks.onGroup : colour;
    ctx.stroke(ig.signPath(ig.groupOf(thing)));
    ctx.restore();
    if (stance === "Denied") drawStrike(ctx, x, y, r * 0.95);
  }

  function drawBadge(ctx, x, y) {
    const { inks } = marks;
    ctx.beginPath();
    ctx.arc(x, y, 8, 0, 2 * Math.PI);
    ctx.fillStyle = inks.dispute;
    ctx.fill();
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = inks.ground;
    ctx.stroke();
    ctx.lineCap = "round";
    ctx.strokeStyle = inks.onDispute;
    ctx.beginPath();
    for (const [ax, ay, bx, by] of [[-3.5, -1.6, 3.5, -1.6], [-3.5, 1.6, 3.5, 1.6], [2.2, -4, -2.2, 4]]) {
      ctx.moveTo(x + ax, y + ay);
      ctx.lineTo(x + bx, y + by);
    }
    ctx.stroke();
  }

  function drawStrike(ctx, x, y, r) {
    const { inks } = marks;
    const cross = () => {
      ctx.beginPath();
      ctx.moveTo(x - r, y - r);
      ctx.lineTo(x + r, y + r);
      ctx.moveTo(x + r, y - r);
      ctx.lineTo(x - r, y + r);
      ctx.stroke();
    };
    ctx.lineCap = "round";
    ctx.strokeStyle = inks.ground;
    ctx.lineWidth = 5;
    cross();
    ctx.strokeStyle = inks.denied;
    ctx.lineWidth = 2.2;
    cross();
  }

  function text(ctx, words, x, y, colour, size) {
    const { inks } = marks;
    ctx.strokeStyle = inks.ground;
    ctx.lineWidth = size * 0.32;
    ctx.strokeText(words, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
  }

  const rowsOf = new Map();
  function wrapped(name, most) {
    const key = `${most} ${name}`;
    if (rowsOf.has(key)) return rowsOf.get(key);
    const rows = [""];
    for (const word of ig.cut(name, 24 * most).split(" ")) {
      const last = rows.length - 1;
      const pause = name.length > 18 && rows.length === 1 && (/[,،]$/.test(rows[0]) || word.startsWith("("));
      const full = rows[last] && (pause || (rows[last] + word).length > 18);
      if (full && rows.length < most) rows.push(word);
      else rows[last] = rows[last] ? `${rows[last]} ${word}` : word;
    }
    rows[rows.length - 1] = ig.cut(rows[rows.length - 1], 26);
    rowsOf.set(key, rows);
    return rows;
  }

  Object.assign(marks, { readInks, drawDisc, drawBadge, drawStrike, text, wrapped, font: (weight, size) => `${weight} ${size}px ${FONT}` });
  ig.marks = marks;
})();
