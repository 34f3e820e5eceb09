"""Read many orders whole, in one statement."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from domain.db.gather import date_of, gather, instant_of
from domain.kernel.money import Money
from domain.models.customer import Customer, PaymentMethod
from domain.models.inventory import Node
from domain.models.order import (
    Order,
    OrderAdjustment,
    OrderHold,
    OrderLine,
    OrderTag,
    PaymentEntry,
    Return,
    ReturnLine,
)
from domain.models.shipment import Shipment, ShipmentLine, ShipmentScan
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

_ORDER = Order.__table__.c
_LINE = OrderLine.__table__.c
_PAYMENT = PaymentEntry.__table__.c
_METHOD = PaymentMethod.__table__.c
_SHIPMENT = Shipment.__table__.c
_CONTENT = ShipmentLine.__table__.c
_SCAN = ShipmentScan.__table__.c
_ADJUSTMENT = OrderAdjustment.__table__.c
_HOLD = OrderHold.__table__.c
_RETURN = Return.__table__.c
_RETURNED = ReturnLine.__table__.c
_TAG = OrderTag.__table__.c
_NODE = Node.__table__.c


def order_details(unit: Unit, query: Select[*tuple[Any, ...]]) -> tuple[OrderDetail, ...]:
    """The orders that `query` (of `order_columns`) gives, whole and in its order."""
    return tuple(_detail(row) for row in unit.session.execute(query))


def order_columns() -> Select[*tuple[Any, ...]]:
    """A select of everything `order_details` needs of each order; the caller filters, orders and limits."""
    return _columns()


@cache  # building it costs more than running it
def _columns() -> Select[*tuple[Any, ...]]:
    return select(
        *_ORDER,
        Customer.first_name,
        Customer.last_name,
        _lines().label("lines"),
        _payments().label("payments"),
        _shipments().label("shipments"),
        gather(
            *(_ADJUSTMENT.id, _ADJUSTMENT.kind, _ADJUSTMENT.label, _ADJUSTMENT.amount),
            *(_ADJUSTMENT.reason, _ADJUSTMENT.at),
            where=[_ADJUSTMENT.order_id == _ORDER.id],
            order_by=[_ADJUSTMENT.at, _ADJUSTMENT.id],
        ).label("adjustments"),
        gather(
            *(_HOLD.id, _HOLD.reason, _HOLD.placed_at, _HOLD.placed_by, _HOLD.released_at),
            where=[_HOLD.order_id == _ORDER.id],
            order_by=[_HOLD.placed_at, _HOLD.id],
        ).label("holds"),
        _returns().label("returns"),
        gather(_TAG.tag, where=[_TAG.order_id == _ORDER.id], order_by=[_TAG.tag]).label("tags"),
    ).join(Customer, Customer.id == _ORDER.customer_id)


def _lines() -> Any:
    columns = (
        *(_LINE.id, _LINE.sku, _LINE.product_external_ref, _LINE.title, _LINE.options),
        *(_LINE.quantity, _LINE.shipped, _LINE.cancelled, _LINE.returned),
        *(_LINE.unit_price, _LINE.total, _LINE.status, _NODE.code, _NODE.name, _LINE.promised_on),
    )
    return gather(
        *columns,
        joins=_LINE.id.table.outerjoin(_NODE.id.table, _NODE.id == _LINE.source_node_id),
        where=[_LINE.order_id == _ORDER.id],
        order_by=[_LINE.position],
    )


def _payments() -> Any:
    columns = (
        *(_PAYMENT.id, _PAYMENT.kind, _PAYMENT.amount, _PAYMENT.status, _PAYMENT.external_ref, _PAYMENT.at),
        *(_METHOD.id, _METHOD.external_ref, _METHOD.kind, _METHOD.brand, _METHOD.last_four),
        *(_METHOD.balance, _METHOD.balance_currency),
    )
    return gather(
        *columns,
        joins=_PAYMENT.id.table.outerjoin(_METHOD.id.table, _METHOD.id == _PAYMENT.payment_method_id),
        where=[_PAYMENT.order_id == _ORDER.id],
        order_by=[_PAYMENT.at, _PAYMENT.id],
    )


def _shipments() -> Any:
    contents = gather(
        *(_CONTENT.order_line_id, _CONTENT.quantity),
        where=[_CONTENT.shipment_id == _SHIPMENT.id],
        order_by=[_CONTENT.order_line_id],
    )
    scans = gather(
        *(_SCAN.status, _SCAN.place, _SCAN.at),
        where=[_SCAN.shipment_id == _SHIPMENT.id],
        order_by=[_SCAN.at.desc(), _SCAN.id.desc()],
    )
    columns = (
        *(_SHIPMENT.id, _NODE.code, _SHIPMENT.carrier, _SHIPMENT.tracking_number, _SHIPMENT.status),
        *(_SHIPMENT.shipped_at, _SHIPMENT.delivered_at, contents, scans),
    )
    return gather(
        *columns,
        joins=_SHIPMENT.id.table.outerjoin(_NODE.id.table, _NODE.id == _SHIPMENT.node_id),
        where=[_SHIPMENT.order_id == _ORDER.id],
        order_by=[_SHIPMENT.shipped_at, _SHIPMENT.id],
    )


def _returns() -> Any:
    contents = gather(
        *(_RETURNED.order_line_id, _RETURNED.quantity),
        where=[_RETURNED.return_id == _RETURN.id],
        order_by=[_RETURNED.order_line_id],
    )
    columns = (
        *(_RETURN.id, _RETURN.external_ref, _RETURN.status, _RETURN.channel, _RETURN.reason),
        *(_RETURN.amount, _RETURN.requested_at, contents),
    )
    return gather(*columns, where=[_RETURN.order_id == _ORDER.id], order_by=[_RETURN.requested_at, _RETURN.id])


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
