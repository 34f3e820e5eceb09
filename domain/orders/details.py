"""Read many orders whole: what the one statement of `columns` gathered becomes frozen rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from domain.db.gather import date_of, instant_of
from domain.kernel.money import Money
from domain.orders.rows import (
    AdjustmentRow,
    HoldRow,
    OrderDetail,
    OrderLineRow,
    PaymentMethodRow,
    PaymentRow,
    ReturnRow,
    ScanRow,
    ShipmentRow,
)
from domain.work.unit import Unit


def order_details(unit: Unit, query: Select[*tuple[Any, ...]]) -> tuple[OrderDetail, ...]:
    """The orders that `query` (of `columns.order_columns`) gives, whole and in its order."""
    return tuple(_detail(row) for row in unit.session.execute(query))


def _detail(order: Any) -> OrderDetail:
    currency = order.currency
    payments = tuple(_payment(values, currency) for values in order.payments)
    holds = tuple(_hold(values) for values in order.holds)
    moved = {kind: sum(p.amount.minor for p in payments if p.kind == kind) for kind in ("captured", "refunded")}
    return OrderDetail(
        id=order.id,
        number=order.number,
        external_ref=order.external_ref,
        source=order.source,
        customer_id=order.customer_id,
        customer_name=f"{order.first_name} {order.last_name}".strip(),
        status=order.status,
        held=any(hold.released_at is None for hold in holds),
        channel=order.channel,
        fulfilment=order.fulfilment,
        currency=currency,
        subtotal=Money(order.subtotal, currency),
        discount=Money(order.discount, currency),
        shipping=Money(order.shipping, currency),
        tax=Money(order.tax, currency),
        total=Money(order.total, currency),
        captured=Money(moved["captured"], currency),
        refunded=Money(moved["refunded"], currency),
        balance=Money(order.total - moved["captured"] + moved["refunded"], currency),
        shipping_address=order.shipping_address,
        placed_at=order.placed_at,
        cancelled_at=order.cancelled_at,
        cancel_reason=order.cancel_reason,
        version=order.version,
        tags=tuple(values[0] for values in order.tags),
        lines=tuple(_line(values, currency) for values in order.lines),
        payments=payments,
        shipments=tuple(_shipment(values) for values in order.shipments),
        adjustments=tuple(_adjustment(values, currency) for values in order.adjustments),
        holds=holds,
        returns=tuple(_return(values, currency) for values in order.returns),
    )


def _line(values: list[Any], currency: str) -> OrderLineRow:
    id, sku, ref, title, options, quantity, shipped, cancelled, returned, price, total, status, *source = values
    return OrderLineRow(
        id=UUID(id),
        sku=sku,
        product_external_ref=ref,
        title=title,
        options=options,
        quantity=quantity,
        shipped=shipped,
        cancelled=cancelled,
        returned=returned,
        unit_price=Money(price, currency),
        total=Money(total, currency),
        status=status,
        source_node=source[0],
        source_node_name=source[1],
        promised_on=date_of(source[2]),
    )


def _payment(values: list[Any], currency: str) -> PaymentRow:
    id, kind, amount, status, external_ref, at, *method = values
    return PaymentRow(
        id=UUID(id),
        kind=kind,
        amount=Money(amount, currency),
        status=status,
        payment_method=_method(*method),
        external_ref=external_ref,
        at=datetime.fromisoformat(at),
    )


def _method(
    id: str | None,
    external_ref: str | None,
    kind: str,
    brand: str,
    last_four: str,
    balance: int | None,
    balance_currency: str,
) -> PaymentMethodRow | None:
    if id is None:
        return None
    left = None if balance is None else Money(balance, balance_currency)
    return PaymentMethodRow(UUID(id), external_ref, kind, brand, last_four, left)


def _shipment(values: list[Any]) -> ShipmentRow:
    id, node, carrier, tracking_number, status, shipped_at, delivered_at, contents, scans = values
    return ShipmentRow(
        id=UUID(id),
        node=node,
        carrier=carrier,
        tracking_number=tracking_number,
        status=status,
        shipped_at=instant_of(shipped_at),
        delivered_at=instant_of(delivered_at),
        lines={UUID(line_id): quantity for line_id, quantity in contents},
        scans=tuple(ScanRow(said, place, datetime.fromisoformat(at)) for said, place, at in scans),
    )


def _adjustment(values: list[Any], currency: str) -> AdjustmentRow:
    id, kind, label, amount, reason, at = values
    return AdjustmentRow(UUID(id), kind, label, Money(amount, currency), reason, datetime.fromisoformat(at))


def _hold(values: list[Any]) -> HoldRow:
    id, reason, placed_at, placed_by, released_at = values
    return HoldRow(UUID(id), reason, datetime.fromisoformat(placed_at), placed_by, instant_of(released_at))


def _return(values: list[Any], currency: str) -> ReturnRow:
    id, external_ref, status, channel, reason, amount, requested_at, contents = values
    return ReturnRow(
        id=UUID(id),
        external_ref=external_ref,
        status=status,
        channel=channel,
        reason=reason,
        amount=Money(amount, currency),
        requested_at=datetime.fromisoformat(requested_at),
        lines={UUID(line_id): quantity for line_id, quantity in contents},
    )
