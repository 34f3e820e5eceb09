"""Write a return down."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, text

from domain.decisions.record import record_decision
from domain.events.event import Stream
from domain.kernel.ids import new_id
from domain.models.customer import PaymentMethod
from domain.models.order import Order, OrderLine
from domain.models.returns import RETURN_REASONS, Return, ReturnLine
from domain.models.shipment import Shipment, ShipmentLine
from domain.returns.chosen import Chosen
from domain.returns.terms import Terms
from domain.returns.worth import Valued, value_of
from domain.work.unit import Unit

BY_POST = ("mail", "drop_off")
TIME_TO_SEND = timedelta(days=30)
_ANY_CARRIER = "Post"


def start_return(
    unit: Unit,
    order: Order,
    chosen: Sequence[Chosen],
    *,
    channel: str,
    terms: Terms,
    refund_to: PaymentMethod | None = None,
    reason: str = "",
    drop_off: str = "",
    node_id: UUID | None = None,
    exchange_id: UUID | None = None,
) -> tuple[Return, list[ReturnLine]]:
    """A return of `chosen` pieces of a locked, priced order, asked for. Records `return.requested`.

    Those by post have a tracking number for their label, which follows from the return alone.
    """
    values = value_of(order, [(each.line, each.quantity, terms.fees[each.line.id]) for each in chosen])
    id = new_id(at=unit.now)
    posted = channel in BY_POST
    back = Return(
        id=id,
        number=_next_number(unit),
        order_id=order.id,
        customer_id=order.customer_id,
        exchange_id=exchange_id,
        status="requested",
        channel=channel,
        reason=reason,
        amount=sum(value.net for value in values),
        fee=sum(value.fee for value in values),
        currency=order.currency,
        refund_to_id=refund_to.id if refund_to else None,
        refund_at="once" if terms.at_once else "receipt",
        node_id=node_id,
        drop_off=drop_off,
        carrier=_carrier(unit, order, [each.line for each in chosen]) if posted else "",
        tracking_number=_tracking_number(id) if posted else "",
        requested_at=unit.now,
        requested_by=unit.actor.name,
        expires_at=unit.now + TIME_TO_SEND if channel != "digital" else None,
        version=1,
    )
    rows = [_row(back, each, value, terms) for each, value in zip(chosen, values, strict=True)]
    unit.session.add(back)
    unit.session.flush()
    unit.session.add_all(rows)
    unit.session.flush()
    about = {"subject_id": back.id, "customer_id": order.customer_id, "order_id": order.id}
    for decided in terms.decided:
        record_decision(unit, decided, subject_kind="return", **about)
    _record(unit, order, back, chosen)
    return back, rows


def _row(back: Return, chosen: Chosen, value: Valued, terms: Terms) -> ReturnLine:
    return ReturnLine(
        return_id=back.id,
        order_line_id=chosen.line.id,
        quantity=chosen.quantity,
        reason=chosen.reason,
        amount=value.net,
        fee_millionths=terms.fees[chosen.line.id],
        received=0,
        accepted=0,
        condition="",
        credited=0,
    )


def _record(unit: Unit, order: Order, back: Return, chosen: Sequence[Chosen]) -> None:
    free = [] if back.exchange_id else chosen
    said = [each.reason for each in free if each.reason and each.reason not in RETURN_REASONS]
    unit.record(
        "return.requested",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "return_id": str(back.id),
            "number": back.number,
            "channel": back.channel,
            "amount": back.amount,
            "fee": back.fee,
            "currency": back.currency,
            "refund_at": back.refund_at,
            "exchange_id": str(back.exchange_id) if back.exchange_id else None,
            "lines": [
                {
                    "line_id": str(each.line.id),
                    "sku": each.line.sku,
                    "quantity": each.quantity,
                    "reason": each.reason if each.reason in RETURN_REASONS else "other" if each.reason else "",
                }
                for each in chosen
            ],
        },
        texts={"reason": " / ".join([back.reason, *said] if back.reason else said)} if back.reason or said else {},
    )


def _next_number(unit: Unit) -> str:
    """The next number of our own, `#R…`; a preview draws none."""
    if unit.previewing:
        return f"#preview-{new_id().hex[-8:]}"
    drawn = unit.session.execute(text("SELECT nextval('return_numbers')")).scalar_one()
    return f"#R{drawn}"


def _tracking_number(id: UUID) -> str:
    """Fourteen digits of the id's digest, and one that makes their weighted sum divisible by ten."""
    digits = f"{int.from_bytes(hashlib.sha256(id.bytes).digest()[:8]) % 10**14:014d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"RT{digits}{-weighted % 10}"


def _carrier(unit: Unit, order: Order, lines: Sequence[OrderLine]) -> str:
    """Who brought the goods takes them back."""
    query = (
        select(Shipment.carrier)
        .join(ShipmentLine, ShipmentLine.shipment_id == Shipment.id)
        .where(Shipment.order_id == order.id, Shipment.carrier != "", Shipment.delivered_at.is_not(None))
        .where(ShipmentLine.order_line_id.in_([line.id for line in lines]))
        .order_by(Shipment.delivered_at.desc(), Shipment.id)
    )
    return unit.session.execute(query).scalars().first() or _ANY_CARRIER
