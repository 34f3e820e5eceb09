"""Read the rules to start with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules_engine.document.yaml_text import yaml_values
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.terms import Words

_HERE: Final = Path(__file__).parent
_TITLES: Final[Mapping[str, Words]] = {
    "routing": Words("Queues, priorities and skills", "Files, priorités et compétences"),
    "alerting": Words("What must not go unnoticed", "Ce qui ne doit pas passer inaperçu"),
    "policy": Words("Limits and returns", "Limites et retours"),
    "sourcing": Words("Where goods come from", "D’où viennent les articles"),
}
assert tuple(_TITLES) == tuple(FAMILIES)


@dataclass(frozen=True, slots=True)
class Starter:
    """A document and its examples as plain values, as `publishing.save_draft` takes them."""

    family: str
    title: Words
    document: Mapping[str, Any]
    examples: tuple[Mapping[str, Any], ...]


def starter_rules() -> tuple[Starter, ...]:
    """The rules of every family, in the order of the families."""
    return tuple(starter_of(family) for family in FAMILIES)


def starter_of(family: str) -> Starter:
    """The rules that a family starts with."""
    document, examples = _values(f"{family}.yaml"), _values(f"{family}.examples.yaml")
    return Starter(family, _TITLES[family], document, tuple(examples))


def starter_title(title: str) -> Words | None:
    """Both titles of the rules to start with that are called so in either language."""
    return next((each for each in _TITLES.values() if title in (each.en, each.fr)), None)


def _values(name: str) -> Any:
    return yaml_values((_HERE / name).read_text(encoding="utf-8"))
