"""An extractor: it finds nothing, and stumbles over articles that say so."""

from __future__ import annotations

from incidentgraph.entities import Dictionary
from incidentgraph.model import Article, Reading


class Nothing:
    """Reads articles without finding anything in them."""

    name = "nothing"
    version = "1"

    def read(self, article: Article, dictionary: Dictionary) -> Reading:  # noqa: ARG002
        """Find nothing."""
        if "stumble" in article.text:
            raise ValueError("stumbled")  # noqa: EM101
        return Reading(article)


EXTRACTOR = Nothing()
