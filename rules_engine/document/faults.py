"""Everything that keeps a document from being read, not only the first."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from domain.kernel.errors import DomainError
from rules_engine.document.calendars import read_calendars, read_lists
from rules_engine.document.parse import parse_document, read_rule
from rules_engine.document.tables import read_table
from rules_engine.document.values import Surroundings
from rules_engine.vocabulary.families import family_of

MOST_FAULTS: Final = 50


def faults_of(plain: Any) -> tuple[DomainError, ...]:
    """What is wrong with `plain`, each with its place: the first of each rule, table, list and calendar, or what is
    wrong with the whole. Nothing where it can be read.
    """
    faults: list[DomainError] = []
    if isinstance(plain, Mapping):
        _look_at_parts(plain, faults)
    if not faults:
        _noting(faults, lambda: parse_document(plain))
    return tuple(faults[:MOST_FAULTS])


def _look_at_parts(plain: Mapping[str, Any], faults: list[DomainError]) -> None:
    family = _noting([], lambda: family_of(plain.get("family")))
    if family is None:
        return
    lists = _each(plain.get("lists"), read_lists, faults)
    calendars = _each(plain.get("calendars"), read_calendars, faults)
    around = Surroundings(family, lists, calendars)
    readers: Mapping[str, Callable[..., Any]] = {"rules": read_rule, "tables": read_table}
    for kind, reader in readers.items():
        parts = plain.get(kind)
        for i, each in enumerate(parts if isinstance(parts, list) else ()):
            _noting(faults, partial(reader, each, around, at=f"{kind}[{i}]"))
            if len(faults) >= MOST_FAULTS:
                return


def _each(
    named: Any, reader: Callable[[Mapping[str, Any]], Mapping[str, Any]], faults: list[DomainError]
) -> dict[str, Any]:
    """Those that can be read. One that cannot keeps its name, so that rules that name it are not at fault."""
    found: dict[str, Any] = {}
    for name, value in named.items() if isinstance(named, Mapping) else ():
        read = _noting(faults, partial(reader, {name: value}))
        found |= read or {name: ()}
    return found


def _noting(faults: list[DomainError], read: Callable[[], Any]) -> Any:
    """What `read` gives; None after noting what it refuses."""
    try:
        return read()
    except DomainError as refusal:
        faults.append(refusal)
        return None
