"""The shape of the vocabulary: words, facts, effects and their parameters, named lists, families."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a value is. As plain values: a decimal is a whole number of millionths, a duration a whole number of
    seconds, money a whole number of minor units whose currency is another fact, an instant RFC 3339 text with a zone.
    """

    TEXT = "text"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    FLAG = "flag"
    INSTANT = "instant"
    DURATION = "duration"
    LIST = "list"
    WORDS = "words"  # a sentence in both languages; parameters only


class Origin(StrEnum):
    """Where a fact comes from: given by what asks, counted by us over a window, or derived by rules."""

    GIVEN = "given"
    WINDOWED = "windowed"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in both languages."""

    en: str
    fr: str

    def in_language(self, language: str) -> str:
        """The French for "fr", the English for any other."""
        return self.fr if language == "fr" else self.en

    def as_plain(self) -> dict[str, str]:
        """By language."""
        return {"en": self.en, "fr": self.fr}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a choice may have. `proper`: a proper name, which keeps its capital within a sentence."""

    key: str
    label: Words
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may be known when a decision is asked for.

    `choices` of a list are those of its values that have a name, `spoken` those of a text, which may be any other.
    `optional`: it may be absent. `currency_fact` names the fact that holds the currency of an amount; `named_list` the
    list whose values it usually has.
    """

    key: str
    kind: Kind
    label: Words
    help: Words
    choices: tuple[Choice, ...] = ()
    unit: Words | None = None
    optional: bool = True
    origin: Origin = Origin.GIVEN
    currency_fact: str | None = None
    named_list: str | None = None
    spoken: tuple[Choice, ...] = ()

    @property
    def choice_keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that an effect carries, always. Numbers lie between `least` and `most`; money is an amount per currency,
    or, where it is `unlimited`, "no_limit". `spoken`: those values of a text that have a name.
    """

    key: str
    kind: Kind
    label: Words
    choices: tuple[Choice, ...] = ()
    unit: Words | None = None
    least: int = 0
    most: int = 10**13
    unlimited: bool = False
    named_list: str | None = None
    spoken: tuple[Choice, ...] = ()

    @property
    def choice_keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)


@dataclass(frozen=True, slots=True)
class EffectKind:
    """Something that a rule may say. `single`: only the first of a decision counts, the others are overruled."""

    key: str
    label: Words
    help: Words
    parameters: tuple[Parameter, ...] = ()
    single: bool = False

    def parameter(self, key: str) -> Parameter | None:
        return next((each for each in self.parameters if each.key == key), None)


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list that rules name and people edit; its values are kept with the version of the rules."""

    key: str
    label: Words
    help: Words


@dataclass(frozen=True, slots=True)
class Family:
    """Everything that the rules of one family may speak of, by key, in the order in which people see it. `calendars`:
    what people call those of a document.
    """

    key: str
    label: Words
    help: Words
    facts: Mapping[str, Fact] = field(hash=False)
    effects: Mapping[str, EffectKind] = field(hash=False)
    lists: Mapping[str, NamedList] = field(hash=False)
    calendars: Mapping[str, Words] = field(default_factory=dict, hash=False)
