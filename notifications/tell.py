"""Tell a customer what happened to their order: an event becomes a message."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from babel.numbers import format_currency
from sqlalchemy import select

from domain.alerts.reactions import silence
from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.messages.queries import contacts_of
from domain.messages.queue import queue_message
from domain.messages.rows import Contacts
from domain.models.event import EventRow
from domain.models.order import Order, OrderLine
from domain.models.returns import Return
from domain.work.unit import Unit
from notifications.catalogue import address_on, channel_for, told_of
from notifications.fall_back import other_way
from notifications.ruled import ruled

_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
_BY_POST = ("mail", "drop_off")


def tell(unit: Unit, *, event_id: UUID, template: str = "") -> UUID | None:
    """Queue the message that the catalogue names for the event; its id, None when there is none or it was told.

    A message that cannot be sent (no contact, no consent), or that a rule does not want, is written down as skipped.
    `template` is a rule's own message, which it writes besides or instead. See `queue_message`.
    """
    unit.actor.require(Permission.MESSAGES_SEND, Permission.CUSTOMERS_READ)
    event = unit.session.get(EventRow, event_id)
    if event is None:
        raise NotFound.of("event", "événement", event_id)
    told = ruled(template) if template else told_of(event)
    if told is None or event.customer_id is None or event.order_id is None:
        return None
    silent, decision_id = (False, None) if template else silence(unit, event_id)
    contacts = contacts_of(unit, customer_id=event.customer_id)
    channel, _ = channel_for(told, contacts)
    label = _label_of(unit, event) if channel == "email" else None
    return queue_message(
        unit,
        customer_id=contacts.customer_id,
        template=told.template,
        channel=channel,
        address=address_on(channel, contacts),
        language=contacts.language,
        values=_values(unit, event, contacts) | {"label": label is not None},
        order_id=event.order_id,
        event_id=event.id,
        attach_label_of=label,
        fall_back=other_way(told.channels, channel, contacts),
        withheld="silenced" if silent else "",
        decision_id=decision_id,
    )


def _values(unit: Unit, event: EventRow, contacts: Contacts) -> dict[str, Any]:
    """Everything that a template may name; what the event does not hold is empty."""
    order = unit.session.execute(select(Order).where(Order.id == event.order_id)).scalar_one()
    items = _items(unit, order.id, event.data)
    amount = event.data.get("amount")
    currency = event.data.get("currency") or order.currency
    return {
        "name": contacts.name,
        "number": order.number,
        "return_number": event.data.get("number") or "",
        "place": str(event.data.get("place") or ""),
        "items": "\n".join(f"– {item}" for item in items),
        "items_short": ", ".join(items[:3]) + (" …" if len(items) > 3 else ""),
        "amount": _money(abs(amount), currency, contacts.language) if isinstance(amount, int) else "",
        "total": _money(order.total, order.currency, contacts.language),
    }


def _items(unit: Unit, order_id: UUID, data: Mapping[str, Any]) -> list[str]:
    lines = data.get("lines")
    if not isinstance(lines, Sequence):
        return []
    query = select(OrderLine.sku, OrderLine.title).where(OrderLine.order_id == order_id)
    titles = {sku: title for sku, title in unit.session.execute(query)}
    return [_item(line, titles) for line in lines if isinstance(line, Mapping)]


def _item(line: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    sku, new = str(line.get("sku") or "?"), str(line.get("new_sku") or "")
    turned = f" → {titles.get(new, new)}" if new else ""
    return f"{line.get('quantity', 1)} × {titles.get(sku, sku)}{turned}"


def _money(minor: int, currency: str, language: str) -> str:
    money = Money(minor, currency)
    return str(format_currency(money.decimal, currency, locale=_LOCALES[language]))


def _label_of(unit: Unit, event: EventRow) -> UUID | None:
    """The return whose label goes along, if the goods come back by post."""
    named = event.data.get("return_id")
    if not named or event.data.get("channel") not in _BY_POST:
        return None
    return unit.session.execute(select(Return.id).where(Return.id == UUID(str(named)))).scalar_one_or_none()
