"""Refusals of documents as they stand at the place that they name. Pure."""

import re
from typing import Final

from domain.kernel.errors import DomainError

_PART: Final = re.compile(r"^(?:(?:rules|tables)\[\d+\]|calendars\.[^.\[]+)\.?")
_QUOTED: Final = re.compile(r"^(?:“[^”]*”|« [^»]* ») ")


def without_place(refusal: DomainError, language: str) -> str:
    """The sentence without the technical place at its beginning: "Must be text." """
    text = _QUOTED.sub("", refusal.sentence(language))
    return text[:1].upper() + text[1:]


def place_within(refusal: DomainError) -> str:
    """The place within the rule or table: `rules[3].when.all[1].value` is `when.all[1].value`."""
    return _PART.sub("", refusal.field or "")
