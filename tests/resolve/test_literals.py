"""A literal is decided on in the form in which a store keeps it."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from incidentgraph.model import Ref, Term, Value
from incidentgraph.namespaces import XSD
from incidentgraph.resolve.literals import as_kept

_NUMBER = st.integers(0, 200)
_VALUES = st.one_of(
    st.builds(lambda d, h, m: Value(f"P{d}DT{h}H{m}M", "duration"), _NUMBER, _NUMBER, _NUMBER),
    st.builds(lambda m, s: Value(f"PT{m}M{s}.50S", "duration"), _NUMBER, _NUMBER),
    st.builds(lambda n: Value(f"{n:+04d}", "integer"), st.integers(-99999, 99999)),
    st.builds(lambda n, f: Value(f"{n:03d}.{f:04d}", "decimal"), st.integers(-99999, 99999), st.integers(0, 9999)),
    st.sampled_from([Value(t, "boolean") for t in ("0", "1", "true", "false")]),
    st.builds(
        lambda t, z: Value(f"{t.isoformat()}{z}", "time"),
        st.times(),
        st.sampled_from(["", "Z", "+00:00", "-04:00", "+05:30"]),
    ),
    st.builds(
        lambda t, z: Value(f"{t.isoformat()}{z}", "dateTime"),
        st.datetimes(),
        st.sampled_from(["", "Z", "+00:00", "-04:00"]),
    ),
    st.builds(lambda d: Value(d.isoformat(), "date"), st.dates()),
)


@given(_VALUES)
def test_it_is_the_form_of_the_store(value: Value) -> None:
    store = ox.Store()
    node = ox.NamedNode("https://example.org/x")
    store.add(ox.Quad(node, node, ox.Literal(value.lexical, datatype=ox.NamedNode(f"{XSD}{value.datatype}"))))
    (kept,) = store
    assert isinstance(kept.object, ox.Literal)
    found = as_kept(value)
    assert isinstance(found, Value)
    assert found.lexical == kept.object.value
    assert as_kept(found) == found


def test_what_is_no_literal_or_ill_formed_stays() -> None:
    for other in (Term("DDoS"), Value("soon", "duration"), Value("P", "duration"), Value("NaN", "decimal")):
        assert as_kept(other) == other
    assert as_kept(Ref(Ref.__name__)) == Ref(Ref.__name__)  # type: ignore[arg-type]
