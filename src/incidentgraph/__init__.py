"""News articles in Arabic, French and English in; an evidence-backed knowledge graph out."""

__version__ = "0.1.0"
