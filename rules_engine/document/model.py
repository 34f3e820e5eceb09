"""A document as frozen values. Whoever holds one knows that it was checked; see `parse.py`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from domain.kernel.business_time import Calendar
from domain.kernel.money import minor_digits
from domain.kernel.text import fold
from rules_engine.vocabulary.naming import Names
from rules_engine.vocabulary.terms import Family, Words

ANY_CURRENCY = "*"
NO_LIMIT = "no_limit"


@dataclass(frozen=True, slots=True)
class Amounts:
    """An amount per currency, in minor units; under "*" in whole major units of any currency that is not named."""

    by_currency: tuple[tuple[str, int], ...]

    def in_currency(self, currency: str) -> int | None:
        """Minor units of `currency`; None where neither it nor "*" is named."""
        amounts = dict(self.by_currency)
        if currency in amounts:
            return amounts[currency]
        return None if ANY_CURRENCY not in amounts else amounts[ANY_CURRENCY] * 10 ** minor_digits(currency)


@dataclass(frozen=True, slots=True)
class OtherFact:
    """Another fact of the decision, times a factor in millionths."""

    fact: str
    times_millionths: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest to the highest, both included."""

    low: "int | Amounts"
    high: "int | Amounts"


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week where `time_zone` is."""

    days: tuple[str, ...]
    time_zone: str


Value: TypeAlias = (
    "str | int | bool | tuple[str, ...] | tuple[int, ...] | Amounts | OtherFact | Range | Weekdays | Words | None"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact, an operator of the vocabulary, and what it is compared with (instants in seconds since 1970)."""

    fact: str
    op: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Group:
    """All, any or none of the members hold."""

    kind: Literal["all", "any", "none"]
    members: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Group


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect of the vocabulary with its parameters, in the vocabulary's order."""

    key: str
    parameters: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, name: str) -> Value:
        return dict(self.parameters).get(name)


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` None: always. In force from `starts` and before `ends` (seconds since 1970; None is open)."""

    id: str
    name: Words
    when: Condition | None
    then: tuple[Effect, ...]
    priority: int = 0
    enabled: bool = True
    starts: int | None = None
    ends: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A column that compares a fact."""

    fact: str
    op: str


@dataclass(frozen=True, slots=True)
class Output:
    """A column that gives a parameter of an effect; `fact` is what "derive" derives."""

    effect: str
    parameter: str | None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A cell that is None says nothing."""

    cells: tuple[Comparison | None, ...]
    effects: tuple[Effect, ...]
    priority: int = 0
    note: str = ""

    @property
    def condition(self) -> Condition | None:
        """What must hold for the row; None: nothing."""
        said = tuple(cell for cell in self.cells if cell is not None)
        return None if not said else said[0] if len(said) == 1 else Group("all", said)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table. Hit policy: the first row that holds, all of them, or the one of highest priority."""

    id: str
    name: Words
    hit_policy: Literal["first", "collect", "priority"]
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    priority: int = 0
    enabled: bool = True
    starts: int | None = None
    ends: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Rules and tables of one family with the lists and calendars that they name, and what people call these.

    `family` knows the `names` as well. `folded_lists` are the lists ready to compare, made once: many rules may name a
    long one.
    """

    family: Family
    rules: tuple[Rule, ...] = ()
    tables: tuple[Table, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    calendars: Mapping[str, Calendar] = field(default_factory=dict, hash=False)
    names: Names = field(default_factory=dict, hash=False)
    folded_lists: Mapping[str, frozenset[str]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        folded = {name: frozenset(map(fold, values)) for name, values in self.lists.items()}
        object.__setattr__(self, "folded_lists", folded)


def comparisons_of(condition: Condition | None) -> Iterator[Comparison]:
    """Every comparison of a condition, in reading order."""
    if isinstance(condition, Comparison):
        yield condition
    elif condition is not None:
        for member in condition.members:
            yield from comparisons_of(member)


def comparisons_in(document: Document) -> Iterator[Comparison]:
    """Every comparison of its rules and rows."""
    for rule in document.rules:
        yield from comparisons_of(rule.when)
    for table in document.tables:
        for row in table.rows:
            yield from comparisons_of(row.condition)


def facts_of(condition: Condition | None) -> set[str]:
    """The facts that a condition reads."""
    read = set()
    for comparison in comparisons_of(condition):
        read.add(comparison.fact)
        if isinstance(comparison.value, OtherFact):
            read.add(comparison.value.fact)
    return read
