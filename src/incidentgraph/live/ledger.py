"""What a store remembers beside its quads, in SQLite: a typed surface over the tables of ``schema.sql``."""

from __future__ import annotations

import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from incidentgraph.live.codec import decode, encode
from incidentgraph.model import NodeId, Reading
from incidentgraph.resolve.verdicts import Pair, Verdicts

VERSION = "1"
_CACHED = 4000  # readings kept in memory while a change is worked out
_MANY = 400  # parameters of one statement


class Ledger:
    """One open ledger. Reading is free; a change is one transaction, begun by `begin` and ended by `commit`."""

    def __init__(self, path: Path | str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            self.connection.execute("BEGIN IMMEDIATE")
            schema = files("incidentgraph.live").joinpath("schema.sql").read_text(encoding="utf-8")
            for statement in "\n".join(line.partition("--")[0] for line in schema.splitlines()).split(";"):
                self.connection.execute(statement)
            self.meta("version", VERSION)
            self.commit()

    def close(self) -> None:
        """Give the file free."""
        self.connection.close()

    def begin(self) -> None:
        """Start a change."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make a change last."""
        self.connection.execute("COMMIT")

    def rollback(self) -> None:
        """Forget a change."""
        self._readings.clear()
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def rows(self, sql: str, *parameters: object) -> list[tuple]:  # type: ignore[type-arg]
        """All rows of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters: object) -> object:
        """The first column of the first row; None where there is no row."""
        row = self.connection.execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, *parameters: object) -> None:
        """One change."""
        self.connection.execute(sql, parameters)

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """One change for each row."""
        self.connection.executemany(sql, rows)

    def among(self, sql: str, values: Iterable[object]) -> Iterator[tuple]:  # type: ignore[type-arg]
        """The rows of a query that has `IN (?)` once, for any number of values, in the order of the values' parts."""
        ordered = sorted(set(values), key=str)
        for start in range(0, len(ordered), _MANY):
            part = ordered[start : start + _MANY]
            yield from self.connection.execute(sql.replace("(?)", f"({','.join('?' * len(part))})"), part).fetchall()

    # ------------------------------------------------------------------ what is needed everywhere

    def meta(self, name: str, value: str | None = None) -> str | None:
        """A fact on the store as a whole; with a value, it is set."""
        if value is not None:
            self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)
            return value
        found = self.one("SELECT value FROM meta WHERE name = ?", name)
        return None if found is None else str(found)

    def articles(self) -> dict[str, str]:
        """The digest of each article's text, by the article's id."""
        return dict(self.rows("SELECT id, digest FROM article ORDER BY id"))

    def __contains__(self, article: str) -> bool:
        return self.one("SELECT 1 FROM article WHERE id = ?", article) is not None

    def reading(self, article: str) -> Reading:
        """What was read in an article."""
        known = self._readings.get(article)
        if known is None:
            packed = self.one("SELECT reading FROM article WHERE id = ?", article)
            assert isinstance(packed, bytes)  # noqa: S101 - whoever asks has the id from the ledger
            known = decode(zlib.decompress(packed), Reading)
            self.remember(known)
        self._readings.move_to_end(article)
        return known

    def remember(self, reading: Reading) -> None:
        """Keep a reading at hand."""
        self._readings[reading.article.id] = reading
        if len(self._readings) > _CACHED:
            self._readings.popitem(last=False)

    def forget(self, article: str) -> None:
        """Keep a reading at hand no more."""
        self._readings.pop(article, None)

    def witness(self, article: str) -> NodeId:
        """The witness that an article is."""
        return NodeId(str(self.one("SELECT witness FROM article WHERE id = ?", article)))

    def canonical(self, node: NodeId) -> NodeId:
        """The node that stands for an entity, a role or an event of a reading."""
        found = self.one("SELECT canonical FROM canonical WHERE node = ?", node)
        if found is None:
            found = self.one("SELECT incident FROM event WHERE id = ?", node)
        return node if found is None else NodeId(str(found))

    def members(self, node: NodeId) -> list[NodeId]:
        """All nodes of readings that a canonical one stands for."""
        found = self.rows("SELECT node FROM canonical WHERE canonical = ? ORDER BY node", node)
        found += self.rows("SELECT id FROM event WHERE incident = ? ORDER BY id", node)
        return [NodeId(row[0]) for row in found]

    def verdicts(self, nodes: Iterable[NodeId]) -> Verdicts:
        """A person's verdicts on some nodes."""
        same: set[Pair] = set()
        different: set[Pair] = set()
        for side in ("low", "high"):
            sql = f"SELECT low, high, verdict FROM verdict WHERE {side} IN (?)"  # noqa: S608 - two known columns
            for low, high, verdict in self.among(sql, nodes):
                (same if verdict == "same" else different).add((low, high))
        return Verdicts(tuple(sorted(same)), frozenset(different))


def packed(reading: Reading) -> bytes:
    """A reading as the ledger keeps it."""
    return zlib.compress(encode(reading).encode("utf-8", "surrogatepass"), 6)
