"""How cases are offered: one row of settings."""

from typing import Final

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Invalid, StaleVersion
from domain.kernel.permissions import Permission
from domain.models.agent import AssignmentSettings
from domain.work.unit import Unit

# The least and the most of each.
BOUNDS: Final = {
    "accept_live": (5, 300),
    "accept": (10, 3_600),
    "unanswered_most": (1, 20),
    "silent_after": (20, 600),
    "grace_live": (0, 600),
    "grace": (0, 86_400),
    "idle_chat": (60, 86_400),
}


def settings_of(unit: Unit, /) -> AssignmentSettings:
    """The row as it is now."""
    return unit.session.execute(select(AssignmentSettings)).scalar_one()


def assignment_settings(unit: Unit) -> dict[str, int]:
    """The settings by name, and their version."""
    unit.actor.require(Permission.CASES_READ)
    row = settings_of(unit)
    return {name: getattr(row, name) for name in (*BOUNDS, "version")}


def change_settings(unit: Unit, *, values: dict[str, int], expected_version: int | None = None) -> None:
    """Change the settings that are named. Records `assignment.settings_changed`, nothing if nothing differs.

    Refuses with `Invalid` naming the field what is out of its bounds.
    """
    unit.actor.require(Permission.QUEUES_MANAGE)
    for name, value in values.items():
        _check(name, value)
    row = unit.session.execute(select(AssignmentSettings).with_for_update()).scalar_one()
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=row.version)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    told = {name: {"from": getattr(row, name), "to": value} for name, value in changed.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    unit.record("assignment.settings_changed", stream=Stream.named("assignment"), data={"changed": told})


def _check(name: str, value: object) -> None:
    if name not in BOUNDS:
        raise Invalid(
            field=name, code="unknown_field", en=f"There is no setting “{name}”.", fr=f"Réglage inconnu : « {name} »."
        )
    least, most = BOUNDS[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid(
            field=name,
            code="out_of_range",
            en=f"“{name}” must be from {least} to {most}.",
            fr=f"« {name} » doit être compris entre {least} et {most}.",
        )
