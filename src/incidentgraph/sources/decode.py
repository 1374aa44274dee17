"""Bytes to text: Unicode first, then the legacy encodings of Arabic, French and English, never unlooked at.

Newlines and everything else stay as they are, since offsets count the code points of what is returned here.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from incidentgraph.errors import ItemError

LEGACY = ("cp1256", "cp1252", "iso8859_6", "latin_1")
"""What Arabic, French and English pages and files were saved in before UTF-8."""

MAX_CONTROL_SHARE = 0.01
MAX_MIXED_WORDS = 0.05  # words of Arabic and Latin letters; a wrong Arabic code page gives half of them
MAX_ACCENTED = 0.35  # share of accented among Latin letters; French has 5 %, Arabic read as Latin-1 nearly 100 %

# Longest first: UTF-32's mark begins like UTF-16's.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF", "convert it first, e.g. with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x89PNG", "a picture", "only text can be read"),
    (b"\xff\xd8\xff", "a picture", "only text can be read"),
    (b"GIF8", "a picture", "only text can be read"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text"),
    (b"\x7fELF", "a program", "only text can be read"),
    (b"SQLite format 3", "a database", "only text can be read"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of an article's bytes; `declared` is the encoding that a page names itself.

    Raises `ItemError` for what is empty, binary, or in no encoding that gives readable text.

    >>> decode("تعطل واتساب".encode("cp1256")) == decode("تعطل واتساب".encode("utf-16")) == "تعطل واتساب"
    True
    """
    if not data.strip():
        what = "the file is empty"
        raise ItemError(what, hint="remove it, or put the article into it")
    for magic, kind, hint in _MAGIC:
        if data.startswith(magic):
            what = f"not text but {kind}"
            raise ItemError(what, hint=hint)
    text = _unicode(data)
    if text is None:
        text = _legacy(data, declared)
    if not text.strip():
        what = "the file holds no text"
        raise ItemError(what, hint="remove it, or put the article into it")
    if "\x00" in text or len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise _binary()
    return text


def _unicode(data: bytes) -> str | None:
    """The text where the bytes are Unicode in any form; None where they are not."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = _try(data, encoding)
            if text is not None and "\x00" not in text and _readable(text):
                return text
        raise _binary()
    text = _try(data, "utf-8")
    if text is None:
        broken = data.decode("utf-8", "replace")
        letters = len(_NOT_ASCII.findall(broken))
        if broken.count("\ufffd") * 10 < letters:  # nearly all of it is UTF-8: a cut or damaged file
            return _strict(data, "utf-8")
    return text


def _legacy(data: bytes, declared: str | None) -> str:
    if declared is not None:
        text = _try(data, declared)
        if text is not None and _readable(text):
            return text
    match = from_bytes(data, cp_isolation=list(LEGACY)).best()
    text = None if match is None else str(match)
    if text is None or not _readable(text):
        what = "the encoding is not recognised"
        raise ItemError(what, hint="save it as UTF-8")
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        what = f"{name} that is damaged at byte {error.start}"
        raise ItemError(what, hint="fetch or save it again as UTF-8") from error


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _readable(text: str) -> bool:
    """Whether this is language and not mojibake: words in one script, few accents, no control characters.

    >>> _readable("Panne générale à l’été"), _readable("تعطلت الخدمة".encode("cp1256").decode("latin_1"))
    (True, False)
    """
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    marked = [word for word in words if _NOT_ASCII.search(word)]
    if not words or len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        return False
    arabic = [word for word in marked if _ARABIC.search(word)]
    mixed = sum(1 for word in arabic if any(not _ARABIC.match(c) for c in word))
    accents = sum(len(_NOT_ASCII.findall(word)) for word in marked) - sum(len(_ARABIC.findall(w)) for w in arabic)
    latin = letters - sum(len(_ARABIC.findall(word)) for word in arabic)
    return mixed <= MAX_MIXED_WORDS * max(len(arabic), 1) and accents <= MAX_ACCENTED * max(latin, 1)


def _binary() -> ItemError:
    what = "not text but binary data"
    return ItemError(what, hint="only text, HTML and JSON Lines can be read")
