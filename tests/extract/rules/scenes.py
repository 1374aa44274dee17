"""Sentences as the rules see them, for tests of single rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules.story import Story, read_story
from incidentgraph.model import Article

if TYPE_CHECKING:
    from datetime import date

    from incidentgraph.extract.rules.scene import Scene


@cache
def dictionary() -> Dictionary:
    return Dictionary.load()


def story_of(text: str, language: str = "en", published: date | None = None) -> Story:
    return read_story(Article("a", text, language, published=published), dictionary())


def scene_of(text: str, language: str = "en") -> Scene:
    (scene,) = story_of(text, language).scenes
    return scene


def position(scene: Scene, word: str) -> int:
    """The token that a word of the sentence begins at."""
    return next(i for i, t in enumerate(scene.tokens) if t.span.start == scene.sentence.text.index(word))
