"""What a submitted form may carry: names and texts, as the browser's own form would send them."""

from typing import Any, Final

from reflex.event import Event
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY

_FIELDS_MOST: Final = 120


def _entries(value: object) -> Any:
    return value.get(FORM_DATA_ENTRIES_KEY) if isinstance(value, dict) and len(value) == 1 else None


def tidy_forms(event: Event) -> None:
    """Of a control with an id, Reflex sends true or false where it is a checkbox and null where it is not shown; a
    form of the browser's own says "on", or nothing.
    """
    for value in event.payload.values() if isinstance(event.payload, dict) else ():
        entries = _entries(value)
        if isinstance(entries, list):
            entries[:] = [tidied for each in entries if (tidied := _tidied(each)) is not None]


def _tidied(entry: Any) -> Any:
    if isinstance(entry, list) and len(entry) == 2 and (entry[1] is None or isinstance(entry[1], bool)):
        return [entry[0], "on"] if entry[1] else None
    return entry


def is_form(value: object) -> bool:
    """A small form, as Reflex sends it: its entries in order, names and texts."""
    entries = _entries(value)
    return (
        isinstance(entries, list)
        and len(entries) <= _FIELDS_MOST
        and all(
            isinstance(entry, list)
            and len(entry) == 2
            and all(isinstance(part, str) for part in entry)
            and len(entry[0]) <= 60
            and len(entry[1]) <= 1_000
            for entry in entries
        )
    )
