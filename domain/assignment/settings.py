"""How cases are offered: one row of settings."""

from typing import Final

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.models.agent import AssignmentSettings
from domain.work.settings_row import change_settings_row, check_whole_number, no_such_setting
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
        if name not in BOUNDS:
            raise no_such_setting(name)
        check_whole_number(name, value, BOUNDS[name])
    row = unit.session.execute(select(AssignmentSettings).with_for_update()).scalar_one()
    changed = change_settings_row(row, values, expected_version)
    if changed:
        unit.record("assignment.settings_changed", stream=Stream.named("assignment"), data={"changed": changed})
