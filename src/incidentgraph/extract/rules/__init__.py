"""The default extractor: rules over words, names and values; the words are data of each language."""

from incidentgraph.extract.rules.reader import RuleExtractor, read

EXTRACTOR = RuleExtractor()

__all__ = ["EXTRACTOR", "RuleExtractor", "read"]
