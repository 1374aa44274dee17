"""Questions to a graph: named ones with parameters, files, or SPARQL as text; answers as tables in several formats.

>>> from incidentgraph.query import load_questions
>>> "outages" in load_questions()
True
"""

from __future__ import annotations

from incidentgraph.query.asking import Askable, as_question, ask
from incidentgraph.query.disputes import Dispute, Disputes, DisputeSide, Quote, Telling, disputes, kinds_of
from incidentgraph.query.formats import FORMATS, format_table, rich_table
from incidentgraph.query.questions import Param, Question, find_question, load_questions, parse_question, read_question
from incidentgraph.query.table import Cell, Kind, Table, short_text, text_of

__all__ = [
    "FORMATS",
    "Askable",
    "Cell",
    "Dispute",
    "DisputeSide",
    "Disputes",
    "Kind",
    "Param",
    "Question",
    "Quote",
    "Table",
    "Telling",
    "as_question",
    "ask",
    "disputes",
    "find_question",
    "format_table",
    "kinds_of",
    "load_questions",
    "parse_question",
    "read_question",
    "rich_table",
    "short_text",
    "text_of",
]
