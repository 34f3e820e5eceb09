"""When messages to customers may go: one row of settings."""

from typing import Any, Final

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Invalid, StaleVersion
from domain.kernel.permissions import Permission
from domain.models.message import DeliverySettings
from domain.work.unit import Unit

# The least and the most of each; the hours are minutes of the customer's day.
BOUNDS: Final = {
    "quiet_from": (0, 1_439),
    "quiet_until": (0, 1_439),
    "cap_sms": (1, 1_000),
    "cap_email": (1, 1_000),
    "cap_hours": (1, 720),
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
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=row.version)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    told = {name: {"from": getattr(row, name), "to": value} for name, value in changed.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    unit.record("message.settings_changed", stream=Stream.named("messages"), data={"changed": told})


def _check(name: str, value: object) -> None:
    if name not in NAMES:
        raise Invalid(
            field=name, code="unknown_field", en=f"There is no setting “{name}”.", fr=f"Réglage inconnu : « {name} »."
        )
    if name == "quiet_email":
        if not isinstance(value, bool):
            raise Invalid(
                field=name, code="not_yes_or_no", en=f"“{name}” is true or false.", fr=f"« {name} » est vrai ou faux."
            )
        return
    least, most = BOUNDS[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid(
            field=name,
            code="out_of_range",
            en=f"“{name}” must be from {least} to {most}.",
            fr=f"« {name} » doit être compris entre {least} et {most}.",
        )
