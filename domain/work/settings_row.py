"""Settings that stand in one row with a version: how they are checked and changed. Parts of use cases."""

from collections.abc import Mapping
from typing import Any, Protocol

from domain.kernel.errors import Invalid, StaleVersion


class Settings(Protocol):
    """The row, loaded and locked."""

    version: Any


def check_whole_number(name: str, value: object, bounds: tuple[int, int]) -> None:
    """Refuse with `Invalid` naming the field what is no whole number within `bounds`, which belong to it."""
    least, most = bounds
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid(
            field=name,
            code="out_of_range",
            en=f"“{name}” must be from {least} to {most}.",
            fr=f"« {name} » doit être compris entre {least} et {most}.",
        )


def no_such_setting(name: str) -> Invalid:
    """The refusal of a name that is none."""
    return Invalid(
        field=name, code="unknown_field", en=f"There is no setting “{name}”.", fr=f"Réglage inconnu : « {name} »."
    )


def change_settings_row(row: Settings, values: Mapping[str, Any], expected: int | None) -> dict[str, Any]:
    """Write what differs and count the version up; what was before and is now, by name, empty if nothing differs.

    Refuses with `StaleVersion` what was written over another version than the `expected` one.
    """
    if expected is not None and row.version != expected:
        raise StaleVersion.of(expected=expected, actual=row.version)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    told = {name: {"from": getattr(row, name), "to": value} for name, value in changed.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.version += 1
    return told
