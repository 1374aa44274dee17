"""The dictionary that ships: every row well formed, every reference resolved, no name with two owners of one kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from incidentgraph.entities import COLUMNS, Dictionary
from incidentgraph.languages.folding import fold_text
from incidentgraph.resources import resource

FILES = sorted(resource("ontology", "entities").glob("*.tsv"))
SEGMENTS = {
    "Person": "person",
    "Company": "company",
    "Service": "service",
    "ThreatActor": "group",
    "Organization": "organization",
    "GovernmentBody": "organization",
    "MediaOutlet": "organization",
    "Country": "place",
    "City": "place",
    "Region": "place",
    "Place": "place",
}
FLAGS = {"case", "cue", "operator", "country", "default", "sort"}
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SOURCE = re.compile(rf"own|checked\.tsv|labels\.tsv|entities\.tsv \(.+\)|MISP galaxy {UUID}")
FEWEST = 1500
ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True)
class Row:
    file: str
    line: int
    cells: dict[str, str]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line} {self.cells['id']}"

    @property
    def flags(self) -> dict[str, str]:
        return dict(f.partition("=")[::2] for f in self.cells["flags"].split(";") if f)

    def names(self) -> list[str]:
        columns = ("en", "fr", "ar", "aliases_en", "aliases_fr", "aliases_ar")
        return [form for column in columns for form in self.cells[column].split("|") if form]


def read(path: Path) -> Iterator[Row]:
    lines = path.read_text(encoding="utf-8").splitlines()
    body = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    for number, cells in body[1:]:
        yield Row(path.name, number, dict(zip(COLUMNS, cells, strict=False)) | {"count": str(len(cells))})


ROWS = [row for path in FILES for row in read(path)]


def wrong(found: Iterator[str]) -> str:
    return "\n".join(sorted(found))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_each_file_says_what_it_holds_and_names_its_columns(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert next(line for line in lines if not line.startswith("#")) == "\t".join(COLUMNS)


def test_rows_have_all_columns_without_stray_space() -> None:
    assert not wrong(r.where for r in ROWS if r.cells["count"] != str(len(COLUMNS)))
    assert not wrong(r.where for r in ROWS if any(v != v.strip() for v in r.cells.values()))


def test_kinds_are_classes_and_ids_are_of_their_kind() -> None:
    assert not wrong(r.where for r in ROWS if r.cells["kind"] not in SEGMENTS)
    assert not wrong(r.where for r in ROWS if r.cells["id"].partition("/")[0] != SEGMENTS.get(r.cells["kind"]))
    assert not wrong(r.where for r in ROWS if not re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", r.cells["id"]))


def test_an_id_is_told_in_one_place() -> None:
    """A second row may add names under other flags, directly below the first and of the same kind."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        places[row.cells["id"]].append((row.file, row.line))
        kinds[row.cells["id"]].add(row.cells["kind"])
    assert not wrong(node for node, found in kinds.items() if len(found) > 1)
    assert not wrong(f"{node} {found}" for node, found in places.items() if len({file for file, _ in found}) > 1)


def test_every_row_has_its_source_and_each_wikidata_id_one_owner() -> None:
    assert not wrong(f"{r.where} {r.cells['source']!r}" for r in ROWS if not SOURCE.fullmatch(r.cells["source"]))
    assert not wrong(r.where for r in ROWS if not re.fullmatch(r"(Q[1-9]\d*)?", r.cells["wikidata"]))
    assert not wrong(r.where for r in ROWS if r.cells["wikidata"] and r.cells["source"] == "own")
    owners: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        owners[row.cells["wikidata"]].add(row.cells["id"])
    assert not wrong(f"{q} {sorted(ids)}" for q, ids in owners.items() if q and len(ids) > 1)


def test_flags_are_known_and_lead_to_rows_that_exist() -> None:
    known = {r.cells["id"]: r.cells["kind"] for r in ROWS}
    assert not wrong(f"{r.where} {f}" for r in ROWS for f in r.flags if f not in FLAGS)
    for flag in ("operator", "country"):
        assert not wrong(f"{r.where} {r.flags[flag]}" for r in ROWS if flag in r.flags and r.flags[flag] not in known)
    assert not wrong(r.where for r in ROWS if r.flags.get("default", "company") not in {"company", "service"})


def test_names_are_in_the_script_of_their_column() -> None:
    for column in ("en", "fr", "aliases_en", "aliases_fr"):
        assert not wrong(f"{r.where} {column}" for r in ROWS if ARABIC.search(r.cells[column]))
    assert not wrong(r.where for r in ROWS if r.cells["ar"] and not ARABIC.search(r.cells["ar"]))


def test_a_name_means_one_entity_of_a_kind() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        for name in row.names():
            owners[row.cells["kind"], fold_text(name)].add(row.cells["id"])
    assert not wrong(f"{kind} {name!r} {sorted(ids)}" for (kind, name), ids in owners.items() if len(ids) > 1)


def test_a_name_of_a_company_and_a_service_says_which_by_default() -> None:
    dictionary = Dictionary.load()
    open_names: set[str] = set()
    for name, entries in dictionary.names.items():
        kinds = {dictionary.entities[e.entity].kind: e.entity for e in entries}
        if {"Company", "Service"} <= set(kinds):
            defaults = {dictionary.default(kinds["Company"]), dictionary.default(kinds["Service"])}
            if len(defaults - {None}) != 1:
                open_names.add(f"{name} {kinds} {defaults}")
    assert not wrong(iter(open_names))


def test_the_shortest_names_count_only_as_written_or_beside_a_cue() -> None:
    short = [
        f"{r.where} {n}"
        for r in ROWS
        for n in r.names()
        if len(fold_text(n)) <= 2
        and n.isalpha()
        and not {"case", "cue"} & set(r.flags)
        and r.cells["kind"] != "Country"
    ]
    assert not wrong(iter(short))


def test_the_dictionary_is_wide_enough() -> None:
    assert len(Dictionary.load().entities) >= FEWEST
