"""Ask a graph: a named question, a file, or SPARQL as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, QueryTriples

from incidentgraph.errors import QueryError
from incidentgraph.languages.folding import fold_text
from incidentgraph.query.binding import asks_elsewhere, literal
from incidentgraph.query.questions import Question, Values, find_question, parse_question, read_question
from incidentgraph.query.table import Cell, Kind, Table

_NAME = re.compile(r"[\w.\-]*")
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_SHOWN = 80  # characters of the line with an error
_SHOWN_TOKENS = 6
_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT (STR(?label) AS ?name) WHERE { ?thing rdfs:label|skos:altLabel ?label }
"""
_CALLED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
ASK { VALUES ?_name { "" } ?thing rdfs:label|skos:altLabel ?label FILTER ( LCASE(STR(?label)) = LCASE(?_name) ) }
"""


class Askable(Protocol):
    """What can be asked (`incidentgraph.store.Graph` is one)."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix to namespace, as people are to read IRIs."""

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer to a SPARQL query."""


def ask(graph: Askable, question: Question | Path | str, params: Values | None = None) -> Table:
    """The answer of a graph to a question.

    `question` is a `Question`, the name of one, a path to a ``.rq`` file, or SPARQL as text; `params` are its
    parameters. A name that nothing has as it is written, but something has in another spelling ("elysee" for
    "Élysée"), is asked in that spelling. Raises `QueryError`, which says what to do.
    """
    asked = as_question(question)
    values, notes = _spelled(graph, asked, params or {})
    return _run(graph, asked.bind(values), asked, notes)


def as_question(question: Question | Path | str) -> Question:
    """The question that a name, a path or a text stands for."""
    if isinstance(question, Question):
        return question
    if isinstance(question, Path):
        return read_question(question)
    if "{" not in question and question.endswith((".rq", ".sparql")):
        return read_question(Path(question))
    if _NAME.fullmatch(question):
        return find_question(question)
    return parse_question(question, "query")


def _run(graph: Askable, text: str, asked: Question, notes: tuple[str, ...]) -> Table:
    where = str(asked.path or asked.name)
    if asks_elsewhere(text):
        what = "the query asks another server (SERVICE)"
        raise QueryError(what, where=where, hint="incidentgraph works offline; ask that server with another tool")
    try:
        answer = graph.query(text)
        if isinstance(answer, QueryBoolean):
            return Table(("answer",), ((Literal(bool(answer)),),), Kind.TRUTH, notes, graph.prefixes)
        if isinstance(answer, QueryTriples):
            triples = sorted({(t.subject, t.predicate, t.object) for t in answer}, key=str)
            return Table(("subject", "predicate", "object"), tuple(triples), Kind.TRIPLES, notes, graph.prefixes)
        names = tuple(variable.value for variable in answer.variables)
        rows = tuple(_row(solution, names) for solution in answer)
    except SyntaxError as error:
        raise _not_sparql(str(error), text, where, graph.prefixes) from error
    except (OSError, ValueError, RuntimeError) as error:
        what = f"the query cannot be answered: {error}"
        raise QueryError(what, where=where, hint="simplify it") from error
    return Table(names, rows, Kind.ROWS, notes, graph.prefixes)


def _row(solution: Mapping[str, Cell] | object, names: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(solution[name] for name in names)  # type: ignore[index]


def _not_sparql(message: str, text: str, where: str, prefixes: Mapping[str, str]) -> QueryError:
    found = _PLACE.search(message)
    if not found:
        what = f"not SPARQL: {message}"
        return QueryError(what, where=where, hint="see https://www.w3.org/TR/sparql11-query/")
    line, column, expected = int(found[1]), int(found[2]), found[3]
    # The whole line: the parser's column is where it gave up, which may be some characters past the fault.
    shown = "".join(text.splitlines()[line - 1 : line]).strip()
    what = f"not SPARQL at line {line}, column {column}: {shown[:_SHOWN]}"
    return QueryError(what, where=where, hint=_advice(expected, prefixes))


def _advice(expected: str, prefixes: Mapping[str, str]) -> str:
    """What to do, from what Oxigraph's parser expected; the character classes of its grammar help nobody."""
    if "Prefix not found" in expected:
        return f"the prefix is not declared; known without declaration: {', '.join(sorted(prefixes))}"
    if "variable that is unbound" in expected:
        return "with GROUP BY or an aggregate, SELECT may name only grouped or aggregated variables"
    tokens = [t.strip() for t in expected.removeprefix("one of ").split(", ")]
    plain = [t for t in tokens if t and not t.startswith("[")]
    return f"expected {' or '.join(plain[:_SHOWN_TOKENS])}" if plain else "see https://www.w3.org/TR/sparql11-query/"


def _spelled(graph: Askable, asked: Question, params: Values) -> tuple[Values, tuple[str, ...]]:
    """The parameters with names as the graph spells them, and notes on names that it does not know."""
    values: dict[str, str | tuple[str, ...]] = {
        name: value if isinstance(value, str) else tuple(value) for name, value in params.items()
    }
    notes = []
    for param in asked.params:
        if param.type != "name" or param.name not in values:
            continue
        given = values[param.name]
        spelled: list[str] = []
        for name in (given,) if isinstance(given, str) else given:
            found, note = _spelling(graph, name)
            spelled += found
            notes += note
        values[param.name] = tuple(spelled)
    return values, tuple(notes)


def _spelling(graph: Askable, name: str) -> tuple[list[str], list[str]]:
    if not name or ":" in name or graph.query(_CALLED.replace('""', literal(name))):
        return [name], []
    names = sorted(_names(graph))
    folded = fold_text(name)
    same = [other for other in names if fold_text(other) == folded]
    if same:
        return same, []
    close = get_close_matches(folded, sorted({fold_text(n) for n in names}), n=3, cutoff=0.6)
    shown = [next(n for n in names if fold_text(n) == c) for c in close]
    hint = f"; did you mean {' or '.join(shown)}?" if shown else ""
    return [name], [f"nothing in the graph is called {name!r}{hint}"]


def _names(graph: Askable) -> Iterator[str]:
    answer = graph.query(_NAMES)
    if isinstance(answer, QuerySolutions):
        for solution in answer:
            yield solution["name"].value
