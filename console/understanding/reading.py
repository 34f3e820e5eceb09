"""Reads one message with the model that came with the release and with the exact recognisers of the domain."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.understanding.features import LONGEST
from console.understanding.model import Model, shipped_model
from domain.conversations.entities import entities_in
from domain.ports.understanding import Intent, Understanding

MOST_INTENTS: Final = 3
_MOST_SENTENCES: Final = 12
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$|[.!?]+)")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SURE_OF_LANGUAGE: Final = 0.8
_COURTESY: Final = "thanks_or_goodbye"


@dataclass(frozen=True, slots=True)
class LocalUnderstanding:
    """`Understands`, in the process. The model is loaded when the first message is read."""

    model: Callable[[], Model] = shipped_model

    def understand(self, text: str, *, now: datetime, language: str = "en") -> Understanding:
        """Every sentence and the whole are read; a sentence may say something else than the rest of the message."""
        model, read = self.model(), text[:LONGEST]
        spoken = _language(model, read, language)
        return Understanding(
            text=text,
            language=spoken,
            intents=_intents(model, read),
            entities=entities_in(read, now=now, language=spoken),
            model_version=model.version,
        )


def _language(model: Model, text: str, known: str) -> str:
    if not _LETTER.search(text):
        return known
    french = model.french_share(text)
    return "fr" if french >= _SURE_OF_LANGUAGE else "en" if french <= 1 - _SURE_OF_LANGUAGE else known


def _intents(model: Model, text: str) -> tuple[Intent, ...]:
    found: dict[str, Intent] = {}
    for start, end in _stretches(text):
        name, confidence = max(model.confidences(text[start:end]).items(), key=lambda each: each[1])
        known = found.get(name)
        if confidence >= model.threshold and name != "other" and (not known or known.confidence < confidence):
            found[name] = Intent(name, round(confidence, 4), start, end)
    if len(found) > 1:
        found.pop(_COURTESY, None)
    return tuple(sorted(found.values(), key=lambda each: -each.confidence)[:MOST_INTENTS])


def _stretches(text: str) -> list[tuple[int, int]]:
    """The sentences of the text and, where there are several, the text whole."""
    sentences = [found.span() for found in _SENTENCE.finditer(text) if _LETTER.search(found.group())]
    whole = [(0, len(text))] if _LETTER.search(text) else []
    return whole if len(sentences) <= 1 else [*sentences[:_MOST_SENTENCES], *whole]
