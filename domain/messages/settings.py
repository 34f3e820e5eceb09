"""When messages to customers may go: one row of settings."""

from typing import Any, Final

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.message import DeliverySettings
from domain.work.settings_row import change_settings_row, check_whole_number, no_such_setting
from domain.work.unit import Unit

# The least and the most of each; the hours are minutes of the customer's day.
BOUNDS: Final = {
    "quiet_from": (0, 1_439),
    "quiet_until": (0, 1_439),
    "cap_sms": (1, 1_000),
    "cap_email": (1, 1_000),
    "cap_hours": (1, 720),
    "pickup_days": (0, 60),
}
NAMES: Final = (*BOUNDS, "quiet_email")


def settings_of(unit: Unit, /) -> DeliverySettings:
    """The row as it is now."""
    return unit.session.execute(select(DeliverySettings)).scalar_one()


def delivery_settings(unit: Unit) -> dict[str, Any]:
    """The settings by name, and their version."""
    unit.actor.require(Permission.OPERATIONS_READ)
    row = settings_of(unit)
    return {name: getattr(row, name) for name in (*NAMES, "version")}


def change_delivery_settings(unit: Unit, *, values: dict[str, Any], expected_version: int | None = None) -> None:
    """Change the settings that are named. Records `message.settings_changed`, nothing if nothing differs.

    Refuses with `Invalid` naming the field what is out of its bounds.
    """
    unit.actor.require(Permission.OPERATIONS_WRITE)
    for name, value in values.items():
        _check(name, value)
    row = unit.session.execute(select(DeliverySettings).with_for_update()).scalar_one()
    changed = change_settings_row(row, values, expected_version)
    if changed:
        unit.record("message.settings_changed", stream=Stream.named("messages"), data={"changed": changed})


def _check(name: str, value: object) -> None:
    if name in BOUNDS:
        check_whole_number(name, value, BOUNDS[name])
    elif name not in NAMES:
        raise no_such_setting(name)
    elif not isinstance(value, bool):
        raise Invalid(
            field=name, code="not_yes_or_no", en=f"“{name}” is true or false.", fr=f"« {name} » est vrai ou faux."
        )
