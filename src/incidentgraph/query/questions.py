"""Questions: SPARQL in a file, with a title, a purpose and typed parameters in its header.

The header is the comment lines at the file's top::

    # title: Outages of a service
    # title@fr: Pannes d'un service
    # purpose: What went down, when, and for how long.
    # param: service (name, ""): only outages of this service; all of them where empty

``(type)`` alone makes a parameter that must be given. See `incidentgraph.query.binding` for how the query uses it.
Ours are the files of `queries/`; another package adds a folder by an entry point of the group ``incidentgraph.queries``
that names a path, or a package that holds ``.rq`` files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from incidentgraph.errors import DataError, QueryError
from incidentgraph.query.binding import TYPES, UNDEFINED, Unfit, bind, blocks
from incidentgraph.resources import resource

GROUP = "incidentgraph.queries"
"""The entry points that add questions."""

Values = Mapping[str, str | Sequence[str]]
"""Parameters as users give them: one value, or several of which any may hold."""

_FIELD = re.compile(r"#\s*(title|purpose)(?:@([a-z]{2,3}))?:\s*(.+)")
_PARAM = re.compile(r"#\s*param:\s*(\w+)\s*\(\s*(\w+)\s*(?:,\s*(.*?)\s*)?\):\s*(.+)")
_ANYTHING = "any"


@dataclass(frozen=True)
class Param:
    """A parameter of a question. `default` is None where it must be given, ``any`` where anything fits."""

    name: str
    type: str
    meaning: str
    default: str | None = None

    def term(self, value: str) -> str:
        """The value as SPARQL; `Unfit` where it is not of the parameter's type."""
        return UNDEFINED if value == _ANYTHING == self.default else TYPES[self.type](value)


@dataclass(frozen=True)
class Question:
    """A named query. `titles` are by language, English among them."""

    name: str
    titles: Mapping[str, str]
    purpose: str
    params: tuple[Param, ...]
    text: str
    path: Path | None = None

    @property
    def title(self) -> str:
        """The title in English."""
        return self.titles["en"]

    def bind(self, values: Values | None = None) -> str:
        """The SPARQL text with these parameters. Raises `QueryError` where one is missing, unknown or unfit."""
        given = dict(values or {})
        known = {param.name for param in self.params}
        for name in given:
            if name not in known:
                what = f"there is no parameter {name!r}"
                raise QueryError(what, where=self.name, hint=_closest(name, known, "it has no parameters"))
        return bind(self.text, {p.name: self._terms(p, given[p.name]) for p in self._given(given)})

    def _given(self, given: Values) -> Iterator[Param]:
        for param in self.params:
            if param.name in given:
                yield param
            elif param.default is None:
                what = f"the parameter {param.name!r} is missing: {param.meaning}"
                raise QueryError(what, where=self.name, hint=f"--param {param.name}=...")

    def _terms(self, param: Param, value: str | Sequence[str]) -> tuple[str, ...]:
        values = (value,) if isinstance(value, str) else tuple(value)
        try:
            return tuple(param.term(v) for v in values) or (UNDEFINED,)
        except Unfit as error:
            what = f"{param.name}={', '.join(values)} is no {param.type}: {error}"
            raise QueryError(what, where=self.name, hint=f"{param.name}: {param.meaning}") from error


def load_questions() -> Mapping[str, Question]:
    """Every question by name: the project's own and those of other packages. `DataError` where two have one name."""
    found: dict[str, Question] = {}
    for path in _files():
        question = read_question(path)
        if question.name in found:
            what = f"the question {question.name!r} is there twice, first in {found[question.name].path}"
            raise DataError(what, where=str(path), hint="give one of the files another name")
        found[question.name] = question
    return dict(sorted(found.items()))


def find_question(name: str) -> Question:
    """The question of this name. Raises `QueryError` with the closest names where there is none."""
    questions = load_questions()
    if name not in questions:
        what = f"there is no question {name!r}"
        raise QueryError(what, hint=_closest(name, questions, "name a .rq file, or write SPARQL"))
    return questions[name]


def read_question(path: Path) -> Question:
    """The question in a file. Raises `DataError` where the header is wrong, or `QueryError` where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = f"the question cannot be read: {error.strerror}"
        raise QueryError(what, where=str(path), hint="check the file's name and permissions") from error
    except UnicodeDecodeError as error:
        what = f"the question is not UTF-8 text: {error.reason} at byte {error.start}"
        raise QueryError(what, where=str(path), hint="save it as UTF-8") from error
    return parse_question(text, path.stem, path)


def parse_question(text: str, name: str, path: Path | None = None) -> Question:
    """The question that a text holds; a text without a header is one without a title and parameters."""
    titles, purpose, params = {"en": name}, "", []
    for line in _header(text):
        if field := _FIELD.fullmatch(line):
            key, language, value = field.groups()
            if key == "title":
                titles[language or "en"] = value
            elif language is None:
                purpose = value
        elif param := _PARAM.fullmatch(line):
            params.append(Param(param[1], param[2], param[4], _default(param[3])))
        elif re.match(r"#\s*param\b", line):
            what = f"not a parameter: {line}"
            raise DataError(what, where=str(path or name), hint="# param: name (type, default): meaning")
    question = Question(name, titles, purpose, tuple(params), text, path)
    _check(question)
    return question


def _header(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            return
        yield line.strip()


def _default(written: str | None) -> str | None:
    return written.strip('"') if written is not None else None


def _check(question: Question) -> None:
    """That every parameter has a known type and a data block, and every data block a parameter."""
    where = str(question.path or question.name)
    spans = blocks(question.text)
    for param in question.params:
        if param.type not in TYPES:
            what = f"the parameter {param.name!r} has the unknown type {param.type!r}"
            raise DataError(what, where=where, hint=f"one of: {', '.join(TYPES)}")
        if param.name not in spans:
            what = f"the query has no place for the parameter {param.name!r}"
            raise DataError(what, where=where, hint=f"write VALUES ?_{param.name} {{ ... }} where it is needed")
    unknown = spans.keys() - {param.name for param in question.params}
    if unknown:
        what = f"the header does not describe ?_{min(unknown)}"
        raise DataError(what, where=where, hint=f"# param: {min(unknown)} (type, default): meaning")


def _files() -> Iterator[Path]:
    yield from sorted(resource("queries").glob("*.rq"))
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
        for place in _places(point):
            if place.is_dir():
                yield from sorted(place.glob("*.rq"))
            elif place.is_file():
                yield place
            else:
                what = f"the entry point {point.name!r} names {place}, which is not there"
                raise DataError(
                    what, where=GROUP, hint="it must name a folder, a .rq file, or a package that holds some"
                )


def _places(point: EntryPoint) -> tuple[Path, ...]:
    target = point.load()
    if isinstance(target, ModuleType):
        return (
            tuple(map(Path, target.__path__)) if hasattr(target, "__path__") else (Path(str(target.__file__)).parent,)
        )
    return (Path(target),)


def _closest(name: str, known: Mapping[str, object] | set[str], otherwise: str) -> str:
    if not known:
        return otherwise
    close = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else f"one of: {', '.join(sorted(known))}"
