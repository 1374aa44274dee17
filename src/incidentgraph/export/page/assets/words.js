// The interface's words, the ontology's labels and the values of facts, in the language that is chosen.
"use strict";

const ig = {};

ig.data = JSON.parse(document.getElementById("data").textContent);

ig.LANGUAGES = ["en", "fr", "ar"];
ig.RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur", "ps", "ckb", "sd", "yi"]);
ig.language = "en";

ig.directionOf = (language) => (ig.RIGHT_TO_LEFT.has(String(language).split("-")[0]) ? "rtl" : language ? "ltr" : "auto");

// Characters that reorder or hide their neighbours have no place in a name.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
ig.plain = (text) => String(text).replace(CONTROLS, " ").replace(/\s+/g, " ").trim();
ig.cut = (text, length) => (text.length <= length ? text : [...text.slice(0, length - 1)].join("").trimEnd() + "…");

// A word of the interface; `{}` is filled with `value`. With a number, the plural form that the language asks for.
ig.word = (key, value) => {
  const words = ig.data.words[ig.language];
  const found = words[key] ?? ig.data.words.en[key] ?? key;
  if (typeof found === "string") return value === undefined ? found : found.replace("{}", value);
  const form = formatter("PluralRules", {}).select(value);
  return (found[form] ?? found.other).replace("{n}", ig.number(value));
};

// What a class, property or individual is called: the ontology's label, else its name in words.
ig.term = (name) => {
  const labels = ig.data.vocabulary[name] ?? {};
  const text = labels[ig.language] ?? labels.en ?? name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return text.charAt(0).toLocaleUpperCase(ig.language) + text.slice(1);
};

// The Arabic of the news writes Latin digits, and the Gregorian calendar is what the articles mean.
const locale = () => (ig.language === "ar" ? "ar-u-ca-gregory-nu-latn" : ig.language);

// Formats are costly to make, and thousands of rows ask for the same few.
const made = new Map();
const formatter = (kind, options) => {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new Intl[kind](locale(), options));
  return made.get(key);
};
ig.number = (value) => formatter("NumberFormat", { maximumFractionDigits: 20 }).format(value);

const dateOf = (year, month, day, parts) =>
  formatter("DateTimeFormat", { ...parts, timeZone: "UTC" }).format(new Date(Date.UTC(year, month - 1, day)));
const LONG = { day: "numeric", month: "long", year: "numeric" };
const clock = (text, zone) => text.replace(/:00(\.0+)?$/, "") + (!zone ? "" : zone === "Z" ? " UTC" : " UTC" + zone);

// Lexical forms of XML Schema, each shown with just the precision that it has.
const FORMATS = {
  date: [/^(-?\d{4,})-(\d\d)-(\d\d)/, (m) => dateOf(m[1], m[2], m[3], LONG)],
  gYearMonth: [/^(-?\d{4,})-(\d\d)/, (m) => dateOf(m[1], m[2], 1, { month: "long", year: "numeric" })],
  gYear: [/^(-?\d{4,})/, (m) => m[1]],
  gMonthDay: [/^--(\d\d)-(\d\d)/, (m) => dateOf(2000, m[1], m[2], { day: "numeric", month: "long" })],
  gMonth: [/^--(\d\d)/, (m) => dateOf(2000, m[1], 1, { month: "long" })],
  time: [/^(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/, (m) => clock(m[1], m[2])],
  dateTime: [
    /^(-?\d{4,})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/,
    (m) => dateOf(m[1], m[2], m[3], LONG) + ", " + clock(m[4], m[5]),
  ],
  duration: [
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/,
    (m) => {
      const units = ["year", "month", "day", "hour", "minute", "second"];
      const parts = units.flatMap((unit, i) =>
        m[i + 1] === undefined || Number(m[i + 1]) === 0
          ? []
          : [formatter("NumberFormat", { style: "unit", unit, unitDisplay: "long" }).format(Number(m[i + 1]))]);
      return formatter("ListFormat", { type: "unit" }).format(parts);
    },
  ],
  integer: [/^[+-]?\d{1,15}$/, (m) => ig.number(Number(m[0]))],
  decimal: [/^[+-]?\d{1,15}(\.\d+)?$/, (m) => ig.number(Number(m[0]))],
  boolean: [/^(true|1|false|0)$/, (m) => ig.word(m[1] === "true" || m[1] === "1" ? "yes" : "no")],
};
FORMATS.dayTimeDuration = FORMATS.duration;

ig.money = (lexical, currency) => {
  const style = { style: "currency", currency, maximumFractionDigits: Number.isInteger(Number(lexical)) ? 0 : 2 };
  return formatter("NumberFormat", style).format(Number(lexical));
};

ig.lexical = (value, datatype) => {
  const [pattern, format] = FORMATS[datatype] ?? [/^$/, String];
  const match = pattern.exec(value);
  return match ? format(match) : ig.plain(value);
};

// A statement's literal or term, as people read it.
ig.value = (object) => {
  if (object.t !== undefined) return ig.term(object.t);
  const known = /^[A-Z]{3}$/.test(object.c ?? "") && Number.isFinite(Number(object.v));
  const text = known ? ig.money(object.v, object.c) : ig.lexical(object.v, object.d);
  const key = object.q ? object.q.charAt(0).toLowerCase() + object.q.slice(1) : "";
  return key ? ig.word(key, text) : text;
};

// A span of days; a whole month or year is named as such.
ig.days = (from, to) => {
  const [a, b] = [from, to].map((text) => /^(\d{4})-(\d\d)-(\d\d)/.exec(text ?? ""));
  if (!a || !b) return ig.moment((a ?? b)?.[0] ?? "");
  const last = String(new Date(Date.UTC(a[1], Number(a[2]), 0)).getUTCDate());
  if (a[0] === b[0]) return ig.moment(a[0]);
  if (a[1] === b[1] && a[0].endsWith("-01-01") && b[0].endsWith("-12-31")) return a[1];
  if (a[1] === b[1] && a[2] === b[2] && a[3] === "01" && b[3] === last) return ig.lexical(`${a[1]}-${a[2]}`, "gYearMonth");
  const day = (m) => new Date(Date.UTC(m[1], m[2] - 1, m[3]));
  return formatter("DateTimeFormat", { ...LONG, timeZone: "UTC" }).formatRange(day(a), day(b));
};

// A bare lexical form of unknown type (a time or date that a value held at).
ig.moment = (text) => {
  const type = ["dateTime", "date", "time", "gYearMonth", "gMonthDay", "gMonth", "gYear"].find((t) => FORMATS[t][0].test(text));
  return type ? ig.lexical(text, type) : ig.plain(text);
};

// A name as people read it: a date in it (an incident's name has one) in the words of the language.
ig.readable = (text) => ig.plain(text).replace(/\b\d{4}-\d\d(-\d\d)?\b/g, (date) => ig.moment(date));

// Folded as the extractor folds names: case, accents, Arabic marks and letter variants, digits.
const ARABIC = { "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "پ": "ب", "گ": "ك", "ڤ": "ف", "ڨ": "ق", "چ": "ج", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i" };
ig.fold = (text) =>
  ig.plain(text).toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640]/gu, "")
    .replace(/[ىةکیپگڤڨچœæßøłđı]/g, (c) => ARABIC[c])
    .replace(/[٠-٩۰-۹]/g, (c) => String(c.charCodeAt(0) & 15))
    .replace(/[’‘ʼ]/g, "'");
