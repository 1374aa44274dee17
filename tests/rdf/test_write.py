"""Files whose bytes depend on the quads alone, and that every reader reads alike."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from tests.factory import article, reading, resolution, sample

from incidentgraph.errors import InputError, OutputError
from incidentgraph.rdf import FORMATS, quads, write


def written(found: list[ox.Quad], name: str) -> bytes:
    out = io.BytesIO()
    write(found, out, name)
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_the_quads_does_not_matter(name: str) -> None:
    found = quads(sample())
    mixed = found * 2
    random.Random(7).shuffle(mixed)  # noqa: S311 - not for secrets
    assert written(mixed, name) == written(found, name)


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "import sys; from tests.factory import sample; from incidentgraph.rdf import quads, write;"
        "[write(quads(sample()), sys.stdout.buffer, name) for name in ('turtle', 'trig')]"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_a_data_set_reads_back_as_it_was(name: str) -> None:
    found = quads(sample())
    assert set(ox.parse(written(found, name), format=FORMATS[name])) == set(found)


def test_a_graph_that_was_in_a_store_has_the_same_bytes() -> None:
    store = ox.Store()
    store.extend(quads(sample()))
    assert written(list(store), "trig") == written(quads(sample()), "trig")


@pytest.mark.parametrize("name", ["turtle", "ntriples"])
def test_rdflib_reads_the_union(name: str) -> None:
    found = quads(sample())
    graph = rdflib.Graph().parse(io.BytesIO(written(found, name)), format={"turtle": "turtle", "ntriples": "nt"}[name])
    assert len(graph) == len({q.triple for q in found})
    other = rdflib.Graph().parse(io.BytesIO(written(found, "ntriples")), format="nt")
    assert isomorphic(graph, other)


def test_hostile_text_survives_every_reader() -> None:
    text = 'quote " and \\ slash\r\n\ttab \x0b \x1f \x85 \u2028 \ufeff 𝒳 é e\u0301 \'\'\' """ ال\u200fنص'
    found = quads(resolution(reading(article(text))))
    body = rdflib.URIRef("https://schema.org/articleBody")
    for name, plugin in (("turtle", "turtle"), ("ntriples", "nt")):
        graph = rdflib.Graph().parse(io.BytesIO(written(found, name)), format=plugin)
        assert str(next(graph.objects(None, body))) == text
    assert {q.object.value for q in ox.parse(written(found, "trig"), format=FORMATS["trig"])} >= {text}


def test_a_subject_stands_together_with_its_class_first() -> None:
    lines = written(quads(sample()), "turtle").decode().splitlines()
    starts = [line.split()[0] for line in lines if line and not line.startswith(("@", "\t"))]
    assert len(starts) == len(set(starts))
    assert "service:whatsapp a ig:Service ;" in lines


def test_an_unknown_format_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError, match=r"nquads, ntriples, trig, turtle"):
        write([], io.BytesIO(), "xls")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write([], tmp_path / "nowhere" / "graph.ttl", "turtle")
