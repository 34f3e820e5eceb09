"""Read many orders whole: what the one statement of `columns` gathered becomes frozen rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from domain.db.gather import date_of, instant_of
from domain.db.prepared import Prepared
from domain.kernel.money import Money
from domain.orders.after_sale_details import dispute_row, exchange_row, return_row
from domain.orders.payment_details import asked_entry, ledger_entry, on_its_way
from domain.orders.payment_rows import PaymentRow
from domain.orders.rows import AdjustmentRow, HoldRow, OrderDetail, OrderLineRow, ScanRow, ShipmentRow
from domain.work.unit import Unit


def order_details(unit: Unit, query: Select[*tuple[Any, ...]] | Prepared, **values: Any) -> tuple[OrderDetail, ...]:
    """The orders that `query` (of `columns.order_columns`) gives for `values`, whole and in its order."""
    if isinstance(query, Prepared):
        return tuple(_detail(row) for row in query.run(unit.session, **values))
    return tuple(_detail(row) for row in unit.session.execute(query, values))


# What stands on the order as it is read, and which of its columns are amounts.
_AS_READ = (
    *("id", "number", "external_ref", "source", "customer_id", "status", "channel", "fulfilment", "currency"),
    *("shipping_address", "placed_at", "cancelled_at", "cancel_reason", "version", "pickup_node", "locker"),
)
_AMOUNTS = ("subtotal", "discount", "shipping", "tax", "fees", "total", "placed_total")


def _detail(order: Any) -> OrderDetail:
    currency = order.currency
    booked = tuple(ledger_entry(values, currency) for values in order.payments)
    asked = tuple(asked_entry(values, currency) for values in order.intents)
    returns = tuple(return_row(values, currency) for values in order.returns)
    holds = tuple(_hold(values) for values in order.holds)
    as_read: dict[str, Any] = {name: getattr(order, name) for name in _AS_READ}
    return OrderDetail(
        **as_read,
        **_amounts(order, booked, asked),
        customer_name=f"{order.first_name} {order.last_name}".strip(),
        held=any(hold.released_at is None for hold in holds),
        tax_included=order.taxation == "included",
        tags=tuple(values[0] for values in order.tags),
        lines=tuple(_line(values, currency) for values in order.lines if values[_STATUS] != "awaiting"),
        payments=tuple(sorted((*booked, *asked), key=lambda entry: (entry.at, entry.id))) if asked else booked,
        shipments=tuple(_shipment(values) for values in order.shipments),
        adjustments=tuple(_adjustment(values, currency) for values in order.adjustments),
        holds=holds,
        returns=returns,
        exchanges=tuple(exchange_row(values, currency, returns) for values in order.exchanges),
        disputes=tuple(dispute_row(values, currency) for values in order.disputes),
    )


def _amounts(order: Any, booked: tuple[PaymentRow, ...], asked: tuple[PaymentRow, ...]) -> dict[str, Any]:
    captured, refunded = (
        Money(sum(entry.amount.minor for entry in booked if entry.kind == kind), order.currency)
        for kind in ("captured", "refunded")
    )
    return {name: Money(getattr(order, name), order.currency) for name in _AMOUNTS} | {
        "captured": captured,
        "refunded": refunded,
        "balance": Money(order.total, order.currency) - captured + refunded,
        "pending": on_its_way(asked, order.currency),
    }


_STATUS = 11  # where a line's status stands among its values


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
        kind=source[3],
        discount=Money(source[4], currency),
        tax=Money(source[5], currency),
        exchange_id=UUID(source[6]) if source[6] else None,
    )


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
