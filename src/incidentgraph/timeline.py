"""What happened when: the incidents of a graph in order of time, with who tells of them.

The question `timeline` of `queries/` finds and orders them; the articles, their outlets and languages are added here.
An incident whose first possible day is not known is undated: the day before which it must have happened is that of the
first article on it, and is never shown as its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode

from incidentgraph import namespaces as ns
from incidentgraph.query import Table, ask, text_of
from incidentgraph.store import Graph

UNITS = ("day", "month", "year")
_MOST_DAYS, _MOST_MONTHS = 45, 60  # a longer time is told in the next unit
_COLUMNS = (
    "when", "earliest", "latest", "kind", "event", "stance", "witnesses", "articles", "outlets", "languages",
    "article_ids", "incident",
)  # fmt: skip
_DATE = NamedNode(f"{ns.XSD}date")
_LABEL = NamedNode(f"{ns.RDFS}label")


@dataclass(frozen=True)
class Entry:
    """One incident. `earliest` and `latest` bound its day; a bound that nothing tells is None."""

    iri: str
    kind: str
    name: str
    stance: str
    witnesses: int
    earliest: date | None
    latest: date | None
    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def node(self) -> str:
        """The node id: what `explain` takes."""
        return "/".join(self.iri.rsplit("/", 2)[-2:])

    @property
    def dated(self) -> bool:
        """Whether anything is known of when it began, beside that it was before it was told."""
        return self.earliest is not None

    @property
    def when(self) -> str:
        """The day, month or year; both bounds where they are no such whole; empty where it is undated.

        >>> Entry("", "", "", "", 1, date(2024, 4, 1), date(2024, 4, 30)).when
        '2024-04'
        """
        if self.earliest is None:
            return ""
        if self.latest is None:
            return f"{self.earliest.isoformat()}/.."
        for unit in UNITS:
            first, last = _unit(self.earliest, unit)
            if (first, last) == (self.earliest, self.latest):
                return period(first, unit)
        return f"{self.earliest.isoformat()}/{self.latest.isoformat()}"

    def within(self, unit: str) -> str | None:
        """The day, month or year in which it lies as a whole; None where it is not known so exactly."""
        if self.earliest is None or self.latest is None:
            return None
        first, last = _unit(self.earliest, unit)
        return period(first, unit) if self.latest <= last else None


@dataclass(frozen=True)
class Timeline:
    """Incidents in order of time, the undated ones last. `notes` are for the person who asked."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """Day, month or year: the smallest in which the time from the first to the last can be taken in at a glance."""
        days = [day for e in self.entries for day in (e.earliest, e.latest) if e.dated and day is not None]
        span = (max(days) - min(days)).days if days else 0
        return UNITS[(span > _MOST_DAYS) + (span > _MOST_MONTHS * 31)]

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many lie in each day, month or year, those without any in between; vaguer ones are not counted."""
        unit = self.unit
        found = Counter(place for e in self.entries if (place := e.within(unit)) is not None)
        days = [e.earliest for e in self.entries if e.earliest is not None and e.within(unit) is not None]
        if not days:
            return ()
        day, periods = _unit(min(days), unit)[0], []
        while day <= max(days):
            periods.append(period(day, unit))
            day = _unit(day, unit)[1] + timedelta(1)
        return tuple((name, found[name]) for name in periods)

    def table(self) -> Table:
        """As a table: names of several are joined by a semicolon."""
        return Table(_COLUMNS, tuple(map(_row, self.entries)), notes=self.notes)


def timeline(graph: Graph, params: Mapping[str, str] | None = None) -> Timeline:
    """The incidents of a graph; `params` are those of the question `timeline`: from, to, thing, lang."""
    found = ask(graph, "timeline", params)
    articles = _Articles(graph, (params or {}).get("lang", "en"))
    entries = [articles.entry(record) for record in found.records()]
    return Timeline(tuple(sorted(entries, key=lambda e: not e.dated)), found.notes)


def period(day: date, unit: str) -> str:
    """The day, month or year of a day.

    >>> period(date(2024, 4, 3), "month")
    '2024-04'
    """
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def _unit(day: date, unit: str) -> tuple[date, date]:
    """The first and the last day of the day, month or year in which a day lies."""
    if unit == "day":
        return day, day
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    first = day.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _row(e: Entry) -> tuple[NamedNode | Literal | None, ...]:
    return (
        Literal(e.when) if e.dated else None,
        *(Literal(day.isoformat(), datatype=_DATE) if day else None for day in (e.earliest, e.latest)),
        *(Literal(text) for text in (e.kind, e.name, e.stance)),
        Literal(e.witnesses),
        Literal(len(e.articles)),
        Literal("; ".join(e.outlets)),
        Literal("; ".join(e.languages)),
        Literal("; ".join(e.articles)),
        NamedNode(e.iri),
    )


class _Articles:
    """The articles that tell of an incident, each looked up once."""

    def __init__(self, graph: Graph, language: str) -> None:
        self._graph = graph
        self._language = language
        self._known: dict[NamedNode, tuple[str, str, str]] = {}
        self._names: dict[NamedNode, str] = {}

    def entry(self, record: Mapping[str, str]) -> Entry:
        told = [self._article(node) for node in self._nodes(NamedNode(record["incident"]), f"{ns.IG}reportedIn")]
        articles, outlets, languages = ([t[n] for t in told] for n in range(3))
        return Entry(
            iri=record["incident"],
            kind=record["kind"],
            name=record["event"],
            stance=record["stance"],
            witnesses=int(record["witnesses"] or 0),
            earliest=_day(record["earliest"]),
            latest=_day(record["latest"]),
            articles=_once(articles),
            outlets=_once(outlets),
            languages=_once(languages),
        )

    def _article(self, node: NamedNode) -> tuple[str, str, str]:
        if node not in self._known:
            outlets = self._nodes(node, f"{ns.DCT}publisher")
            name = self._name(outlets[0]) if outlets else ""
            self._known[node] = (self._text(node, f"{ns.DCT}identifier"), name, self._text(node, f"{ns.DCT}language"))
        return self._known[node]

    def _name(self, outlet: NamedNode) -> str:
        if outlet not in self._names:
            names = [o for o in self._graph.objects(outlet, _LABEL) if isinstance(o, Literal)]
            best = min(names, key=lambda n: (n.language != self._language, n.language or "", n.value), default=None)
            self._names[outlet] = best.value if best is not None else ns.local_name(outlet.value)
        return self._names[outlet]

    def _nodes(self, node: NamedNode, name: str) -> list[NamedNode]:
        return [o for o in self._graph.objects(node, NamedNode(name)) if isinstance(o, NamedNode)]

    def _text(self, node: NamedNode, name: str) -> str:
        found = self._graph.objects(node, NamedNode(name))
        return text_of(found[0]) if found else ""


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))


def _day(text: str) -> date | None:
    """A bound; None where there is none, or one beyond the calendar."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
