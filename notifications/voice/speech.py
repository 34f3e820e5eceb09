"""Sentences in the voice of a language."""

from collections.abc import Sequence
from typing import Any

from notifications.voice.words import VOICES


def say(verb: Any, language: str, text: str) -> None:
    """Spoken by `verb`, a response or a Gather."""
    locale, voice = VOICES.get(language, VOICES["en"])
    verb.say("".join(one for one in text if one.isprintable()), language=locale, voice=voice)


def ask(
    response: Any,
    action: str,
    *,
    language: str,
    sentences: Sequence[str],
    digits: int | None = None,
    finish: str = "",
    aside: tuple[str, str] | None = None,
) -> None:
    """Sentences that keys may answer meanwhile: so many `digits`, or as many as are wanted until `finish`.

    `aside` is a language and a sentence in it.
    """
    limits: dict[str, Any] = {"num_digits": digits} if digits else {"finish_on_key": finish}
    gather = response.gather(input="dtmf", action=action, timeout=6, **limits)
    for sentence in sentences:
        say(gather, language, sentence)
    if aside:
        say(gather, *aside)
