"""Add a node: a place that goods leave from."""

import re
from collections.abc import Mapping
from datetime import time
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.address import Address
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import Money, check_money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.kernel.time_zone import check_time_zone
from domain.models.inventory import Node
from domain.work.unit import Unit

KINDS = ("warehouse", "store", "dark_store", "third_party", "drop_ship", "marketplace")
MOST_PARCELS = 10**9
_HOURS = re.compile(r"(?P<opens>([01]\d|2[0-3]):[0-5]\d)-(?P<closes>([01]\d|2[0-3]):[0-5]\d)", re.ASCII)


def add_node(
    unit: Unit,
    *,
    code: str,
    name: str,
    kind: str,
    address: Address | Mapping[str, object],
    time_zone: str,
    handling_cost: Money,
    cut_off: str = "15:00",
    opening_hours: Mapping[str, str] | None = None,
    daily_capacity: int | None = None,
) -> UUID:
    """Add a node and tell its id. Records `node.added`.

    `cut_off` is the local "HH:MM" after which an order leaves the next open day; `opening_hours` maps weekdays
    ("0" is Monday) to "HH:MM-HH:MM"; `handling_cost` is per parcel; `daily_capacity` in parcels, None for no limit.
    """
    unit.actor.require(Permission.STOCK_WRITE)
    place = address if isinstance(address, Address) else Address.parse(address)
    key = clean_text(code, field="code", most=40).upper()
    _check(kind, opening_hours or {}, daily_capacity, handling_cost)
    if unit.session.execute(select(Node.id).where(Node.code == key)).scalar_one_or_none():
        raise Conflict(
            code="duplicate_node",
            field="code",
            en=f"There is already a node “{key}”.",
            fr=f"Il existe déjà un site « {key} ».",
        )
    node = Node(
        id=new_id(at=unit.now),
        code=key,
        name=clean_text(name, field="name", most=100),
        kind=kind,
        address=place.as_dict(),
        country=place.country,
        time_zone=check_time_zone(time_zone),
        cut_off=_parse_time(cut_off),
        opening_hours=dict(opening_hours or {}),
        daily_capacity=daily_capacity,
        handling_cost=handling_cost.minor,
        handling_currency=handling_cost.currency,
        active=True,
    )
    unit.session.add(node)
    unit.record("node.added", stream=Stream.of_node(node.id), data={"node": key, "kind": kind})
    return node.id


def _check(kind: str, hours: Mapping[str, str], capacity: int | None, cost: Money) -> None:
    if kind not in KINDS:
        raise Invalid(
            field="kind",
            code="unknown_choice",
            en=f"“kind” must be one of: {', '.join(KINDS)}.",
            fr=f"« kind » doit être l’une de ces valeurs : {', '.join(KINDS)}.",
        )
    if not all(_is_open(day, span) for day, span in hours.items()):
        raise Invalid(
            field="opening_hours",
            code="not_opening_hours",
            en="“opening_hours” maps weekdays 0 to 6 to hours such as 09:00-18:00.",
            fr="« opening_hours » associe les jours 0 à 6 à des horaires comme 09:00-18:00.",
        )
    if (capacity is not None and not 0 <= capacity <= MOST_PARCELS) or cost.minor < 0:
        raise Invalid(
            field="handling_cost" if cost.minor < 0 else "daily_capacity",
            code="negative",
            en="Capacity and cost must not be negative.",
            fr="La capacité et le coût ne peuvent pas être négatifs.",
        )
    check_money(cost, field="handling_cost")


def _is_open(day: object, span: object) -> bool:
    found = _HOURS.fullmatch(span) if isinstance(span, str) else None
    return day in set("0123456") and found is not None and found["opens"] < found["closes"]


def _parse_time(value: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise Invalid(
            field="cut_off",
            code="not_a_time",
            en="“cut_off” must be a time such as 15:00.",
            fr="« cut_off » doit être une heure comme 15:00.",
        )
    return time.fromisoformat(value)
