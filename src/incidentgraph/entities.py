"""The dictionary: who and what is known by name, from `ontology/entities/*.tsv` and files of the user's own.

A row is an entity: id, kind, its names in English, French and Arabic, further forms, a Wikidata id where a source gives
one, and flags that say when a name counts (``case``, ``cue``), who runs a service (``operator=``), which of two
namesakes a bare name means (``default=``), and where a body or an office-holder belongs (``country=``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from incidentgraph.errors import DataError
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Entity, Name, NodeId
from incidentgraph.resources import resource

COLUMNS = ("id", "kind", "en", "fr", "ar", "aliases_en", "aliases_fr", "aliases_ar", "wikidata", "source", "flags")
_LANGUAGES = ("en", "fr", "ar")
_ID = re.compile(r"[a-z]+/[^\s/]+")
_QID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Known:
    """One name of an entity: as written, and when it counts; ``cue=en`` asks for a cue in English only."""

    entity: NodeId
    form: str
    exact_case: bool
    needs_cue: bool
    cue_languages: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Dictionary:
    """Known entities by id, and every folded name with the entities it may mean."""

    entities: Mapping[NodeId, Entity]
    names: Mapping[str, tuple[Known, ...]]
    flags: Mapping[NodeId, Mapping[str, str]] = field(repr=False)

    @classmethod
    def load(cls, paths: Iterable[Path] | None = None, more: Iterable[Path] = ()) -> Dictionary:
        """The dictionary of the files given (ours by default) and of `more` of the user's own.

        A later row with an id that is there already adds its names. Raises `DataError` with file and line on a fault.
        """
        files = sorted(resource("ontology", "entities").glob("*.tsv")) if paths is None else list(paths)
        entities: dict[NodeId, Entity] = {}
        flags: dict[NodeId, dict[str, str]] = {}
        names: dict[str, dict[tuple[NodeId, str], Known]] = {}
        for path in [*files, *more]:
            for entity, told in _rows(path):
                known = entities.get(entity.id)
                entities[entity.id] = _joined(known, entity) if known else entity
                flags.setdefault(entity.id, {}).update(told)
                for name in (*entity.labels, *entity.aliases):
                    key = fold_text(name.text)
                    cue_languages = tuple(told.get("cue", "").split("|")) if told.get("cue") else ()
                    entry = Known(entity.id, name.text, "case" in told, "cue" in told, cue_languages)
                    names.setdefault(key, {}).setdefault((entity.id, name.text), entry)
        table = {key: tuple(entries[k] for k in sorted(entries)) for key, entries in sorted(names.items())}
        return cls(dict(sorted(entities.items())), table, flags)

    def operator(self, service: NodeId) -> NodeId | None:
        """The company that runs a service, where known."""
        found = self.flags.get(service, {}).get("operator")
        return NodeId(found) if found else None

    def country(self, entity: NodeId) -> NodeId | None:
        """The country that a body, a city or an office-holder belongs to, where known."""
        found = self.flags.get(entity, {}).get("country")
        return NodeId(found) if found else None

    def default(self, entity: NodeId) -> str | None:
        """Which of a company and its service a bare name means: ``company`` or ``service``."""
        return self.flags.get(entity, {}).get("default")

    def outlet(self, name: str) -> Entity | None:
        """The media outlet or news agency of a name; the first by id where several have it."""
        found = (self.entities[known.entity] for known in self.names.get(fold_text(name).strip(), ()))
        return min((e for e in found if e.kind == "MediaOutlet"), key=lambda e: e.id, default=None)


def _joined(known: Entity, entity: Entity) -> Entity:
    named = {n.language for n in known.labels}
    labels = (*known.labels, *(n for n in entity.labels if n.language not in named))
    extra = [n for n in (*entity.labels, *entity.aliases) if n not in {*labels, *known.aliases}]
    return Entity(known.id, known.kind, labels, (*known.aliases, *extra), known.wikidata or entity.wikidata)


def _rows(path: Path) -> Iterator[tuple[Entity, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(str(error), where=str(path), hint="give a UTF-8 file of tab-separated rows") from error
    header = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if not header:
            header = True
            if tuple(cells) != COLUMNS:
                what = f"the first row must name the columns {' '.join(COLUMNS)}"
                raise DataError(what, where=f"{path}:{number}", hint="see ontology/entities/README.md")
            continue
        cells += [""] * (len(COLUMNS) - len(cells))
        yield _entity(dict(zip(COLUMNS, cells, strict=False)), f"{path}:{number}")


def _entity(row: Mapping[str, str], where: str) -> tuple[Entity, dict[str, str]]:
    if not _ID.fullmatch(row["id"]) or not row["kind"]:
        what = f"{row['id']!r} is no id with a kind"
        raise DataError(what, where=where, hint="write it like company/meta, and its class beside it")
    if row["wikidata"] and not _QID.fullmatch(row["wikidata"]):
        what = f"{row['wikidata']!r} is no Wikidata id"
        raise DataError(what, where=where, hint="write it like Q355, or leave it empty")
    labels = tuple(Name(row[code], code) for code in _LANGUAGES if row[code])
    if not labels:
        what = f"{row['id']} has no name"
        raise DataError(what, where=where, hint="give it a name in at least one of the columns en, fr, ar")
    aliases = tuple(
        Name(form.strip(), code) for code in _LANGUAGES for form in row[f"aliases_{code}"].split("|") if form.strip()
    )
    flags = dict(flag.partition("=")[::2] for flag in row["flags"].split(";") if flag)
    return Entity(NodeId(row["id"]), row["kind"], labels, aliases, row["wikidata"] or None), flags
