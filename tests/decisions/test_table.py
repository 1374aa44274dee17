"""The file of decisions: what is written is read again, and what is wrong is told with its line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentgraph.decisions import Decision, read_decisions
from incidentgraph.decisions.table import COLUMNS, decisions_text
from incidentgraph.errors import InputError
from incidentgraph.model import Link, NodeId
from incidentgraph.spreadsheets import is_formula

A, B, C = NodeId("company/a"), NodeId("company/b"), NodeId("company/c")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "decisions.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines(), delimiter="\t"))


def test_a_line_a_pair_sorted_with_names_and_reasons() -> None:
    links = [
        Link(B, C, "different", 1.0, ("the same name: b", "one is a Company, the other a Service")),
        Link(A, B, "possiblySame", 0.85, ("+30 participant: both concern x", "-5 count: 7 and 9")),
    ]
    text = decisions_text([], links, {A: "Ah", B: "=cmd()", C: "Sea\tside"})
    assert rows(text) == [
        list(COLUMNS),
        ["company/a", "company/b", "possiblySame", "rule", "0.85", "Ah", "'=cmd()",
         "participant: both concern x (+30); count: 7 and 9 (-5)"],
        ["company/b", "company/c", "different", "rule", "1", "'=cmd()", "Sea side",
         "the same name: b; one is a Company, the other a Service"],
    ]  # fmt: skip


def test_a_person_s_line_takes_the_place_of_the_rules_whatever_the_order_of_the_pair(tmp_path: Path) -> None:
    own = [Decision("company/a", "company/b", "different", reasons=("asked them",))]
    text = decisions_text(own, [Link(A, B, "same", 1.0, ("alike",)), Link(B, A, "same", 1.0, ())], {})
    assert rows(text)[1:] == [["company/a", "company/b", "different", "person", "1", "", "", "asked them"]]
    assert read_decisions(written(tmp_path, text)) == tuple(own)


def test_names_of_things_that_are_not_met_any_more_are_kept() -> None:
    own = [Decision("company/gone", "company/b", "same", left_name="Gone Ltd", right_name="Bee")]
    assert rows(decisions_text(own, [], {B: "B plc"}))[1][5:7] == ["Gone Ltd", "B plc"]


_CELLS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda t: t.strip() == t and " ".join(t.split()) == t and not is_formula(t) and not t.startswith(("'", "#"))
)


@settings(deadline=None)
@given(st.lists(st.tuples(_CELLS, _CELLS, st.sampled_from(["same", "different"]), _CELLS), max_size=4))
def test_a_person_s_lines_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str, str, str]]
) -> None:
    own = {
        frozenset({left, right}): Decision(left, right, verdict, left_name=name)
        for left, right, verdict, name in told
        if left != right
    }
    text = decisions_text(own.values(), [], {})
    found = read_decisions(written(tmp_path_factory.getbasetemp(), text))
    assert sorted(found, key=repr) == sorted(own.values(), key=repr)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\tb\tsame\n", 1, "names no column left and no column right and no column verdict"),
        ("left\tright\tverdict\nx\ty\tsimilar\n", 2, "'similar' is no verdict of a person (write same or different)"),
        ("left\tright\tverdict\n\n# why\nx\ty\t\n", 4, "there is no verdict"),
        ("left\tright\tverdict\nx\t\tsame\n", 2, "needs both"),
        ("left\tright\tverdict\nx\n", 2, "needs both"),
        ("left\tright\tverdict\nx\tx\tsame\n", 2, "judged with itself"),
        ("left\tright\tverdict\tby\nx\ty\tsame\tme\n", 2, "'me' judges nothing"),
        ('left\tright\tverdict\nx\t"y\tsame\n', 2, "no line of cells"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_decisions(written(tmp_path, text))
    assert error.value.where.endswith(f"decisions.tsv:{line}")
    assert message in str(error.value)
    assert error.value.hint


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_decisions(tmp_path / "missing.tsv")
    (tmp_path / "latin.tsv").write_bytes("left\tright\tverdict\né\tb\tsame".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_decisions(tmp_path / "latin.tsv")


def test_a_hand_written_file_needs_three_columns_in_any_order(tmp_path: Path) -> None:
    text = "\ufeffVerdict\tnote\tRight\tLeft\r\nSame\tsure\tMeta\tFacebook, Inc.\r\n"
    assert read_decisions(written(tmp_path, text)) == (Decision("Facebook, Inc.", "Meta", "same"),)


def test_the_lines_of_rules_are_passed_over(tmp_path: Path) -> None:
    text = "left\tright\tverdict\tby\na\tb\tpossiblySame\trule\na\tb\tsame\tPerson\n"
    assert [one.verdict for one in read_decisions(written(tmp_path, text))] == ["same"]
