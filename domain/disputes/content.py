"""What an evidence pack says: plain JSON values from the order's records."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.models.dispute import Dispute
from domain.models.event import EventRow, EventText
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail, PaymentRow, ShipmentRow
from domain.work.unit import Unit

MOST_ENTRIES = 2_000
_NOT_SHOWN = ("note.", "identity.", "approval.", "attempt.")  # what is between us


def evidence_content(unit: Unit, dispute: Dispute, *, statement: str) -> dict[str, Any]:
    """Order, customer, payments, parcels with their scans, and the order's timeline with the hash of each entry."""
    unit.session.flush()
    order = read_order(replace(unit, actor=Actor.system(unit.actor.name)), order=dispute.order_id)
    return {
        "made_at": unit.now.isoformat(),
        "statement": statement,
        "dispute": {
            "case": dispute.external_ref,
            "reason": dispute.reason,
            "amount": str(Money(dispute.amount, dispute.currency)),
            "opened_at": dispute.opened_at.isoformat(),
        },
        "customer": {"name": order.customer_name},
        "order": _order(order),
        "payments": [_payment(entry) for entry in order.payments],
        "parcels": [_parcel(parcel) for parcel in order.shipments],
        "timeline": _timeline(unit, dispute),
    }


def _order(order: OrderDetail) -> dict[str, Any]:
    address = order.shipping_address
    parts = ("line1", "line2", "postal_code", "city", "region", "country")
    return {
        "number": order.number,
        "placed_at": order.placed_at.isoformat(),
        "channel": order.channel,
        "status": order.status,
        "total": str(order.total),
        "captured": str(order.captured),
        "refunded": str(order.refunded),
        "ship_to": ", ".join(address[part] for part in parts if address.get(part)),
        "lines": [{"sku": line.sku, "title": line.title, "quantity": line.quantity} for line in order.lines],
    }


def _payment(entry: PaymentRow) -> dict[str, Any]:
    method = entry.payment_method
    return {
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "status": entry.status,
        "amount": str(entry.amount),
        "method": f"{method.kind} {method.brand} {method.last_four}".strip() if method else "",
        "reference": entry.external_ref,
    }


def _parcel(parcel: ShipmentRow) -> dict[str, Any]:
    return {
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "status": parcel.status,
        "shipped_at": parcel.shipped_at.isoformat() if parcel.shipped_at else None,
        "delivered_at": parcel.delivered_at.isoformat() if parcel.delivered_at else None,
        "scans": [{"at": scan.at.isoformat(), "status": scan.status, "place": scan.place} for scan in parcel.scans],
    }


def _timeline(unit: Unit, dispute: Dispute) -> list[dict[str, Any]]:
    query = (
        select(EventRow)
        .where(EventRow.order_id == dispute.order_id)
        .order_by(EventRow.occurred_at, EventRow.position)
        .limit(MOST_ENTRIES)
    )
    events = [row for row in unit.session.execute(query).scalars() if not row.type.startswith(_NOT_SHOWN)]
    texts = _texts(unit, events)
    return [
        {
            "at": event.occurred_at.isoformat(),
            "who": event.actor_name,
            "what": event.type,
            "data": event.data,
            "texts": texts.get(event.id, {}),
            "sequence": event.sequence,
            "stream": event.stream,
            "hash": bytes(event.hash).hex(),
        }
        for event in events
    ]


def _texts(unit: Unit, events: list[EventRow]) -> dict[Any, dict[str, str | None]]:
    query = select(EventText.event_id, EventText.field, EventText.value)
    found: dict[Any, dict[str, str | None]] = {}
    for event_id, field, value in unit.session.execute(query.where(EventText.event_id.in_([e.id for e in events]))):
        found.setdefault(event_id, {})[field] = value
    return found
