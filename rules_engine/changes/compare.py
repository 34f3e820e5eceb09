"""Two documents compared: what was added, removed, changed or moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.kernel.business_time import Calendar
from rules_engine.changes.order import moved
from rules_engine.changes.table_rows import RowChange, row_changes
from rules_engine.document.model import Document, Rule, Table
from rules_engine.vocabulary.naming import Names
from rules_engine.vocabulary.terms import Words

Part = TypeVar("Part", Rule, Table)


@dataclass(frozen=True, slots=True)
class PartChange:
    """A rule or table. `before` None: it was added; `after` None: it was removed. `moved`: it stands elsewhere among
    the others. `rows`: those of a table that are not as they were.
    """

    before: Rule | Table | None
    after: Rule | Table | None
    moved: bool = False
    rows: tuple[RowChange, ...] = ()

    @property
    def part(self) -> Rule | Table:
        """It as it is, or was last."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def kind(self) -> str:
        return "rule" if isinstance(self.part, Rule) else "table"

    @property
    def change(self) -> str:
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "moved" if self.before == self.after else "changed"


@dataclass(frozen=True, slots=True)
class ListChange:
    """What came to a list and what went; both empty: its values stand in another order."""

    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarChange:
    name: str
    before: Calendar | None
    after: Calendar | None


@dataclass(frozen=True, slots=True)
class NameChange:
    """What a value `key` of the list `of` is called; under "lists" and "calendars" these themselves."""

    of: str
    key: str
    before: Words | None
    after: Words | None


@dataclass(frozen=True, slots=True)
class ExampleChange:
    """An example as plain values; None: it was added, or removed."""

    name: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different, in the order of the newer document; what was removed comes last."""

    parts: tuple[PartChange, ...] = ()
    lists: tuple[ListChange, ...] = ()
    calendars: tuple[CalendarChange, ...] = ()
    examples: tuple[ExampleChange, ...] = ()
    names: tuple[NameChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts or self.lists or self.calendars or self.examples or self.names)


def compare(
    before: Document,
    after: Document,
    *,
    examples_before: Sequence[Mapping[str, Any]] = (),
    examples_after: Sequence[Mapping[str, Any]] = (),
) -> Changes:
    """What is different in `after`. Nothing where both say the same."""
    return Changes(
        parts=(*_parts(before.rules, after.rules), *_parts(before.tables, after.tables)),
        lists=_lists(before.lists, after.lists),
        calendars=tuple(
            CalendarChange(name, before.calendars.get(name), after.calendars.get(name))
            for name in dict.fromkeys((*after.calendars, *before.calendars))
            if before.calendars.get(name) != after.calendars.get(name)
        ),
        examples=_examples(examples_before, examples_after),
        names=tuple(_names(before.names, after.names)),
    )


def _parts(before: Sequence[Part], after: Sequence[Part]) -> tuple[PartChange, ...]:
    known, kept = {each.id: each for each in before}, {each.id for each in after}
    elsewhere = moved([each.id for each in before], [each.id for each in after])
    changes = [_part(known.get(each.id), each, each.id in elsewhere) for each in after]
    changes += [PartChange(each, None) for each in before if each.id not in kept]
    return tuple(each for each in changes if each is not None)


def _part(before: Rule | Table | None, after: Rule | Table, moved: bool) -> PartChange | None:
    if before == after and not moved:
        return None
    rows = row_changes(before, after) if isinstance(before, Table) and isinstance(after, Table) else ()
    return PartChange(before, after, moved, rows)


def _lists(before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]) -> tuple[ListChange, ...]:
    found = []
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, ()), after.get(name, ())
        if old != new:
            had, has = set(old), set(new)
            added, removed = (each for each in new if each not in had), (each for each in old if each not in has)
            found.append(ListChange(name, tuple(added), tuple(removed)))
    return tuple(found)


def _names(before: Names, after: Names) -> Iterator[NameChange]:
    for of in dict.fromkeys((*after, *before)):
        old, new = before.get(of, {}), after.get(of, {})
        for key in dict.fromkeys((*new, *old)):
            if old.get(key) != new.get(key):
                yield NameChange(of, key, old.get(key), new.get(key))


def _examples(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> tuple[ExampleChange, ...]:
    """Examples of one name are compared in their order."""
    old, new = _numbered(before), _numbered(after)
    return tuple(
        ExampleChange(key[0], old.get(key), new.get(key))
        for key in dict.fromkeys((*new, *old))
        if old.get(key) != new.get(key)
    )


def _numbered(examples: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for each in examples:
        name = str(each["name"])
        found[name, sum(key[0] == name for key in found)] = each
    return found
