"""Texts with `{names}` in them, filled from the conversation, its customer and order."""

import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_currency
from sqlalchemy import func, select

from domain.conversations.load import kept_conversation
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.customer import Customer
from domain.models.order import Order, OrderLine
from domain.models.shipment import CANCELLED, Shipment
from domain.work.family import members_of
from domain.work.unit import Unit

NAMES: Final = (
    *("first_name", "name", "agent", "case_number"),
    *("order_number", "order_total", "order_date", "promised", "carrier", "tracking"),
)
_LOCALES: Final = {"en": "en_GB", "fr": "fr_FR"}
_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


def reply_facts(unit: Unit, *, conversation_id: UUID, order_id: UUID | None = None) -> dict[str, str]:
    """What the `NAMES` stand for, in the language of the conversation; what is not known is left out.

    The order is `order_id` if it is the customer's, else the one that the case is about, else their newest.
    """
    unit.actor.require(Permission.CASES_READ)
    kept = kept_conversation(unit, conversation_id)
    query = (
        select(Conversation, Case, Customer)
        .join(Case, Case.id == Conversation.case_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.id == kept)
    )
    conversation, case, customer = unit.session.execute(query).one()
    locale = _LOCALES.get(conversation.language, "en_GB")
    facts = {"agent": unit.actor.name.split(" ")[0], "case_number": case.number}
    if customer is not None and customer.erased_at is None:
        facts |= {"first_name": customer.first_name, "name": f"{customer.first_name} {customer.last_name}".strip()}
        facts |= _of_order(unit, customer.id, order_id or case.order_id, locale)
    elif conversation.contact_name:
        facts |= {"first_name": conversation.contact_name.split(" ")[0], "name": conversation.contact_name}
    return {name: text for name, text in facts.items() if text}


def filled(text: str, facts: Mapping[str, str]) -> str:
    """`text` with what is known in place of its names; the others stay, so that whoever reads it sees them."""
    return _PLACE.sub(lambda found: facts.get(found[1], found[0]), text)


def names_left(text: str) -> tuple[str, ...]:
    """The names in a text that nothing was filled in for."""
    return tuple(dict.fromkeys(name for name in _PLACE.findall(text) if name in NAMES))


def _of_order(unit: Unit, customer_id: UUID, order_id: UUID | None, locale: str) -> dict[str, str]:
    query = select(Order.id, Order.number, Order.total, Order.currency, Order.placed_at)
    query = query.where(Order.customer_id.in_(members_of(unit, customer_id)))
    query = query.order_by(
        (Order.id == order_id).desc() if order_id else Order.placed_at.desc(), Order.placed_at.desc()
    )
    order = unit.session.execute(query.limit(1)).one_or_none()
    if order is None:
        return {}
    promised = unit.session.execute(
        select(func.max(OrderLine.promised_on)).where(OrderLine.order_id == order.id)
    ).scalar_one()
    parcel = unit.session.execute(
        select(Shipment.carrier, Shipment.tracking_number)
        .where(Shipment.order_id == order.id, Shipment.status != CANCELLED)
        .order_by(Shipment.shipped_at.desc(), Shipment.id)
        .limit(1)
    ).one_or_none()
    money = Money(order.total, order.currency)
    return {
        "order_number": order.number,
        "order_total": str(format_currency(money.decimal, order.currency, locale=locale)),
        "order_date": format_date(order.placed_at.date(), "d MMMM y", locale=locale),
        "promised": format_date(promised, "EEEE d MMMM", locale=locale) if promised else "",
        "carrier": parcel.carrier if parcel else "",
        "tracking": parcel.tracking_number if parcel else "",
    }
