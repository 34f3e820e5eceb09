"""Write an order of the past and everything that happened to it."""

from datetime import datetime
from operator import attrgetter
from typing import Any

from domain.events.event import Event, Stream
from domain.kernel.ids import new_id
from domain.orders.numbers import number_key
from seed.history.batch import Batch
from seed.history.past_order import PastLine, PastOrder, PastParcel, PastPayment

_LINE_STATUS = {"shipped": "shipped", "delivered": "delivered", "cancelled": "cancelled"}
_LEFT = ("shipped", "delivered")


def add_order(batch: Batch, order: PastOrder) -> None:
    """Keep the order, its lines, payments, parcels and returns, and its chained events in order of time."""
    _add_order(batch, order)
    for position, (line, discount) in enumerate(zip(order.lines, order.discounts(), strict=True)):
        _add_line(batch, order, position, line, discount)
    for adjustment in order.adjustments:
        batch.add(
            "order_adjustments",
            *(new_id(), order.id, adjustment.kind, adjustment.label, adjustment.amount, adjustment.at),
        )
    stream = Stream.of_order(order.id)
    events = [_placed(batch, stream, order)]
    events.extend(_add_payment(batch, stream, order, payment) for payment in order.payments)
    for parcel in order.parcels:
        events.extend(_add_parcel(batch, stream, order, parcel))
    for step in order.steps:
        events.append(_event(batch, stream, order, step.type, step.at, {"number": order.number} | step.data))
    events.extend(_add_returns(batch, stream, order))
    events.sort(key=attrgetter("occurred_at"))
    batch.add_events(stream, events)


def _add_order(batch: Batch, order: PastOrder) -> None:
    batch.add(
        "orders",
        *(order.id, order.number, number_key(order.number), order.source, order.number, order.customer_id),
        *(order.status, order.channel, order.currency, order.subtotal, -order.adjusted("discount")),
        *(order.adjusted("shipping"), 0, order.adjusted("manual"), order.total, order.placed_total),
        *(order.shipping_address, order.placed_at),
        *(order.cancelled_at, order.cancel_reason),
    )


def _add_line(batch: Batch, order: PastOrder, position: int, line: PastLine, discount: int) -> None:
    batch.add(
        "order_lines",
        *(line.id, order.id, position, line.sku, line.product_external_ref, line.title, line.options),
        *(line.quantity, line.unit_price, order.kept(line) * line.unit_price, discount),
        line.quantity if order.status in _LEFT else 0,
        line.quantity if order.status == "cancelled" else 0,
        *(line.returned, _LINE_STATUS.get(order.status, "open")),
    )


def _placed(batch: Batch, stream: Stream, order: PastOrder) -> Event:
    data = {
        "number": order.number,
        "channel": order.channel,
        "total": order.placed_total,
        "currency": order.currency,
        "lines": [{"sku": line.sku, "quantity": line.quantity} for line in order.lines],
    }
    return _event(batch, stream, order, "order.placed", order.placed_at, data)


def _add_payment(batch: Batch, stream: Stream, order: PastOrder, payment: PastPayment) -> Event:
    id = new_id(at=payment.at)
    batch.add(
        "payment_entries",
        *(id, order.id, payment.method_id, payment.kind, payment.amount, order.currency),
        *(payment.external_ref, payment.at),
    )
    data = {
        "payment_id": str(id),
        "amount": payment.amount,
        "currency": order.currency,
        "payment_method_id": str(payment.method_id) if payment.method_id else None,
    }
    return _event(batch, stream, order, f"payment.{payment.kind}", payment.at, data)


def _add_parcel(batch: Batch, stream: Stream, order: PastOrder, parcel: PastParcel) -> list[Event]:
    id = new_id(at=parcel.shipped_at)
    batch.add(
        "shipments",
        *(id, order.id, parcel.carrier, parcel.tracking_number, parcel.status, parcel.shipped_at, parcel.delivered_at),
    )
    for line_id, quantity in parcel.lines:
        batch.add("shipment_lines", id, line_id, quantity)
    events = []
    if parcel.shipped_at:
        skus = {line.id: line.sku for line in order.lines}
        data = {
            "shipment_id": str(id),
            "carrier": parcel.carrier,
            "tracking_number": parcel.tracking_number,
            "lines": [{"sku": skus[line_id], "quantity": quantity} for line_id, quantity in parcel.lines],
        }
        events.append(_event(batch, stream, order, "shipment.shipped", parcel.shipped_at, data))
    for status, place, at in parcel.scans:
        batch.add("shipment_scans", new_id(at=at), id, status, place, at)
        scan = {"shipment_id": str(id), "tracking_number": parcel.tracking_number, "place": place}
        events.append(_event(batch, stream, order, f"shipment.{status}", at, scan))
    return events


def _add_returns(batch: Batch, stream: Stream, order: PastOrder) -> list[Event]:
    events = []
    skus = {line.id: line.sku for line in order.lines}
    for back in order.returns:
        id = new_id(at=back.at)
        batch.add(
            "returns",
            *(id, order.id, order.customer_id, back.external_ref, "refunded", "mail", back.amount),
            *(order.currency, back.at, back.at, back.at, back.at),
        )
        for line_id, quantity in back.lines.items():
            batch.add("return_lines", id, line_id, *[quantity] * 4, back.amounts[line_id])
        lines = [{"sku": skus[line_id], "quantity": quantity} for line_id, quantity in back.lines.items()]
        data = {"return_id": str(id), "external_ref": back.external_ref, "amount": back.amount, "lines": lines}
        events.append(_event(batch, stream, order, "return.received", back.at, data | {"currency": order.currency}))
    return events


def _event(batch: Batch, stream: Stream, order: PastOrder, type: str, at: datetime, data: dict[str, Any]) -> Event:
    return batch.event(type, at, stream, customer_id=order.customer_id, order_id=order.id, data=data)
