"""Which pieces of an order the customer has, and which of them may still come back or be sent again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from domain.fulfilment.arrivals import pieces_arrived
from domain.models.order import Order, OrderLine
from domain.models.returns import Return, ReturnLine
from domain.work.unit import Unit

_ARRIVED = ("delivered", "returned")


@dataclass(frozen=True, slots=True)
class Held:
    """Pieces of a line. `returnable`: the customer has them and they are not on their way back.

    `replaceable`: they have left, and were neither given back nor sent again.
    """

    returnable: int
    replaceable: int


def held_pieces(unit: Unit, order: Order) -> Mapping[UUID, Held]:
    """What may still be done with the pieces of each line of a locked order.

    A replacement stands for the piece it replaces: only one of the two comes back, and it is paid for once.
    """
    unit.session.flush()
    arrived, coming = pieces_arrived(unit, order.id), _on_their_way_back(unit, order.id)
    sent_again, back_instead = Counter[UUID | None](), Counter[UUID | None]()
    for line in order.lines:
        sent_again[line.replaces_line_id] += line.quantity - line.cancelled
        back_instead[line.replaces_line_id] += line.returned
    held = {}
    for line in order.lines:
        own_back = line.returned - back_instead[line.id]
        there = line.shipped if line.status in _ARRIVED else arrived.get(line.id, 0)
        left = line.shipped - own_back - sent_again[line.id] - coming.get(line.id, 0)
        held[line.id] = Held(
            returnable=max(0, min(there - own_back - coming.get(line.id, 0), left)), replaceable=max(0, left)
        )
    return held


def paid_line(order: Order, line: OrderLine) -> OrderLine:
    """The line that was paid for: of a replacement, the one that it replaces in the end."""
    return replaced_lines(order, line)[-1]


def replaced_lines(order: Order, line: OrderLine) -> list[OrderLine]:
    """`line`, what it replaces, what that replaced, and so on."""
    by_id = {each.id: each for each in order.lines}
    chain = [line]
    while chain[-1].replaces_line_id:
        chain.append(by_id[chain[-1].replaces_line_id])
    return chain


def _on_their_way_back(unit: Unit, order_id: UUID) -> Mapping[UUID, int]:
    query = (
        select(ReturnLine.order_line_id, func.sum(ReturnLine.quantity - ReturnLine.credited))
        .join(Return, Return.id == ReturnLine.return_id)
        .where(Return.order_id == order_id, Return.status == "requested")
        .group_by(ReturnLine.order_line_id)
    )
    return {id: int(quantity) for id, quantity in unit.session.execute(query)}
