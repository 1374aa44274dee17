"""Our numbers are those of the independent scorer (score.py, over rdflib) that may lie beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.evaluate.golds import arabic, english, graph, measured, write
from tests.quality import measured as development

from incidentgraph.evaluate import Evaluation, Scores
from incidentgraph.store import Graph

HERE = Path(__file__).resolve().parent
SCORER = HERE.parents[2] / "shared" / "score.py"
RECORDED = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))


def sample_gold() -> list[dict[str, Any]]:
    """Gold that the sample's graph agrees with in part, so that every count is there."""
    first, second = english(), arabic()
    first["outages"][0] |= {"duration": "PT3H", "end": "18:00", "places": ["Norland"]}
    first["outages"].append({"id": "o2", "main": False, "services": ["Telegram"], "date": "2023", "evidence": "x"})
    first["attacks"][0]["perpetrators"][0]["status"] = "suspected"
    first["roles"][0]["status"] = "former"
    first["relations"] = [{"s": "Meta", "p": "operatorOf", "o": "WhatsApp"}]
    first["contributions"][0]["amount"] = 501
    first["entities"][-1]["type"] = "Company"
    for outage in [*first["outages"], *second["outages"]]:
        for slot in ("report_counts", "causes"):
            outage.setdefault(slot, [])
    return [first, second]


def numbers(scores: Scores) -> dict[str, Any]:
    """In the form of the scorer."""
    rows = {
        name: {
            "precision": round(t.precision, 3),
            "recall": round(t.recall, 3),
            "f1": round(t.f1, 3),
            "tp": t.right,
            "fp": t.extra,
            "fn": t.missed,
        }
        for name, t in scores.rows.items()
    }
    return {"rows": rows, "overall": round(scores.overall, 3)}


def everything(found: Evaluation) -> dict[str, Any]:
    quotes = found.grounding
    counts = {"claims": found.claims, "quotes": quotes.quotes, "ungrounded": len(quotes.ungrounded)}
    return numbers(found.scores()) | counts


def by_scorer(folder: Path, built: Graph, gold: Path, *options: str) -> dict[str, Any]:
    """What the scorer says of a graph, with the articles' texts as the graph keeps them."""
    path = folder / "graph.nq"
    path.write_text("".join(sorted(f"{quad} .\n" for quad in built.quads())), encoding="utf-8")
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    rows = built.query("SELECT ?id ?text { ?a dct:identifier ?id ; schema:articleBody ?text }")
    for row in rows:  # type: ignore[union-attr]
        (texts / f"{row['id'].value}.txt").write_text(row["text"].value, encoding="utf-8", newline="")
    command = [sys.executable, str(SCORER), str(path), str(gold), "--json", "--texts", str(texts), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    result["rows"] = {name.strip(): row for name, row in result["rows"].items()}
    return result


def test_the_recorded_numbers() -> None:
    """Recorded from the scorer; they hold where it is not at hand, too."""
    assert everything(measured(*sample_gold())) == RECORDED


def test_every_number_of_the_development_set(tmp_path: Path) -> None:
    if not SCORER.exists():
        test_the_recorded_numbers()
        return
    gold = tmp_path / "gold"
    gold.mkdir()
    assert by_scorer(tmp_path, graph(), write(gold, *sample_gold())) == RECORDED
    built, found = development.graph(), development.evaluation()
    assert everything(found) == by_scorer(tmp_path, built, development.GOLD)
    french = by_scorer(tmp_path, built, development.GOLD, "--lang", "fr")
    assert numbers(found.languages["fr"]) == {"rows": french["rows"], "overall": french["overall"]}
