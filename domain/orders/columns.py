"""The one statement that reads orders whole: each order one JSON list, in it a list for each child table.

One column a row: what a driver and a row cost grows with the columns. `details` takes it apart.
"""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from domain.db.gather import gather
from domain.models.customer import Customer, PaymentMethod
from domain.models.dispute import Dispute
from domain.models.inventory import Node
from domain.models.order import (
    Order,
    OrderAdjustment,
    OrderHold,
    OrderLine,
    OrderTag,
)
from domain.models.payment import PaymentEntry, PaymentIntent
from domain.models.returns import Exchange, Return, ReturnLine
from domain.models.shipment import Shipment, ShipmentLine, ShipmentScan

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
_EXCHANGE = Exchange.__table__.c
_DISPUTE = Dispute.__table__.c
_INTENT = PaymentIntent.__table__.c
_TAG = OrderTag.__table__.c
_NODE = Node.__table__.c
_PICKUP = Node.__table__.alias("pickup").c
_METHOD_COLUMNS = (
    *(_METHOD.id, _METHOD.external_ref, _METHOD.kind, _METHOD.brand, _METHOD.last_four),
    *(_METHOD.balance, _METHOD.balance_currency),
)


class OrderValues(NamedTuple):
    """What the JSON list of an order has, in its order: ids and times as text, amounts in minor units."""

    id: str
    number: str
    external_ref: str | None
    source: str | None
    customer_id: str
    status: str
    channel: str
    fulfilment: str
    currency: str
    shipping_address: dict[str, str]
    placed_at: str
    cancelled_at: str | None
    cancel_reason: str
    version: int
    locker: str
    taxation: str
    subtotal: int
    discount: int
    shipping: int
    tax: int
    fees: int
    total: int
    placed_total: int
    first_name: str
    last_name: str
    pickup_node: str | None
    lines: list[list[Any]]
    payments: list[list[Any]]
    intents: list[list[Any]]
    shipments: list[list[Any]]
    adjustments: list[list[Any]]
    holds: list[list[Any]]
    returns: list[list[Any]]
    exchanges: list[list[Any]]
    disputes: list[list[Any]]
    tags: list[list[str]]


def order_columns() -> Select[*tuple[Any, ...]]:
    """A select of everything `order_details` needs of each order; the caller filters, orders and limits."""
    return _columns()


@cache  # building it costs more than running it
def _columns() -> Select[*tuple[Any, ...]]:
    of_others: dict[str, Any] = {
        "first_name": Customer.first_name,
        "last_name": Customer.last_name,
        "pickup_node": select(_PICKUP.code).where(_PICKUP.id == _ORDER.pickup_node_id).scalar_subquery(),
        "lines": _lines(),
        "payments": _payments(),
        "intents": _intents(),
        "shipments": _shipments(),
        "adjustments": _adjustments(),
        "holds": _holds(),
        "returns": _returns(),
        "exchanges": _exchanges(),
        "disputes": _disputes(),
        "tags": gather(_TAG.tag, where=[_TAG.order_id == _ORDER.id], order_by=[_TAG.tag]),
    }
    values = [of_others[name] if name in of_others else _ORDER[name] for name in OrderValues._fields]
    return (
        select(func.json_build_array(*values).label("whole"))
        .select_from(_ORDER.id.table)
        .join(Customer, Customer.id == _ORDER.customer_id)
    )


def _adjustments() -> Any:
    return gather(
        *(_ADJUSTMENT.id, _ADJUSTMENT.kind, _ADJUSTMENT.label, _ADJUSTMENT.amount),
        *(_ADJUSTMENT.reason, _ADJUSTMENT.at),
        where=[_ADJUSTMENT.order_id == _ORDER.id],
        order_by=[_ADJUSTMENT.at, _ADJUSTMENT.id],
    )


def _holds() -> Any:
    return gather(
        *(_HOLD.id, _HOLD.reason, _HOLD.placed_at, _HOLD.placed_by, _HOLD.released_at),
        where=[_HOLD.order_id == _ORDER.id],
        order_by=[_HOLD.placed_at, _HOLD.id],
    )


def _lines() -> Any:
    columns = (
        *(_LINE.id, _LINE.sku, _LINE.product_external_ref, _LINE.title, _LINE.options),
        *(_LINE.quantity, _LINE.shipped, _LINE.cancelled, _LINE.returned),
        *(_LINE.unit_price, _LINE.total, _LINE.status, _NODE.code, _NODE.name, _LINE.promised_on),
        *(_LINE.kind, _LINE.discount, _LINE.tax, _LINE.exchange_id),
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
        *_METHOD_COLUMNS,
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


def _intents() -> Any:
    """What was asked of the gateway and is no entry of the ledger."""
    columns = (
        *(_INTENT.id, _INTENT.kind, _INTENT.amount, _INTENT.status, _INTENT.vendor_ref, _INTENT.created_at),
        *(_INTENT.problem, _INTENT.reason),
        *_METHOD_COLUMNS,
    )
    return gather(
        *columns,
        joins=_INTENT.id.table.join(_METHOD.id.table, _METHOD.id == _INTENT.payment_method_id),
        where=[_INTENT.order_id == _ORDER.id, _INTENT.status != "settled"],
        order_by=[_INTENT.created_at, _INTENT.id],
    )


def _returns() -> Any:
    contents = gather(
        *(_RETURNED.order_line_id, _RETURNED.quantity, _RETURNED.reason, _RETURNED.amount),
        *(_RETURNED.received, _RETURNED.accepted, _RETURNED.condition),
        where=[_RETURNED.return_id == _RETURN.id],
        order_by=[_RETURNED.order_line_id],
    )
    columns = (
        *(_RETURN.id, _RETURN.number, _RETURN.external_ref, _RETURN.status, _RETURN.channel, _RETURN.reason),
        *(_RETURN.amount, _RETURN.fee, _RETURN.refund_at, _RETURN.carrier, _RETURN.tracking_number, _RETURN.drop_off),
        *(_RETURN.exchange_id, _RETURN.requested_at, _RETURN.requested_by, _RETURN.expires_at, _RETURN.received_at),
        *(_RETURN.credited_at, contents),
        *_METHOD_COLUMNS,
    )
    return gather(
        *columns,
        joins=_RETURN.id.table.outerjoin(_METHOD.id.table, _METHOD.id == _RETURN.refund_to_id),
        where=[_RETURN.order_id == _ORDER.id],
        order_by=[_RETURN.requested_at, _RETURN.id],
    )


def _exchanges() -> Any:
    columns = (
        *(_EXCHANGE.id, _EXCHANGE.status, _EXCHANGE.channel, _EXCHANGE.amount, _EXCHANGE.requested_at),
        *(_EXCHANGE.requested_by, _EXCHANGE.lines),
        *_METHOD_COLUMNS,
    )
    return gather(
        *columns,
        joins=_EXCHANGE.id.table.outerjoin(_METHOD.id.table, _METHOD.id == _EXCHANGE.settle_with_id),
        where=[_EXCHANGE.order_id == _ORDER.id],
        order_by=[_EXCHANGE.requested_at, _EXCHANGE.id],
    )


def _disputes() -> Any:
    columns = (
        *(_DISPUTE.id, _DISPUTE.external_ref, _DISPUTE.reason, _DISPUTE.status, _DISPUTE.amount),
        *(_DISPUTE.opened_at, _DISPUTE.respond_by, _DISPUTE.closed_at, _DISPUTE.version),
    )
    return gather(*columns, where=[_DISPUTE.order_id == _ORDER.id], order_by=[_DISPUTE.opened_at, _DISPUTE.id])
