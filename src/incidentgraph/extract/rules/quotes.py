"""Speech that runs over several sentences: whose a sentence is that stands wholly between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidentgraph.extract.rules.scene import Named, Scene
from incidentgraph.extract.rules.stance import speaker

_MARKS, _WORD = re.compile('([«“„»”"])'), re.compile(r"[^\W_]")
_OPEN, _CLOSE, _EITHER = frozenset("«“„"), frozenset("»”"), '"'


def heard(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes, each that is nothing but speech with who was said to speak in the sentence before it."""
    result: list[Scene] = []
    inside, paragraph = False, -1
    voice: Named | None = None
    open_since: list[int] = []  # sentences of a quotation whose speaker is only named when it closes
    for scene in scenes:
        inside = inside and scene.sentence.paragraph == paragraph  # a quotation left open ends with its paragraph
        near = scene.sentence.paragraph - paragraph <= 1
        paragraph = scene.sentence.paragraph
        begun = inside
        speech, inside = _only_speech(scene.sentence.text, inside)
        said = scene.of("say", "according")
        if speech and not said:
            voice = voice if near else None
            result.append(replace(scene, heard=voice) if voice else replace(scene, spoken=True))
            open_since = [*(open_since if begun else []), *([] if voice else [len(result) - 1])]
            continue
        voice = next((who for cue in reversed(said) if (who := speaker(scene, cue))), None)
        for index in open_since if begun and voice else ():
            result[index] = replace(result[index], heard=voice)
        open_since = []
        result.append(scene)
    return result


def _only_speech(text: str, inside: bool) -> tuple[bool, bool]:
    """Whether no word of a sentence stands outside quotation marks, and whether its end is still inside."""
    quoted = inside or not _OPEN.isdisjoint(text) or _EITHER in text
    if not quoted:
        return False, False
    for part in _MARKS.split(text):
        if part in _OPEN or (part == _EITHER and not inside):
            inside = True
        elif part in _CLOSE or part == _EITHER:
            inside = False
        elif not inside and quoted and _WORD.search(part):
            quoted = False
    return quoted, inside
