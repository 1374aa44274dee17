from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from incidentgraph.query.binding import Unfit, asks_elsewhere, bind, blocks, day, integer, iri, literal

QUERY = """# VALUES ?_name { "in a comment" }
SELECT ?_name {
  VALUES ?_name { "} not the end {" "x" }  # the default
  ?s ?p "VALUES ?_name { }" FILTER ( ?s != <http://example.org/VALUES?_name> || ?_name < "a" )
  values $_name { UNDEF }
  VALUES ?other { 1 }
}"""


def test_only_data_blocks_of_parameters_are_replaced() -> None:
    assert list(blocks(QUERY)) == ["name"]
    assert bind(QUERY, {"name": ['"A"', '"B"']}).splitlines() == [
        '# VALUES ?_name { "in a comment" }',
        "SELECT ?_name {",
        '  VALUES ?_name { "A" "B" }  # the default',
        '  ?s ?p "VALUES ?_name { }" FILTER ( ?s != <http://example.org/VALUES?_name> || ?_name < "a" )',
        '  values $_name { "A" "B" }',
        "  VALUES ?other { 1 }",
        "}",
    ]


@given(st.text())
def test_any_text_comes_through_a_parameter_as_it_is(value: str) -> None:
    """Whatever a value holds, the query gets that string and nothing else."""
    answer = Store().query(bind("SELECT ?_x { VALUES ?_x { 1 } }", {"x": [literal(value)]}))
    assert [solution[0] for solution in answer] == [Literal(value)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "value", ['"} DROP ALL #', '" } } ; DROP ALL #', "\\", '\\"', "a\nb", "\u2028", '"""', "?_x", "{}"]
)
def test_injection_stays_a_string(value: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("kept")))
    text = bind("SELECT ?_x { VALUES ?_x { 1 } ?s ?p ?o }", {"x": [literal(value)]})
    assert [solution[0] for solution in store.query(text)] == [Literal(value)]  # type: ignore[union-attr]
    assert len(store) == 1


@pytest.mark.parametrize(
    "value", ["", "x", "a b", "http://e/> } DROP ALL #", "http://e/<x>", 'http://e/"x"', "http://e/\nx", "nobody:x y"]
)
def test_an_iri_that_could_end_early_is_refused(value: str) -> None:
    with pytest.raises(Unfit, match="must be an IRI"):
        iri(value)


@pytest.mark.parametrize("value", ["2025", "2025-13-01", "24/05/2025", "2025-05-24 } #", ""])
def test_a_day_is_a_day(value: str) -> None:
    with pytest.raises(Unfit, match="2025-05-24"):
        day(value)


@pytest.mark.parametrize("value", ["", "1.5", "1 } #", "many"])
def test_a_number_is_a_number(value: str) -> None:
    with pytest.raises(Unfit, match="whole number"):
        integer(value)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Unfit, match="surrogate"):
        literal("\ud800")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { service silent <http://e/> { ?s ?p ?o } }", True),
        ("SELECT * { ?s a ig:SERVICE ; ?service 'SERVICE' }", False),
        ("SELECT * { ?s ?p \"\"\"a \" SERVICE\"\"\" , '''it's SERVICE''' }", False),
        ("SELECT * { ?s <http://e/#SERVICE> ?o }", False),
    ],
)
def test_a_federated_query_is_known(text: str, expected: bool) -> None:
    assert asks_elsewhere(text) is expected
