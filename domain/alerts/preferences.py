"""How one wants to be alerted."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy.dialects.postgresql import insert

from domain.customers.contacts import check_phone
from domain.events.event import Stream
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.alert import SEVERITIES, AlertPreferences
from domain.orders.new_order import check_choice
from domain.staff.members import own_id
from domain.work.unit import Unit

CHANNELS: Final = ("", "email", "sms")
# The least and the most of each; quiet hours are minutes of the person's day.
BOUNDS: Final = {"away_after": (5, 480), "gather": (1, 1_440), "quiet_from": (0, 1_439), "quiet_until": (0, 1_439)}


@dataclass(frozen=True, slots=True)
class Preferences:
    """See `AlertPreferences`. Whoever has chosen nothing hears no sound and gets no message."""

    sound: bool = False
    channel: str = ""
    phone: str = ""
    least: str = "critical"
    away_after: int = 10
    quiet_from: int = 1_320
    quiet_until: int = 420
    gather: int = 15


def my_alert_preferences(unit: Unit) -> Preferences:
    """The actor's own."""
    unit.actor.require(Permission.ALERTS_READ)
    row = unit.session.get(AlertPreferences, unit.actor.id) if unit.actor.id else None
    return Preferences(**{name: getattr(row, name) for name in Preferences.__slots__}) if row else Preferences()


def change_my_alert_preferences(unit: Unit, *, wanted: Preferences) -> None:
    """Keep how the actor wants to be alerted. Records `alert.preferences_changed`, nothing if nothing differs.

    Refuses with `Invalid` naming the field; a number is needed for SMS.
    """
    unit.actor.require(Permission.ALERTS_READ)
    staff_id = own_id(unit.actor)
    check_choice(wanted.channel, CHANNELS, field="channel")
    check_choice(wanted.least, SEVERITIES, field="least")
    for name in BOUNDS:
        _check(name, getattr(wanted, name))
    values: dict[str, Any] = asdict(wanted) | {"phone": _number(wanted)}
    if values == asdict(my_alert_preferences(unit)):
        return
    written = insert(AlertPreferences).values(staff_id=staff_id, **values)
    unit.session.execute(written.on_conflict_do_update(index_elements=["staff_id"], set_=values))
    told = {name: value for name, value in values.items() if name != "phone"}
    unit.record("alert.preferences_changed", stream=Stream.of_staff(staff_id), data={"staff_id": str(staff_id), **told})


def _number(wanted: Preferences) -> str:
    if wanted.phone.strip():
        return check_phone(wanted.phone, field="phone", region=None)
    if wanted.channel == "sms":
        raise Invalid(
            field="phone",
            code="phone_needed",
            en="For SMS a number is needed, like +33612345678.",
            fr="Pour les SMS il faut un numéro, comme +33612345678.",
        )
    return ""


def _check(name: str, value: object) -> None:
    least, most = BOUNDS[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid(
            field=name,
            code="out_of_range",
            en=f"“{name}” must be from {least} to {most}.",
            fr=f"« {name} » doit être compris entre {least} et {most}.",
        )
