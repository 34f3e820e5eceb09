"""What a wording would become: with a sample, or with a real order of the shop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.models.customer import Customer
from domain.models.event import EventRow
from domain.models.order import Order
from domain.models.payment import PaymentEntry
from domain.models.returns import Return
from domain.models.shipment import Shipment
from domain.orders.queries import order as read_order
from domain.ports.letters import Fault, Wording
from domain.templates.checks import check_template
from domain.work.unit import Unit
from notifications.catalogue import events_of
from notifications.facts import Facts
from notifications.happening import Happening, happened
from notifications.kinds import KINDS
from notifications.page import page
from notifications.samples import sample
from notifications.sandbox import Refused, render
from notifications.segments import Segments, in_alphabet, segments
from notifications.values import VALUES


@dataclass(frozen=True, slots=True)
class Trial:
    """A wording written out. A part with a fault is empty. `of_order`: the number of the order that it speaks of, "" of
    the sample; `values` are what was filled in."""

    subject: str
    text: str
    html: str
    sms: str
    segments: Segments
    faults: tuple[Fault, ...]
    of_order: str
    values: Mapping[str, Any] = field(repr=False)


def try_template(
    unit: Unit, *, template: str, language: str, subject: str, text: str, sms: str, order: str | None = None
) -> Trial:
    """What the words become, and what keeps them from being saved. Nothing is kept.

    With `order`, its number or id, the values are those of what was told of it last by this template, or as they would
    be; what it does not have is taken from the sample. `NotFound` where there is no such order.
    """
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    spoken = check_language(check_template(unit, template, language))
    wording = Wording(subject.strip(), text.replace("\r\n", "\n").strip(), sms.strip())
    number, values = _values(unit, template, spoken, order) if order else ("", sample(template, spoken))
    faults = tuple(unit.ports.letters.faults(template=template, language=spoken, wording=wording))
    title = " ".join(_written("subject", wording.subject, values).split())
    body, short = _written("text", wording.text, values), in_alphabet(_written("sms", wording.sms, values))
    return Trial(
        subject=title,
        text=body,
        html=page(title, body, spoken) if body else "",
        sms=short,
        segments=segments(short),
        faults=faults,
        of_order=number,
        values=values,
    )


def _written(part: str, source: str, values: Mapping[str, Any]) -> str:
    try:
        return render(part, source, values)
    except Refused:
        return ""


def _values(unit: Unit, template: str, language: str, named: str) -> tuple[str, dict[str, Any]]:
    unit.actor.require(Permission.ORDERS_READ, Permission.CUSTOMERS_READ)
    found = read_order(unit, order=named)
    row = unit.session.execute(select(Order).where(Order.id == found.id)).scalar_one()
    owner = unit.session.get_one(Customer, row.customer_id)
    facts = Facts(unit, _happening(unit, template, row), name=owner.name, language=language, label=True)
    of_order = facts.of(name for name in KINDS[template].values if name not in _NOT_OF_ORDERS)
    taken = {name: value for name, value in of_order.items() if value != "" or VALUES[name].optional}
    return row.number, sample(template, language) | taken


_NOT_OF_ORDERS = frozenset({"quote_number", "last_day", "case_number", "survey", "lines", "code", "minutes"})


def _happening(unit: Unit, template: str, order: Order) -> Happening:
    """What this template told of the order last, or what it would be about."""
    query = select(EventRow).where(EventRow.order_id == order.id, EventRow.type.in_(events_of(template)))
    told = unit.session.execute(query.order_by(EventRow.position.desc()).limit(1)).scalar_one_or_none()
    if told is not None:
        return happened(unit, told)
    return Happening("", _newest(unit, order), order.customer_id, order.id)


def _newest(unit: Unit, order: Order) -> dict[str, Any]:
    """The newest parcel, return and payment of the order."""
    data: dict[str, Any] = {"amount": order.total, "currency": order.currency}
    data["place"] = f"{order.shipping_address.get('city', '')}, {order.shipping_address.get('country', '')}"
    for name, id_ in (
        ("shipment_id", _last(unit, Shipment.id, Shipment.order_id == order.id, Shipment.shipped_at)),
        ("return_id", _last(unit, Return.id, Return.order_id == order.id, Return.requested_at)),
        (
            "payment_method_id",
            _last(unit, PaymentEntry.payment_method_id, PaymentEntry.order_id == order.id, PaymentEntry.at),
        ),
    ):
        if id_ is not None:
            data[name] = str(id_)
    return data


def _last(unit: Unit, column: Any, mine: Any, at: Any) -> UUID | None:
    found: UUID | None = unit.session.execute(select(column).where(mine).order_by(at.desc()).limit(1)).scalar()
    return found
