"""What an event means for the customer: the same event is told in other words, or not at all, in some situations."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.models.case import Case
from domain.models.customer import PaymentMethod
from domain.models.event import EventRow
from domain.models.message import OutboundMessage
from domain.models.order import Order, OrderLine
from domain.models.returns import Return
from domain.models.shipment import Shipment
from domain.templates.live import switched_off
from domain.work.unit import Unit
from notifications.happening import Happening

_CREDITS: Final = ("gift_card", "store_credit", "goodwill_credit")
_AT_A_STORE: Final = ("pickup", "curbside")
_WRITTEN: Final = ("email", "sms")
_MAY_HAVE_COME: Final = ("sending", "sent", "delivered", "unknown")
_NO_ANSWER_WANTED: Final = ("duplicate", "wrong_number", "spam", "no_answer", "passed_on")


def situation_of(unit: Unit, event: Happening) -> str:
    """The situation that `Told.otherwise` may name, "" for the usual one."""
    for prefix, found in _SITUATIONS.items():
        if event.type.startswith(prefix):
            return found(unit, event)
    return ""


def channels_in(unit: Unit, event: Happening, channels: tuple[str, ...]) -> tuple[str, ...]:
    """`channels`, that of the case first where it is about one: who writes by SMS is answered by SMS."""
    case = _case(unit, event) if event.type.startswith("case.") else None
    return tuple(sorted(channels, key=lambda each: each != case.channel)) if case else channels


def _parcel(unit: Unit, event: Happening) -> str:
    id = event.data.get("shipment_id")
    shipment = unit.session.get(Shipment, UUID(str(id))) if id else None
    if event.type == "shipment.not_fetched" and shipment is not None and shipment.status != "delivered":
        return "no_longer"
    if event.type == "shipment.cancelled" and not _is_announced(unit, event.order_id, str(id)):
        return "not_announced"
    order = unit.session.execute(select(Order).where(Order.id == event.order_id)).scalar_one()
    at_a_store = order.fulfilment in _AT_A_STORE
    if shipment is not None and not shipment.carrier and shipment.delivered_at == shipment.shipped_at:
        return "picked_up" if at_a_store and event.type == "shipment.delivered" else "at_the_counter"
    if at_a_store or (order.locker and event.type == "shipment.delivered"):
        return "to_the_store"
    return "partly" if event.type == "shipment.shipped" and _is_partly(unit, order.id) else ""


def _is_announced(unit: Unit, order_id: UUID | None, shipment_id: str) -> bool:
    """Whether the customer was written to, or may have been, that the parcel left."""
    of = select(EventRow.id).where(EventRow.order_id == order_id, EventRow.type == "shipment.shipped")
    of = of.where(EventRow.data["shipment_id"].astext == shipment_id)
    told = select(OutboundMessage.id).where(
        OutboundMessage.order_id == order_id,
        OutboundMessage.event_id.in_(of),
        OutboundMessage.status.in_(_MAY_HAVE_COME),
    )
    return unit.session.execute(told.limit(1)).first() is not None


def _is_partly(unit: Unit, order_id: UUID) -> bool:
    lines = select(OrderLine).where(OrderLine.order_id == order_id, OrderLine.status != "awaiting")
    return any(line.unshipped for line in unit.session.execute(lines).scalars())


def _refunded(unit: Unit, event: Happening) -> str:
    if event.beside & {"dispute.lost", "dispute.accepted"}:
        return "by_the_bank"
    id = event.data.get("payment_method_id")
    method = unit.session.get(PaymentMethod, UUID(str(id))) if id else None
    return "as_credit" if method and method.kind in _CREDITS else ""


def _refused(_unit: Unit, event: Happening) -> str:
    return "" if event.data.get("kind") in ("authorised", "captured") else "not_theirs"


def _discounted(unit: Unit, event: Happening) -> str:
    if "order.placed" in event.beside:
        return "at_order"
    return "paid_back" if _is_paid_back(unit, event, event.data.get("amount")) else ""


def _requested(unit: Unit, event: Happening) -> str:
    """Of goods that stay with the customer there is nothing to say but that they get the money."""
    if event.data.get("exchange_id"):
        return "of_an_exchange"
    stays = event.data.get("channel") == "digital"
    return "paid_back" if stays and _is_paid_back(unit, event, event.credited.get("amount")) else ""


def _received(unit: Unit, event: Happening) -> str:
    id = event.data.get("return_id")
    back = unit.session.get(Return, UUID(str(id))) if id else None
    if back and back.channel == "store":
        return "handed_in"
    if event.beside & {"return.rejected", "exchange.received"}:
        return "told_with_its_outcome"
    return "paid_back" if _is_paid_back(unit, event, event.credited.get("amount")) else ""


def _is_paid_back(unit: Unit, event: Happening, amount: object) -> bool:
    """Whether just that goes back to the customer in the same step: then it is told once, with the money."""
    told = not switched_off(unit) & {"refunded", "refunded_to_credit"}
    return told and isinstance(amount, int) and 0 < abs(amount) == event.given_back


def _opened(unit: Unit, event: Happening) -> str:
    case = _case(unit, event)
    return "" if case and case.channel in _WRITTEN and not event.by_staff else "not_written"


def _closed(unit: Unit, event: Happening) -> str:
    case = _case(unit, event)
    if case is None or case.channel not in _WRITTEN:
        return "not_written"
    return "no_answer_wanted" if event.data.get("wrap_up") in _NO_ANSWER_WANTED else ""


def _case(unit: Unit, event: Happening) -> Case | None:
    id = event.data.get("case_id")
    return unit.session.get(Case, UUID(str(id))) if id else None


_SITUATIONS: Final[Mapping[str, Callable[[Unit, Happening], str]]] = {
    "shipment.": _parcel,
    "payment.refunded": _refunded,
    "payment.refused": _refused,
    "order.discounted": _discounted,
    "order.price_matched": _discounted,
    "return.requested": _requested,
    "return.received": _received,
    "exchange.received": _received,
    "case.opened": _opened,
    "case.closed": _closed,
}
