"""Verbs of comparisons, and what they are when the comparison must not hold."""

from collections.abc import Mapping
from typing import Final

_EN: Final[Mapping[str, str]] = {
    "is": "is not",
    "was": "was not",
    "has": "does not have",
    "contains": "does not contain",
    "starts": "does not start",
    "falls": "does not fall",
}
_FR: Final[Mapping[str, str]] = {
    "est": "n’est pas",
    "contient": "ne contient pas",
    "commence": "ne commence pas",
    "comprend": "ne comprend pas",
    "date": "ne date pas",
    "arrive": "n’arrive pas",
    "tombe": "ne tombe pas",
}
_NEGATIVE: Final = ("is not", "is none of")


def is_negative(verb: str) -> bool:
    """Whether the English words deny something already: "is not", "is none of"."""
    return verb.startswith(_NEGATIVE)


def verb_words(verb: str, language: str, *, negated: bool) -> str:
    """ "is at most", and negated "is not at most"."""
    if not negated:
        return verb
    first, *rest = verb.split(" ", maxsplit=1)
    return " ".join([(_FR if language == "fr" else _EN)[first], *rest])
