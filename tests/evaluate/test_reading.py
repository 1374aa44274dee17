"""Gold files: what is accepted, and how a fault is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.evaluate.golds import Record, arabic, english, write

from incidentgraph.errors import InputError
from incidentgraph.evaluate import read_gold
from incidentgraph.evaluate.gold import Count, Told


def test_files_and_folders_are_read_in_the_order_of_ids(tmp_path: Path) -> None:
    folder = write(tmp_path, english(), arabic())
    assert [article.id for article in read_gold([folder]).articles] == ["ar-1", "en-1"]
    assert read_gold([folder / "en-1.json", folder]) == read_gold([folder])


def test_what_a_file_says(tmp_path: Path) -> None:
    (article,) = read_gold([write(tmp_path, english())]).articles
    (outage,), (attack,) = article.outages, article.attacks
    assert outage.reports == (Count(25800, "over"),)
    assert outage.incident == "whatsapp-2024", "the main event is that of the article"
    assert attack.incident is None
    assert attack.perpetrators == (Told("Storm Fox", "claimed"),)
    assert not article.held_back


FAULTS: list[tuple[tuple[str | int, ...], object, str, str]] = [
    (("id",), None, "id", "is missing"),
    (("entities",), None, "entities", "is missing"),
    (("outages",), {}, "outages", "is no list"),
    (("entities", 1, "type"), "Planet", "entities[1].type", "'Planet' is not known"),
    (("entities", 0, "mentions"), [""], "entities[0].mentions[0]", "is no text"),
    (("entities", 0), "Meta", "entities[0]", "is no object"),
    (("outages", 0, "main"), "yes", "outages[0].main", "neither true nor false"),
    (("outages", 0, "date"), "3 April", "outages[0].date", "not of the form"),
    (("outages", 0, "date"), "2024-13", "outages[0].date", "not of the form"),
    (("outages", 0, "start"), "25:00", "outages[0].start", "not of the form"),
    (("outages", 0, "duration"), "2 hours", "outages[0].duration", "not of the form"),
    (("outages", 0, "weekday"), "lundi", "outages[0].weekday", "not known"),
    (("outages", 0, "report_counts", 0, "value"), "many", "outages[0].report_counts[0].value", "is no number"),
    (("outages", 0, "report_counts", 0, "value"), None, "outages[0].report_counts[0].value", "is missing"),
    (("attacks", 0, "kind"), None, "attacks[0].kind", "is missing"),
    (("attacks", 0, "perpetrators", 0, "status"), "sure", "attacks[0].perpetrators[0].status", "not known"),
    (("roles", 0, "person"), " ", "roles[0].person", "is no text"),
    (("contributions", 0, "currency"), "$", "contributions[0].currency", "not of the form"),
    (("held_back",), 1, "held_back", "neither true nor false"),
]


@pytest.mark.parametrize(("place", "value", "field", "reason"), FAULTS, ids=[f[2] for f in FAULTS])
def test_a_fault_is_told_with_file_and_field(
    place: tuple[str | int, ...], value: object, field: str, reason: str, tmp_path: Path
) -> None:
    record: Record = english()
    target = record
    for step in place[:-1]:
        target = target[step]  # type: ignore[index]
    target[place[-1]] = value  # type: ignore[index]
    write(tmp_path, arabic())
    faulty = tmp_path / "faulty.json"
    faulty.write_text(json.dumps(record), encoding="utf-8")
    found = read_gold([tmp_path])
    (fault,) = found.faults
    assert fault.where == f"{faulty}: {field}"
    assert reason in fault.reason
    assert [article.id for article in found.articles] == ["ar-1"], "the other files go on"


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    record = english() | {"lang": None, "roles": None}
    found = read_gold([write(tmp_path, record, arabic())])
    assert [fault.where.rpartition(": ")[2] for fault in found.faults] == ["lang", "roles"]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"{", "is not JSON"), (b"[1]", "is no JSON object"), (b"\xff\xfe", "cannot be read")]
)
def test_a_file_that_is_no_gold_at_all(data: bytes, reason: str, tmp_path: Path) -> None:
    (write(tmp_path, english()) / "x.json").write_bytes(data)
    (fault,) = read_gold([tmp_path]).faults
    assert fault.where == str(tmp_path / "x.json")
    assert reason in fault.reason


def test_two_files_of_one_article(tmp_path: Path) -> None:
    (write(tmp_path, english()) / "z.json").write_text(json.dumps(english()), encoding="utf-8")
    found = read_gold([tmp_path])
    assert len(found.articles) == 1
    assert str(tmp_path / "en-1.json") in found.faults[0].reason


def test_a_field_that_nobody_knows_is_noted(tmp_path: Path) -> None:
    record = english()
    record["outages"][0]["reprots"] = []
    found = read_gold([write(tmp_path, record)])
    assert len(found.articles) == 1
    (note,) = found.notes
    assert note.where.endswith("en-1.json: outages[0].reprots")


def test_nothing_to_measure_with_is_an_error(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "nix", "no such file"), (tmp_path, "no gold")):
        with pytest.raises(InputError, match=words):
            read_gold([path])
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.json: outages: is missing"):
        read_gold([tmp_path])


def test_the_form_that_the_manual_shows(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "evaluating.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", manual, re.DOTALL)
    (tmp_path / "en-01.json").write_text(block, encoding="utf-8")
    found = read_gold([tmp_path])
    assert (found.faults, found.notes) == ((), ())
    assert found.articles[0].outages[0].reports == (Count(80000, "over"),)


def test_one_language_or_part(tmp_path: Path) -> None:
    found = read_gold([write(tmp_path, english() | {"held_back": True}, arabic())])
    assert [a.id for a in found.only(language="en").articles] == ["en-1"]
    assert [a.id for a in found.only(held_back=False).articles] == ["ar-1"]
    with pytest.raises(InputError, match="ar, en"):
        found.only(language="de")
