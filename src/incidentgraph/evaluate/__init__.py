"""What a graph is worth: precision, recall and F1 against gold, by row and language; what is missed and what extra.

>>> from incidentgraph.evaluate import parse_gold
>>> faults = []
>>> _ = parse_gold({"id": "a", "lang": "en", "entities": [{"type": "Star", "name": "X"}]}, "a.json", faults)
>>> faults[0].where, faults[0].reason
('a.json: outages', 'is missing')
"""

from __future__ import annotations

from incidentgraph.evaluate.differences import EXTRA, MISSED, OVERSTATED, Difference
from incidentgraph.evaluate.gold import GoldArticle
from incidentgraph.evaluate.grounding import Grounding
from incidentgraph.evaluate.measure import HELD_BACK, OPEN, Evaluation, Measured, evaluate
from incidentgraph.evaluate.reading import Gold, parse_gold, read_gold
from incidentgraph.evaluate.tally import HEADLINE, Scores, Tally
from incidentgraph.evaluate.told import Triples

__all__ = [
    "EXTRA",
    "HEADLINE",
    "HELD_BACK",
    "MISSED",
    "OPEN",
    "OVERSTATED",
    "Difference",
    "Evaluation",
    "Gold",
    "GoldArticle",
    "Grounding",
    "Measured",
    "Scores",
    "Tally",
    "Triples",
    "evaluate",
    "parse_gold",
    "read_gold",
]
