"""From words to words: where the orders are that a customer asks for. Nothing is to be done, only told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.conversations.mentions import mentioned_lines
from domain.conversations.suggest import GUESSED, LEAST_CONFIDENCE, named_orders
from domain.models.shipment import CANCELLED
from domain.orders.rows import OrderDetail, ShipmentRow
from domain.ports.understanding import Understanding

INTENT: Final = "where_is_my_order"
MOST_TOLD: Final = 2
_RUNNING: Final = ("pending", "released", "picking", "shipped")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where `order` is. `parcel` is the one that left last, `promised` the day on which all of it should have come.

    `standing` is arrived, late, or expected; "" where no day can be told: it is held, or none was promised.
    """

    order: OrderDetail
    parcel: ShipmentRow | None
    promised: date | None
    standing: str
    confidence: float


def whereabouts(said: Understanding, orders: Sequence[OrderDetail], *, today: date) -> tuple[Whereabouts, ...]:
    """At most two orders that the customer asks for; none where it is not sure that they do.

    `orders` are theirs, the newest first. Where one is named that is not among them, nothing is told.
    """
    asked = max((each.confidence for each in said.intents if each.name == INTENT), default=0.0)
    if asked < LEAST_CONFIDENCE:
        return ()
    found, certainty = _meant(said, orders)
    confidence = round(asked * certainty, 4)
    if confidence < LEAST_CONFIDENCE:
        return ()
    return tuple(_where(order, confidence, today) for order in found[:MOST_TOLD])


def _meant(said: Understanding, orders: Sequence[OrderDetail]) -> tuple[Sequence[OrderDetail], float]:
    """Those that are named; else the one with the items that are mentioned, or the one that has not come yet."""
    if said.of_kind("order_number"):
        return named_orders(said, orders), 1.0
    running = [order for order in orders if order.status in _RUNNING]
    mentioned = [order for order in running if mentioned_lines(said, order)]
    fitting = mentioned or running
    return fitting[:1], 1.0 if len(fitting) == 1 else GUESSED


def _where(order: OrderDetail, confidence: float, today: date) -> Whereabouts:
    left = [each for each in order.shipments if each.status != CANCELLED and each.shipped_at is not None]
    parcel = max(left, key=lambda each: (each.shipped_at, each.id), default=None)
    promised = max((line.promised_on for line in order.lines if line.promised_on is not None), default=None)
    return Whereabouts(order, parcel, promised, _standing(order, promised, today), confidence)


def _standing(order: OrderDetail, promised: date | None, today: date) -> str:
    if order.status == "delivered":
        return "arrived"
    if order.status not in _RUNNING or promised is None:
        return ""
    if promised < today:
        return "late"
    return "" if order.held and order.status != "shipped" else "expected"
