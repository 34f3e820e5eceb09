"""Receive the goods of a return."""

from collections.abc import Sequence
from uuid import UUID

from domain.fulfilment.nodes import node_named
from domain.identity.assure import assure_identity
from domain.kernel.permissions import Permission
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.returns import Return
from domain.orders.load import load_order
from domain.payments.methods import method_of
from domain.returns.inspect import ReceivedPieces, inspect
from domain.returns.load import return_of
from domain.returns.swap import lock_exchange
from domain.returns.take_in import take_in
from domain.work.unit import Unit


def receive_return(
    unit: Unit,
    *,
    order: str | UUID,
    return_id: UUID,
    lines: Sequence[ReceivedPieces] | None = None,
    node: str | None = None,
    settle_with: str | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Note what of a return arrived at `node` (a code) and in which condition; everything as asked without `lines`.

    Accepted pieces are credited, once and less the restocking fee, to where the return says; sellable ones go into
    stock there. New goods of an exchange are on the order from now on and may leave. `settle_with` takes the place of
    the payment method that was named before, for which the customer's identity must be made sure of: a gift card that
    no longer suffices is refused. Records what `take_in` and the payments record. Refuses a return that is not
    expected any more, and one of another order (`NotFound`).
    """
    unit.actor.require(Permission.RETURNS_RECEIVE)
    found = load_order(unit, order, expected_version=expected_version)
    back, rows = return_of(unit, found, return_id)
    back.refuse_move_to("received")
    place = node_named(unit, node) or back.node_id
    take_in(
        unit,
        found,
        back,
        inspect(unit, found, rows, lines),
        node_id=None if back.channel == "digital" else place,
        method=_method(unit, found, back, settle_with),
    )
    return back.id


def _method(unit: Unit, order: Order, back: Return, named: str | None) -> PaymentMethod | None:
    if named:
        assure_identity(unit, order.customer_id)
        return method_of(unit, order.customer_id, named, field="settle_with", currency=order.currency)
    id = lock_exchange(unit, back).settle_with_id if back.exchange_id else back.refund_to_id
    return unit.session.get(PaymentMethod, id) if id else None
