"""Read many orders whole, in a number of statements that does not grow with the orders."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, select

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

T = TypeVar("T")
_ORDER = Order.__table__.c


def order_details(unit: Unit, query: Select[*tuple[Any, ...]]) -> tuple[OrderDetail, ...]:
    """The orders that `query` (a select of orders with their customer's names) gives, whole and in its order."""
    orders = unit.session.execute(query).all()
    ids = [order.id for order in orders]
    if not ids:
        return ()
    lines = _lines(unit, ids)
    payments = _payments(unit, ids)
    shipments = _shipments(unit, ids)
    adjustments = _grouped(unit, _adjustments_of(ids), lambda r: r.order_id, _adjustment)
    holds = _grouped(unit, _holds_of(ids), lambda r: r.order_id, _hold)
    returns = _returns(unit, ids)
    tags = _grouped(unit, _tags_of(ids), lambda r: r.order_id, lambda r: str(r.tag))
    return tuple(
        _detail(
            order,
            lines=tuple(lines[order.id]),
            payments=tuple(payments[order.id]),
            shipments=tuple(shipments[order.id]),
            adjustments=tuple(adjustments[order.id]),
            holds=tuple(holds[order.id]),
            returns=tuple(returns[order.id]),
            tags=tuple(tags[order.id]),
        )
        for order in orders
    )


def order_columns() -> Select[*tuple[Any, ...]]:
    """A select of everything `order_details` needs of each order."""
    return select(*_ORDER, Customer.first_name, Customer.last_name).join(Customer, Customer.id == _ORDER.customer_id)


def _grouped(
    unit: Unit, query: Select[*tuple[Any, ...]], key: Callable[[Any], UUID], make: Callable[[Any], T]
) -> Mapping[UUID, list[T]]:
    rows: dict[UUID, list[T]] = defaultdict(list)
    for row in unit.session.execute(query):
        rows[key(row)].append(make(row))
    return rows


def _lines(unit: Unit, ids: Sequence[UUID]) -> Mapping[UUID, list[OrderLineRow]]:
    columns = OrderLine.__table__.c
    query = (
        select(*columns, Node.code, Node.name, _ORDER.currency)
        .join(_ORDER.id.table, _ORDER.id == columns.order_id)
        .outerjoin(Node, Node.id == columns.source_node_id)
        .where(columns.order_id.in_(ids))
        .order_by(columns.order_id, columns.position)
    )
    return _grouped(unit, query, lambda row: row.order_id, _line)


def _line(row: Any) -> OrderLineRow:
    return OrderLineRow(
        id=row.id,
        sku=row.sku,
        product_external_ref=row.product_external_ref,
        title=row.title,
        options=row.options,
        quantity=row.quantity,
        shipped=row.shipped,
        cancelled=row.cancelled,
        returned=row.returned,
        unit_price=Money(row.unit_price, row.currency),
        total=Money(row.total, row.currency),
        status=row.status,
        source_node=row.code,
        source_node_name=row.name,
        promised_on=row.promised_on,
    )


def _payments(unit: Unit, ids: Sequence[UUID]) -> Mapping[UUID, list[PaymentRow]]:
    columns = PaymentEntry.__table__.c
    method = PaymentMethod.__table__.c
    query = (
        select(
            *columns,
            method.kind.label("method_kind"),
            method.external_ref.label("method_ref"),
            *(method.brand, method.last_four, method.balance, method.balance_currency),
        )
        .outerjoin(method.id.table, method.id == columns.payment_method_id)
        .where(columns.order_id.in_(ids))
        .order_by(columns.order_id, columns.at, columns.id)
    )
    return _grouped(unit, query, lambda row: row.order_id, _payment)


def _payment(row: Any) -> PaymentRow:
    balance = None if row.balance is None else Money(row.balance, row.balance_currency)
    method = (
        PaymentMethodRow(row.payment_method_id, row.method_ref, row.method_kind, row.brand, row.last_four, balance)
        if row.payment_method_id
        else None
    )
    return PaymentRow(row.id, row.kind, Money(row.amount, row.currency), row.status, method, row.external_ref, row.at)


def _shipments(unit: Unit, ids: Sequence[UUID]) -> Mapping[UUID, list[ShipmentRow]]:
    columns = Shipment.__table__.c
    query = (
        select(*columns, Node.code)
        .outerjoin(Node, Node.id == columns.node_id)
        .where(columns.order_id.in_(ids))
        .order_by(columns.order_id, columns.shipped_at, columns.id)
    )
    found = unit.session.execute(query).all()
    parcels = [row.id for row in found]
    contents = select(ShipmentLine.shipment_id, ShipmentLine.order_line_id, ShipmentLine.quantity)
    pieces = _pieces(unit.session.execute(contents.where(ShipmentLine.shipment_id.in_(parcels))))
    scan = ShipmentScan.__table__.c
    said = select(*scan).where(scan.shipment_id.in_(parcels)).order_by(scan.shipment_id, scan.at.desc())
    scans = _grouped(unit, said, lambda r: r.shipment_id, lambda r: ScanRow(r.status, r.place, r.at))
    rows: dict[UUID, list[ShipmentRow]] = defaultdict(list)
    for row in found:
        rows[row.order_id].append(
            ShipmentRow(
                id=row.id,
                node=row.code,
                carrier=row.carrier,
                tracking_number=row.tracking_number,
                status=row.status,
                shipped_at=row.shipped_at,
                delivered_at=row.delivered_at,
                lines=pieces[row.id],
                scans=tuple(scans[row.id]),
            )
        )
    return rows


def _returns(unit: Unit, ids: Sequence[UUID]) -> Mapping[UUID, list[ReturnRow]]:
    columns = Return.__table__.c
    query = select(*columns).where(columns.order_id.in_(ids)).order_by(columns.requested_at, columns.id)
    found = unit.session.execute(query).all()
    contents = select(ReturnLine.return_id, ReturnLine.order_line_id, ReturnLine.quantity)
    pieces = _pieces(unit.session.execute(contents.where(ReturnLine.return_id.in_([row.id for row in found]))))
    rows: dict[UUID, list[ReturnRow]] = defaultdict(list)
    for row in found:
        amount = Money(row.amount, row.currency)
        rows[row.order_id].append(
            ReturnRow(
                row.id, row.external_ref, row.status, row.channel, row.reason, amount, row.requested_at, pieces[row.id]
            )
        )
    return rows


def _pieces(rows: Iterable[Row[UUID, UUID, int]]) -> Mapping[UUID, dict[UUID, int]]:
    pieces: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for owner, line_id, quantity in rows:
        pieces[owner][line_id] = quantity
    return pieces


def _adjustments_of(ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    columns = OrderAdjustment.__table__.c
    return (
        select(*columns, _ORDER.currency)
        .join(_ORDER.id.table, _ORDER.id == columns.order_id)
        .where(columns.order_id.in_(ids))
        .order_by(columns.at, columns.id)
    )


def _adjustment(row: Any) -> AdjustmentRow:
    return AdjustmentRow(row.id, row.kind, row.label, Money(row.amount, row.currency), row.reason, row.at)


def _holds_of(ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    columns = OrderHold.__table__.c
    return select(*columns).where(columns.order_id.in_(ids)).order_by(columns.placed_at, columns.id)


def _hold(row: Any) -> HoldRow:
    return HoldRow(row.id, row.reason, row.placed_at, row.placed_by, row.released_at)


def _tags_of(ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    return select(OrderTag.order_id, OrderTag.tag).where(OrderTag.order_id.in_(ids)).order_by(OrderTag.tag)


def _detail(order: Any, *, payments: tuple[PaymentRow, ...], holds: tuple[HoldRow, ...], **parts: Any) -> OrderDetail:
    moved = {kind: sum(p.amount.minor for p in payments if p.kind == kind) for kind in ("captured", "refunded")}

    def money(minor: int) -> Money:
        return Money(minor, order.currency)

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
        currency=order.currency,
        subtotal=money(order.subtotal),
        discount=money(order.discount),
        shipping=money(order.shipping),
        tax=money(order.tax),
        total=money(order.total),
        captured=money(moved["captured"]),
        refunded=money(moved["refunded"]),
        balance=money(order.total - moved["captured"] + moved["refunded"]),
        shipping_address=order.shipping_address,
        placed_at=order.placed_at,
        cancelled_at=order.cancelled_at,
        cancel_reason=order.cancel_reason,
        version=order.version,
        payments=payments,
        holds=holds,
        **parts,
    )
