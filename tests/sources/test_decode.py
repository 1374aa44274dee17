"""Bytes become the text that was meant, or are refused by name; never mojibake."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentgraph.errors import ItemError
from incidentgraph.sources.decode import decode

ARABIC = "تعطلت منصة «إكس» مساء السبت، ووصل عدد البلاغات إلى 25 ألف بلاغ.\r\nوقالت شركة X Corp إن الخدمة عادت."
FRENCH = "La panne a duré deux heures ; l’opérateur évoque un problème « interne » côté réseau, déjà réglé à Orléans."
ENGLISH = "The outage lasted two hours, the company said in its blog; users couldn’t log in."


@pytest.mark.parametrize("text", [ARABIC, FRENCH, ENGLISH], ids=["ar", "fr", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_every_language_in_every_usual_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_french_in_western_encodings(encoding: str) -> None:
    text = FRENCH.replace("’", "'")
    assert decode(text.encode(encoding)) == text


def test_arabic_in_its_iso_encoding() -> None:
    text = "تعطلت خدمة البريد صباح اليوم، وقالت الشركة ان المهندسين يعملون على اصلاح العطل."
    assert decode(text.encode("iso-8859-6")) == text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(ENGLISH.encode("utf-8-sig"))[0] == "T"


def test_newlines_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_a_page_may_name_its_encoding() -> None:
    assert decode("Résumé à Nîmes".encode("mac-roman"), declared="mac-roman") == "Résumé à Nîmes"


def test_a_wrongly_named_encoding_is_not_believed() -> None:
    assert decode(ARABIC.encode("cp1256"), declared="iso-8859-1") == ARABIC
    assert decode(ARABIC.encode("cp1256"), declared="no-such-encoding") == ARABIC


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff \n".encode(), "no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (bytes(range(256)) * 8, "binary"),
        (b"text with one \x00 in it", "binary"),
        (b"\x1b\x01\x02\x03 \x04\x05\x06" * 9, "binary"),
        ("Une panne générale".encode() * 20 + b"\xc3", "damaged at byte 400"),
        (b"\xff\xfeA", "UTF-16 that is damaged"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        decode(data)
    assert reason in caught.value.what
    assert caught.value.hint


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(ItemError):
        text = decode(data)
        assert text.strip()
        text.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200).filter(str.strip))
def test_utf8_is_read_back_unchanged(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text
