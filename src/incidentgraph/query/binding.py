"""Parameters into a query: as RDF terms, at places that the query itself marks, never by pasting text.

A parameter `service` is the data block of the variable ``?_service``::

    VALUES ?_service { "" }

Binding replaces what stands between the braces of that block (of each, if there are several) by escaped terms, and
nothing else. So a question is SPARQL as it stands, with its defaults, in any other tool.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pyoxigraph import NamedNode

from incidentgraph.namespaces import PREFIXES, XSD

UNDEFINED = "UNDEF"
"""What a data block holds where a parameter may be anything."""

_TOKEN = re.compile(
    r"""
    (?P<comment> \# [^\n\r]* )
  | (?P<iri> < [^<>"{}|^`\\\x00-\x20]* > )
  | (?P<string> \"{3} (?: [^"\\] | \\. | "(?!"") )* \"{3} | '{3} (?: [^'\\] | \\. | '(?!'') )* '{3}
              | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* ' )
  | (?P<variable> [?$] \w+ )
  | (?P<name> (?: [^\W\d] [\w.\-]* )? : [\w.:%\\\-]* )
  | (?P<word> @? [^\W\d] \w* )
  | (?P<space> \s+ )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\u0085\u2028\u2029]')


class Unfit(ValueError):  # noqa: N818 - it is a verdict on a value, made a QueryError by the caller
    """A value does not fit its parameter; the text says what would."""


def literal(value: str) -> str:
    r"""A plain literal with everything escaped that could end it.

    >>> print(literal('"} DROP ALL #'))
    "\"} DROP ALL #"
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        what = "it holds half a character (a lone surrogate)"
        raise Unfit(what) from error
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def iri(value: str) -> str:
    """An IRI; a prefixed name with one of the usual prefixes is spelled out.

    >>> iri("ig:duration")
    '<https://w3id.org/incidentgraph/ontology#duration>'
    """
    prefix, colon, rest = value.strip().strip("<>").partition(":")
    full = PREFIXES[prefix] + rest if colon and prefix in PREFIXES else prefix + colon + rest
    try:
        return str(NamedNode(full))
    except ValueError as error:
        what = f"it must be an IRI such as https://example.org/x, or a prefixed name such as ig:duration: {error}"
        raise Unfit(what) from error


def day(value: str) -> str:
    """A day.

    >>> day("2025-05-24")
    '"2025-05-24"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    try:
        return f'"{date.fromisoformat(value.strip()).isoformat()}"^^<{XSD}date>'
    except ValueError as error:
        what = "it must be a day such as 2025-05-24"
        raise Unfit(what) from error


def integer(value: str) -> str:
    """A whole number.

    >>> integer("007")
    '7'
    """
    try:
        return str(int(value.strip()))
    except ValueError as error:
        what = "it must be a whole number such as 1000"
        raise Unfit(what) from error


TYPES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"string": literal, "name": literal, "iri": iri, "date": day, "integer": integer}
)
"""How a value of each type of parameter is written. A `name` is a string that something in the graph is called by."""


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """The tokens of a query that mean something: kind, text, offset."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind not in {"comment", "space"}:
            yield kind, match.group(), match.start()


def blocks(text: str) -> dict[str, list[tuple[int, int]]]:
    """For each parameter, the ranges between the braces of its data blocks."""
    found: dict[str, list[tuple[int, int]]] = {}
    stream = list(tokens(text))
    for index, (kind, word, _) in enumerate(stream):
        if kind == "word" and word.upper() == "VALUES" and index + 2 < len(stream):
            _, variable, _ = stream[index + 1]
            _, brace, start = stream[index + 2]
            if variable[1:2] == "_" and brace == "{":
                end = next((at for _, mark, at in stream[index + 3 :] if mark == "}"), len(text))
                found.setdefault(variable[2:], []).append((start + 1, end))
    return found


def bind(text: str, terms: Mapping[str, Sequence[str]]) -> str:
    """The query with the data blocks of the parameters holding these terms (already written as SPARQL)."""
    ranges = sorted((span, name) for name, spans in blocks(text).items() if name in terms for span in spans)
    for (start, end), name in reversed(ranges):
        text = f"{text[:start]} {' '.join(terms[name])} {text[end:]}"
    return text


def asks_elsewhere(text: str) -> bool:
    """Whether the query would ask another server.

    >>> asks_elsewhere("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    True
    >>> asks_elsewhere('SELECT * { ?service ?p "SERVICE" } # SERVICE')
    False
    """
    return any(kind == "word" and word.upper() == "SERVICE" for kind, word, _ in tokens(text))
