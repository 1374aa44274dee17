"""A store whose change is killed at any moment is what it was before, or what it should be after."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.live.making import incoming, readings, whole

from incidentgraph import rdf
from incidentgraph.live import create, open_live
from incidentgraph.model import Reading
from incidentgraph.store import open_graph

KILLS = 14


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


def _killed(work: Callable[[], None], after: float) -> None:
    """Run something in another process, and kill that after some seconds if it is still at it."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(after)
    if process.is_alive() and process.pid is not None:
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def _lasts(work: Callable[[], None]) -> float:
    started = time.monotonic()
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - started


def _quads(folder: Path) -> set[str]:
    return {str(quad) for quad in open_graph(folder).quads()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("way", ["change", "create"])
def test_a_store_survives_being_killed(tmp_path: Path, way: str) -> None:
    told = _made()
    first, rest = told[:7], told[7:]
    origin, folder = tmp_path / "origin", tmp_path / "store"
    create(origin, rdf.BASE, incoming(*first))
    before, after = whole(first), whole([*first[3:], *rest])

    def work() -> None:
        if way == "create":
            create(folder, rdf.BASE, incoming(*first[3:], *rest))
            return
        with open_live(folder) as store:
            store.change(incoming(*rest), [reading.article.id for reading in first[:3]])

    shutil.copytree(origin, folder)
    longest = _lasts(work)
    chance = random.Random(7)  # noqa: S311 - no secret
    seen = set()
    for _ in range(KILLS):
        shutil.rmtree(folder)
        shutil.copytree(origin, folder)
        _killed(work, chance.uniform(0, 1.1 * longest))
        found = _quads(folder)
        assert found in (before, after)
        seen.add(found == after)
        if found == before:
            work()
        assert _quads(folder) == after
    assert seen == {False, True}
