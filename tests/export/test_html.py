"""The page as a file: what is in it, what is not, and that the same graph gives the same bytes."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from tests.browser.graphs import HOSTILE, hostile, large

from incidentgraph.errors import InputError
from incidentgraph.export import EXPORTERS
from incidentgraph.export.html import PageOptions, render
from incidentgraph.export.page.render import script_json, vis_network
from incidentgraph.ontology import load_ontology
from incidentgraph.store import Graph, open_graph

MINI = Path(__file__).parents[1] / "data" / "mini.trig"
OUTAGE = "outage/chirpo-2025-05-24"


def block(page: str, name: str) -> Any:
    """The JSON of one of the page's data blocks."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def data(graph: Graph | None = None, **options: Any) -> Any:
    return block(render(open_graph(MINI) if graph is None else graph, PageOptions(**options)), "data")


def statement(page: Any, subject: str, predicate: str) -> list[Any]:
    place = [t["id"] for t in page["things"]].index(subject)
    return [s for s in page["statements"] if s["s"] == place and s["p"] == predicate]


def test_the_exporter_writes_the_page() -> None:
    out = io.BytesIO()
    EXPORTERS["html"].write(open_graph(MINI), out)
    assert out.getvalue().decode().startswith("<!doctype html>")


def test_the_page_names_no_address_that_a_browser_would_ask() -> None:
    page = render(open_graph(MINI))
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search('(?:src|href)="(?!data:|#)', markup)
    assert "@import" not in markup
    assert "url(" not in markup
    assert "sourceMappingURL" not in page
    assert "cdn" not in page.lower()
    assert "default-src 'none'" in markup


def test_vis_network_is_the_one_of_pyvis() -> None:
    assert "@version 9.1.2" in vis_network()


class Tags(HTMLParser):
    """The elements of a page in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found.append(tag)


def test_what_pyvis_built_is_what_is_drawn() -> None:
    page = render(open_graph(MINI))
    nodes, edges, things = block(page, "drawn-nodes"), block(page, "drawn-edges"), block(page, "data")["things"]
    assert {n["group"] for n in nodes} >= {"Outage", "Attack", "Company"}
    assert all(isinstance(n["x"], int) and isinstance(n["y"], int) for n in nodes)
    assert {things[n["id"]]["id"] for n in nodes} == {t["id"] for t in things} - {
        "organization/northern-wire", "organization/echo-du-port",
    }  # fmt: skip
    assert len(edges) == len(block(page, "data")["lines"])


def test_a_statement_has_its_claims_with_stance_source_article_and_quote() -> None:
    page = data()
    [count] = [s for s in statement(page, OUTAGE, "reportCount") if s["o"]["v"] == "25800"]
    assert count["o"] == {"v": "25800", "d": "integer", "q": "MoreThan"}
    assert count["f"] == 1
    [claim] = [page["claims"][c] for c in count["c"] if "at" in page["claims"][c]]
    assert (claim["st"], claim["at"]) == ("Asserted", "12:51:00")
    assert page["things"][claim["by"]]["id"] == "organization/downwatch"
    assert page["quotes"][claim["e"][0]] == ["more than 25,800 reports at 12:51", "en"]
    article = page["articles"][claim["a"]]
    assert (article["o"], article["d"], article["u"]) == ("Northern Wire", "2025-05-25", "https://news.example/en-1")


def test_articles_of_one_witness_say_so() -> None:
    articles = {article["id"]: article for article in data()["articles"]}
    assert articles["en-1"]["w"] == articles["ar-1"]["w"] == 1
    assert articles["en-1"]["c"] == articles["ar-1"]["c"] == ["translationOf"]
    assert not {"w", "c"} & articles["fr-1"].keys()


def test_what_is_only_alleged_is_no_fact() -> None:
    page = data()
    attack = next(t for t in page["things"] if t["id"] == "attack/chirpo-2025-05-24")
    assert attack["f"]["strongestStance"] == "Claimed"
    assert all("f" not in s for s in statement(page, attack["id"], "perpetrator"))
    assert [line["st"] for line in page["lines"] if line.get("x")].count("Denied") >= 1


def test_conflicts_keep_their_sides() -> None:
    page = data()
    [duration] = [c for c in page["conflicts"] if c["p"] == "duration"]
    assert [len(side) for side in duration["sides"]] == [2, 1]
    assert duration["k"] == "DifferentValue"


def test_named_graphs_and_their_union_give_the_same_page() -> None:
    named = open_graph(MINI)
    out = io.BytesIO()
    EXPORTERS["turtle"].write(named, out)
    union = Graph.from_quads(parse(out.getvalue(), format=RdfFormat.TURTLE))
    assert render(union) == render(named)


def test_the_same_bytes_whatever_the_hash_seed_and_the_order() -> None:
    code = (
        "import sys, random; from pathlib import Path; from incidentgraph.store import Graph, open_graph;"
        "from incidentgraph.export.html import render;"
        "quads = sorted(open_graph(Path(sys.argv[1])).quads(), key=str); random.Random(sys.argv[2]).shuffle(quads);"
        "sys.stdout.buffer.write(render(Graph.from_quads(quads)).encode())"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", code, str(MINI), seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(pages) == 1
    assert pages == {render(open_graph(MINI)).encode()}


def test_data_cannot_end_its_script() -> None:
    page = render(hostile())
    assert Tags(page).found == Tags(render(open_graph(MINI))).found
    labels = [label for thing in block(page, "data")["things"] for label in thing["n"].values()]
    assert set(HOSTILE.values()) <= set(labels)


def test_only_web_addresses_become_links() -> None:
    assert [a.get("u") for a in data(hostile())["articles"]] == [None, None, None, 'https://ok.example/"><b>']


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "a & b", "\ud800", 'q"\\'])
def test_json_for_a_script_element_reads_back(text: str) -> None:
    written = script_json([text])
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == [text]


def test_the_title_is_escaped() -> None:
    page = render(open_graph(MINI), PageOptions(title="<b>&"))
    assert "<title>&lt;b&gt;&amp;</title>" in page


def test_focus_keeps_what_lies_within_the_depth() -> None:
    page = data(focus="nimbus", depth=1)
    names = {t["id"] for t in page["things"]}
    assert {"service/nimbus", "outage/nimbus-2025-03", "attack/nimbus-2025"} <= names
    assert "service/chirpo" not in names
    assert {c for s in page["statements"] for c in s["c"]} == set(range(len(page["claims"])))


def test_focus_finds_a_name_in_any_script() -> None:
    assert "service/chirpo" in {t["id"] for t in data(focus="تشيربو", depth=0)["things"]}


def test_focus_on_what_is_not_there_says_so() -> None:
    with pytest.raises(InputError, match="nothing in the graph is called 'Nobody'"):
        render(open_graph(MINI), PageOptions(focus="Nobody"))


def test_a_large_graph_is_drawn_from_its_most_connected_part() -> None:
    page = render(large(2_000))
    nodes, lines = block(page, "drawn-nodes"), block(page, "data")["lines"]
    assert len(nodes) == 300
    drawn = {n["id"] for n in nodes}
    degree = [0] * 2_000
    for line in lines:
        degree[line["s"]] += 1
        degree[line["o"]] += 1
    assert degree.index(max(degree)) in drawn
    assert all(
        any(drawn >= {line["s"], line["o"]} for line in lines if thing in (line["s"], line["o"])) for thing in drawn
    )


def test_the_interface_has_every_word_in_every_language() -> None:
    words = data()["words"]
    assert words["en"].keys() == words["fr"].keys() == words["ar"].keys()
    script = "".join(
        p.read_text() for p in (files("incidentgraph.export.page") / "assets").iterdir() if p.name.endswith(".js")
    )
    asked = set(re.findall(r'ig\.word\("(\w+)"', script))
    assert asked <= words["en"].keys()


def test_every_class_of_things_is_drawn() -> None:
    ontology = load_ontology()
    drawn = {c["name"] for c in data()["classes"]}
    for name in ("Person", "Organization", "Service", "Place", "Event", "Role"):
        assert {c for c in ontology.classes if ontology.is_a(c, name)} <= drawn


def test_other_formats_do_not_wait_for_the_page() -> None:
    code = (
        "import sys; from incidentgraph.export import EXPORTERS; EXPORTERS['turtle'];"
        "sys.exit(len({'pyvis', 'igraph'} & sys.modules.keys()))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
