"""Exchange over the counter, in one go."""

from collections.abc import Sequence

from domain.fulfilment.hand_over import hand_over
from domain.fulfilment.send_parcel import left_of
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.returns import Return, ReturnLine
from domain.returns.inspect import inspect
from domain.returns.request import may_take_in_now
from domain.returns.take_in import take_in
from domain.work.unit import Unit


def hand_over_now(
    unit: Unit, order: Order, back: Return, rows: Sequence[ReturnLine], payer: PaymentMethod | None
) -> None:
    """Take the old goods in and give the new ones out, where both are on the counter; of digital goods, let them out.

    Records what `take_in` and `hand_over` record. Where nobody may receive, or the store is not known, a remark tells
    that the new goods wait.
    """
    in_store = may_take_in_now(unit, back.channel) and back.node_id is not None
    if not in_store and back.channel != "digital":
        unit.remark(
            "exchange.on_receipt",
            en="The new goods leave, and the difference is settled, once the old ones are back.",
            fr="Les nouveaux articles partent, et la différence est réglée, quand les anciens sont revenus.",
        )
        return
    take_in(unit, order, back, inspect(unit, order, rows, None), node_id=back.node_id, method=payer)
    if in_store and back.node_id:
        new = [line for line in order.lines if line.exchange_id == back.exchange_id and left_of(line)]
        hand_over(unit, order, [(line, left_of(line)) for line in new], node_id=back.node_id)
