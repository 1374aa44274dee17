"""Languages as data: one folder (or one TOML file) a language, found by its name.

A language is a set of TOML tables: `grammar` (script, stop words, sentences, clitics), `values` (numbers, months,
units), `names` (cues for names) and `cues` (triggers, stances, roles). A folder's files are merged, so that a theme
can stand in a file of its own. Other packages add a language under the entry-point group ``incidentgraph.languages``:
the entry's value is a `Language`, or the path of a TOML file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from incidentgraph.errors import DataError, InputError
from incidentgraph.languages.folding import fold_text

_FOLDER = Path(__file__).resolve().parent
_ENOUGH_WORDS = 20  # in a headline the share of stop words says little
_MOSTLY = 0.4  # of the letters; names and quotes in Latin letters are common in Arabic news
_SAMPLE = 4000  # code points that suffice to tell a language


@dataclass(frozen=True, eq=False)
class Language:
    """A language's code (ISO 639-1), English name, script (ISO 15924) and tables."""

    code: str
    name: str
    script: str
    data: Mapping[str, Any] = field(repr=False)

    def table(self, name: str) -> Mapping[str, Any]:
        """The table of one theme; empty where the language does not speak of it."""
        found: Mapping[str, Any] = self.data.get(name, {})
        return found


def read_language(path: Path) -> Language:
    """A language from a TOML file, or from a folder of TOML files whose tables are merged.

    Raises `DataError` where a file is no TOML, two files hold one table, or the grammar lacks its name or script.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    data: dict[str, Any] = {}
    for file in files:
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(str(error), where=str(file), hint="mend the TOML file") from error
        doubled = sorted(set(tables) & set(data))
        if doubled:
            what = f"table {doubled[0]!r} stands in two files"
            raise DataError(what, where=str(file), hint="keep each table in one file")
        data |= tables
    grammar = data.get("grammar", {})
    if not {"name", "script", "stopwords"} <= set(grammar):
        what = "the grammar table needs name, script and stopwords"
        raise DataError(what, where=str(path), hint="see languages/en/grammar.toml")
    return Language(path.stem, grammar["name"], grammar["script"], data)


@cache
def languages() -> Mapping[str, Language]:
    """All languages by code, sorted: ours, and those of other packages."""
    found: dict[str, Language] = {}
    for path in sorted(_FOLDER.iterdir()):
        if (path.is_dir() and (path / "grammar.toml").exists()) or path.suffix == ".toml":
            language = read_language(path)
            found[language.code] = language
    for point in entry_points(group="incidentgraph.languages"):
        value = point.load()
        language = value if isinstance(value, Language) else read_language(Path(value))
        found[language.code] = language
    return dict(sorted(found.items()))


def load(code: str) -> Language:
    """The language of a code; `InputError` lists the known ones where it is unknown."""
    known = languages()
    if code not in known:
        what = f"unknown language {code!r}"
        raise InputError(what, hint=f"known are: {', '.join(known)}")
    return known[code]


@cache
def _stopwords() -> Mapping[str, tuple[str, frozenset[str]]]:
    return {
        code: (language.script, frozenset(map(fold_text, language.table("grammar")["stopwords"])))
        for code, language in languages().items()
    }


def detect(text: str) -> str:
    """The code of the language a text is written in, by script and stop words, or ``und``.

    >>> detect("La panne a duré deux heures."), detect("تعطلت الخدمة في المنطقة"), detect("12 34")
    ('fr', 'ar', 'und')
    """
    folded = fold_text(text[:_SAMPLE])
    letters = [c for c in folded if c.isalpha()]
    if not letters:
        return "und"
    arabic = sum("\u0600" <= c <= "\u06ff" for c in letters) / len(letters)
    script = "Arab" if arabic > _MOSTLY else "Latn"
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    scores = {
        code: sum(word in stopwords for word in words)
        for code, (own_script, stopwords) in _stopwords().items()
        if own_script == script
    }
    if not scores:
        return "und"
    best = max(sorted(scores), key=lambda code: scores[code])
    if len(words) >= _ENOUGH_WORDS and scores[best] < len(words) * _floor(best):
        return "und"  # a relative: Spanish has a fair share of French stop words, Persian a few of Arabic's
    return best if scores[best] > 0 or len(scores) == 1 else "und"


def _floor(code: str) -> float:
    """The least share of stop words that longer prose of a language has; 0 where its grammar does not say."""
    return float(languages()[code].table("grammar").get("stopword_floor", 0))
