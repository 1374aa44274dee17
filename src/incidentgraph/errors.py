"""What can go wrong, in two severities.

An `ItemError` costs one item (an article, a row): it is reported and the run goes on. Every other
`IncidentGraphError` means that the run cannot go on. The text of each says what, where, and what to do next.
"""

from __future__ import annotations


class IncidentGraphError(Exception):
    """Base of all errors that a user can act on.

    `what` is the fault, `where` the file or thing it concerns, `hint` what to do next.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(what, where, hint)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.what}{advice}"


class ItemError(IncidentGraphError):
    """One input cannot be used; the others go on."""


class InputError(IncidentGraphError):
    """The arguments or the input as a whole cannot be used."""


class OutputError(IncidentGraphError):
    """The output cannot be written."""


class RemoteError(IncidentGraphError):
    """A server cannot be reached, or does not do what it is asked."""


class QueryError(IncidentGraphError):
    """A query is unknown, lacks a parameter, or is not SPARQL."""


class DataError(IncidentGraphError):
    """A data file of the project or of a plug-in (ontology, language, dictionary) is faulty."""
