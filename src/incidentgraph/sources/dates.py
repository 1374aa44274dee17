"""Dates of publication as machines write them: ISO 8601, or as in e-mail and feeds. Nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime


def parse_published(text: str) -> date | datetime | None:
    """The date, with its time and zone where told; None where the text is not a full date.

    >>> parse_published("2025-05-24"), parse_published("2025-05"), parse_published("24/05/2025")
    (datetime.date(2025, 5, 24), None, None)
    >>> parse_published("Sat, 24 May 2025 15:51:00 +0300").isoformat()
    '2025-05-24T15:51:00+03:00'
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
