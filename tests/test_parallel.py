"""Chunks over processes: the same results, in the same order."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from incidentgraph.errors import IncidentGraphError
from incidentgraph.parallel import CHUNK, chunked


def doubled(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def killed(items: Sequence[int]) -> list[int]:
    if CHUNK in items:
        os._exit(9)
    return list(items)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    items = list(range(3 * CHUNK + 1))
    assert [x for chunk in chunked(doubled, items, workers) for x in chunk] == doubled(items)


def test_no_items() -> None:
    assert list(chunked(doubled, [], 4)) == []


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(IncidentGraphError, match="worker process died"):
        list(chunked(killed, list(range(2 * CHUNK)), 2))
