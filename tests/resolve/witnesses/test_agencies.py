"""Which agencies an article is credited to."""

from __future__ import annotations

import pytest

from incidentgraph.model import Article
from incidentgraph.resolve.witnesses import agencies

NEWS = "The service was down for two hours on Monday, its owner said, and came back in the evening."


def credited(text: str, author: str | None = None, outlet: str | None = None) -> list[str]:
    return sorted(agencies(Article("a", text, "en", author=author, outlet=outlet)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(AFP)", ["afp"]),
        ("(أ ف ب)", ["afp"]),
        ("(أ.ف.ب)", ["afp"]),
        ("(ا ف ب)", ["afp"]),
        ("(Agence France-Presse)", ["afp"]),
        ("(رويترز، أ ف ب)", ["afp", "reuters"]),
        ("(أ ف ب ورويترز)", ["afp", "reuters"]),
        ("(AFP, AP)", ["afp", "ap"]),
        ("With Reuters", ["reuters"]),
        ("avec AFP", ["afp"]),
        ("Avec l'AFP", ["afp"]),
        ("Par Le Matin avec AFP", ["afp"]),
        ("By Dana Whitlock with Reuters", ["reuters"]),
        ("Chirpo signs a contract with Reuters", []),
        ("Source: AFP", ["afp"]),
        ("Sources : AFP et Reuters", ["afp", "reuters"]),
        ("المصدر: رويترز", ["reuters"]),
        ("المصدر: وكالة رويترز", ["reuters"]),
        ("المصدر: وكالات", []),
        ("(وكالات)", []),
        ("© AFP 2025", ["afp"]),
        ("© 2025 Associated Press", ["ap"]),
        ("AFP/Reuters", ["afp", "reuters"]),
        ("(dpa)", ["dpa"]),
        ("(د ب أ)", ["dpa"]),
        ("(شينخوا)", ["xinhua"]),
        ("(Xinhua)", ["xinhua"]),
        ("(EFE)", ["efe"]),
        ("الأناضول", ["anadolu"]),
        ("(AA)", ["anadolu"]),
        ("(أ ش أ)", ["mena"]),
        ("(APS)", ["aps"]),
        ("(و.م.ع)", ["map"]),
        ("(MAP)", ["map"]),
        ("(شترستوك)", []),
        ("(Photo: J. Doe/AFP)", []),  # who took a picture tells nothing of the text
        ("Follow AFP on X", []),
    ],
)
def test_a_credit_line_at_the_end(line: str, expected: list[str]) -> None:
    assert credited(f"{NEWS}\n\n{line}") == expected


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("PARIS (AFP) - ", ["afp"]),
        ("LONDON, May 24 (Reuters) - ", ["reuters"]),
        ("TUNIS, 13 nov 2025 (APS) – ", ["aps"]),
        ("باريس (أ ف ب) - ", ["afp"]),
        ("القاهرة - رويترز\n\n", ["reuters"]),
        ("Paris, AFP - ", ["afp"]),
        ("SAN FRANCISCO (Agence) - ", []),
        ("", []),
    ],
)
def test_a_dateline(dateline: str, expected: list[str]) -> None:
    assert credited(dateline + NEWS) == expected


def test_who_wrote_it_and_where_it_appeared() -> None:
    assert credited(NEWS, author="AFP") == ["afp"]
    assert credited(NEWS, author="Le Matin avec AFP") == ["afp"]
    assert credited(NEWS, outlet="L’Écho avec l’AFP et Reuters") == ["afp", "reuters"]
    assert credited(NEWS, outlet="Reuters") == ["reuters"]
    assert credited(NEWS, author="Dana Whitlock", outlet="The Harbour Post") == []


def test_what_is_said_to_an_agency_is_no_credit() -> None:
    assert credited(f"{NEWS}\n\nThe company did not answer Reuters. A spokesman told AFP that it was sorry.") == []
    assert credited(f"{NEWS}\n\nولم تجب الشركة أمس عن أسئلة أرسلتها إليها وكالة رويترز بهذا الشأن كله.") == []


def test_an_article_of_nothing_is_credited_to_nobody() -> None:
    assert credited("") == []
    assert credited("()") == []
