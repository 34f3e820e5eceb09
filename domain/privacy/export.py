"""Tell a person everything that is known of them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.db.gather import gather
from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.models.event import EventRow, EventText
from domain.privacy.holdings import HOLDINGS, OF_STAFF, Holding, orders_of
from domain.work.family import family_of
from domain.work.unit import Unit

FORMAT: Final = "comptoir-customer-1"


def export_customer(unit: Unit, *, customer_id: UUID) -> dict[str, Any]:
    """Everything about the person as plain JSON values: their records, contacts, orders, payments, notes, messages,
    and what happened with its texts. Amounts are minor units beside their currency.

    Merged records are part of it. Left out: names of staff, tokens and references of vendors, and secrets such as
    codes. Records `customer.exported`.
    """
    unit.actor.require(Permission.CUSTOMERS_EXPORT)
    family = family_of(unit, customer_id)
    document: dict[str, Any] = {
        "format": FORMAT,
        "customer_id": str(family.kept),
        "exported_at": unit.now.isoformat(),
    }
    for holding in HOLDINGS:
        document[holding.name] = list(_rows(unit, holding, family.members))
    document["events"] = list(_events(unit, family.members))
    unit.record(
        "customer.exported",
        stream=Stream.of_customer(family.kept),
        customer_id=family.kept,
        data={"format": FORMAT, "events": len(document["events"]), "orders": len(document["orders"])},
    )
    return document


def _rows(unit: Unit, holding: Holding, members: Sequence[UUID]) -> Iterator[dict[str, Any]]:
    columns = [
        column
        for column in holding.model.__table__.columns
        if column.name not in holding.without and column.name not in OF_STAFF
    ]
    query = select(*columns).where(holding.of(members)).order_by(*holding.model.__table__.primary_key.columns)
    for row in unit.session.execute(query).mappings():
        plain = {name: _plain(value) for name, value in row.items()}
        yield _without_secret(plain) if holding.name == "messages" else plain


def _without_secret(message: dict[str, Any]) -> dict[str, Any]:
    return message | {"subject": "", "body": ""} if message["secret"] else message


def _events(unit: Unit, members: Sequence[UUID]) -> Iterator[dict[str, Any]]:
    texts = gather(
        EventText.field, EventText.value, where=[EventText.event_id == EventRow.id], order_by=[EventText.field]
    )
    query = (
        select(EventRow.type, EventRow.occurred_at, EventRow.actor_kind, EventRow.order_id, EventRow.data, texts)
        .where(EventRow.customer_id.in_(members) | EventRow.order_id.in_(orders_of(members)))
        .order_by(EventRow.position)
    )
    for type, at, by, order_id, data, own in unit.session.execute(query):
        yield {
            "type": type,
            "occurred_at": at.isoformat(),
            "by": by,
            "order_id": str(order_id) if order_id else None,
            "data": {name: value for name, value in data.items() if not name.endswith("_digest")},
            "texts": dict(own),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime | date) else value
