"""Read many orders whole: what the one statement of `columns` gathered becomes frozen rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from domain.db.gather import date_of, instant_of
from domain.db.prepared import Prepared
from domain.kernel.money import Money
from domain.orders.after_sale_details import dispute_row, exchange_row, return_row
from domain.orders.columns import OrderValues
from domain.orders.payment_details import asked_entry, ledger_entry, on_its_way
from domain.orders.payment_rows import PaymentRow
from domain.orders.rows import AdjustmentRow, HoldRow, OrderDetail, OrderLineRow, ScanRow, ShipmentRow
from domain.work.unit import Unit


def order_details(unit: Unit, query: Select[*tuple[Any, ...]] | Prepared, **values: Any) -> tuple[OrderDetail, ...]:
    """The orders that `query` (of `columns.order_columns`) gives for `values`, whole and in its order."""
    rows = query.run(unit.session, **values) if isinstance(query, Prepared) else unit.session.execute(query, values)
    return details_of(rows.all())


def details_of(rows: Iterable[Sequence[Any]]) -> tuple[OrderDetail, ...]:
    """The same from the rows of such a query."""
    return tuple([_detail(OrderValues._make(whole)) for (whole,) in rows])


def _detail(order: OrderValues) -> OrderDetail:
    currency = order.currency
    booked = tuple([ledger_entry(values, currency) for values in order.payments])
    asked = tuple([asked_entry(values, currency) for values in order.intents])
    returns = tuple([return_row(values, currency) for values in order.returns])
    holds = tuple([_hold(values) for values in order.holds])
    return OrderDetail(
        id=UUID(order.id),
        number=order.number,
        external_ref=order.external_ref,
        source=order.source,
        customer_id=UUID(order.customer_id),
        customer_name=f"{order.first_name} {order.last_name}".strip(),
        status=order.status,
        held=any([hold.released_at is None for hold in holds]),
        channel=order.channel,
        fulfilment=order.fulfilment,
        currency=currency,
        tax_included=order.taxation == "included",
        pending=on_its_way(asked, currency),
        **_amounts(order, booked),
        shipping_address=order.shipping_address,
        placed_at=datetime.fromisoformat(order.placed_at),
        cancelled_at=instant_of(order.cancelled_at),
        cancel_reason=order.cancel_reason,
        version=order.version,
        tags=tuple([values[0] for values in order.tags]),
        lines=tuple([_line(values, currency) for values in order.lines if values[_STATUS] != "awaiting"]),
        payments=tuple(sorted((*booked, *asked), key=lambda entry: (entry.at, entry.id))) if asked else booked,
        shipments=tuple([_shipment(values) for values in order.shipments]),
        adjustments=tuple([_adjustment(values, currency) for values in order.adjustments]),
        holds=holds,
        returns=returns,
        exchanges=tuple([exchange_row(values, currency, returns) for values in order.exchanges]),
        disputes=tuple([dispute_row(values, currency) for values in order.disputes]),
        pickup_node=order.pickup_node,
        locker=order.locker,
        awaiting=tuple([_line(values, currency) for values in order.lines if values[_STATUS] == "awaiting"]),
    )


_AMOUNTS = ("subtotal", "discount", "shipping", "tax", "fees", "total", "placed_total")  # as they are read


def _amounts(order: OrderValues, booked: tuple[PaymentRow, ...]) -> dict[str, Money]:
    currency = order.currency
    captured = sum([entry.amount.minor for entry in booked if entry.kind == "captured"])
    refunded = sum([entry.amount.minor for entry in booked if entry.kind == "refunded"])
    amounts = {name: Money(getattr(order, name), currency) for name in _AMOUNTS}
    amounts["captured"], amounts["refunded"] = Money(captured, currency), Money(refunded, currency)
    amounts["balance"] = Money(order.total - captured + refunded, currency)
    return amounts


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
