"""A store whose change is killed at any moment is what it was before, or what it should be after."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.live.making import incoming, readings, whole

from incidentgraph import rdf
from incidentgraph.live import create
from incidentgraph.live.codec import encode
from incidentgraph.model import Reading
from incidentgraph.store import open_graph

KILLS = 12


def _made() -> list[Reading]:
    found: list[Reading] = []

    @settings(
        max_examples=1,
        database=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*[readings(f"a{n}") for n in range(12)]))
    def make(told: tuple[Reading, ...]) -> None:
        found[:] = told

    make()
    return found


WORK = """
import sys
from pathlib import Path
from incidentgraph import rdf
from incidentgraph.live import Incoming, create, open_live
from incidentgraph.live.codec import decode

way, folder, told = sys.argv[1], Path(sys.argv[2]), decode(Path(sys.argv[3]).read_bytes(), Incoming)
print("ready", flush=True)
if way == "create":
    create(folder, rdf.BASE, told)
else:
    with open_live(folder) as store:
        store.change(told, sys.argv[4:])
"""


def _run(arguments: list[str], kill_after: float | None = None) -> float:
    """Do the work in another process; kill that some seconds after it has begun, if it is still at it."""
    with subprocess.Popen([sys.executable, "-c", WORK, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        started = time.monotonic()
        try:
            assert process.wait(kill_after) == 0
        except subprocess.TimeoutExpired:
            process.kill()
        return time.monotonic() - started


def _quads(folder: Path) -> set[str]:
    return {str(quad) for quad in open_graph(folder).quads()}


@pytest.mark.parametrize("way", ["change", "create"])
def test_a_store_survives_being_killed(tmp_path: Path, way: str) -> None:
    told = _made()
    first, rest = told[:7], told[7:]
    origin, folder, file = tmp_path / "origin", tmp_path / "store", tmp_path / "told.json"
    create(origin, rdf.BASE, incoming(*first))
    before, after = whole(first), whole([*first[3:], *rest])
    coming = incoming(*rest) if way == "change" else incoming(*first[3:], *rest)
    file.write_text(encode(coming))
    arguments = [way, str(folder), str(file), *(reading.article.id for reading in first[:3])]
    shutil.copytree(origin, folder)
    longest = _run(arguments)
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(KILLS):
        shutil.rmtree(folder)
        shutil.copytree(origin, folder)
        _run(arguments, chance.uniform(0, 1.2 * longest))
        found = _quads(folder)
        assert found in (before, after)
        if found == before:
            _run(arguments)
        assert _quads(folder) == after
