"""Ask for a return (RMA)."""

from collections.abc import Sequence
from uuid import UUID

from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.returns import RETURN_CHANNELS, Return, ReturnLine
from domain.orders.load import order_to_change
from domain.orders.new_order import check_choice
from domain.payments.methods import method_of
from domain.returns.chosen import ReturnedPieces, chosen_pieces, reason_of
from domain.returns.credit import credit
from domain.returns.inspect import inspect
from domain.returns.places import place_of_return
from domain.returns.start import start_return
from domain.returns.take_in import take_in
from domain.returns.terms import Terms, return_terms
from domain.work.unit import Unit


def request_return(
    unit: Unit,
    *,
    order: str | UUID,
    lines: Sequence[ReturnedPieces],
    channel: str,
    refund_to: str | None = None,
    reason: str = "",
    drop_off: str = "",
    node: str | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Take delivered pieces back and tell the id of the return.

    `channel` is one of `RETURN_CHANNELS`; `refund_to` a payment method by id or reference, "gift_card" or
    "store_credit", and where the money came from without one; `drop_off` the point where the goods are handed in,
    `node` the code of the site that they come to. The policy says how long after delivery goods come back (later ones
    need approval, "return.window"), what is kept for restocking, and when they are credited: on receipt, or at once.
    Over the counter they are received and credited right away by whoever may receive; of digital goods nothing comes
    back, and they are credited right away.

    Records `return.requested`, and what `take_in` and the payments record. Refuses what the customer does not have.
    """
    unit.actor.require(Permission.RETURNS_WRITE)
    check_choice(channel, RETURN_CHANNELS, field="channel")
    why = reason_of(reason, field="reason")
    point = clean_text(drop_off, field="drop_off", most=200, required=False)
    _refuse_stray_point(channel, point)
    found = order_to_change(unit, order, expected_version)
    chosen = chosen_pieces(unit, found, lines)
    method = _refund_to(unit, found, refund_to)
    terms = _terms_of(unit, return_terms(unit, found, chosen, channel=channel), channel)
    back, rows = start_return(
        unit,
        found,
        chosen,
        channel=channel,
        terms=terms,
        refund_to=method,
        reason=why,
        drop_off=point,
        node_id=place_of_return(unit, found, [each.line for each in chosen], channel=channel, named=node),
    )
    found.version += 1
    if terms.at_once:
        _credit_now(unit, found, back, rows, method)
    return back.id


def may_take_in_now(unit: Unit, channel: str) -> bool:
    """Whether the goods are on the counter before somebody who may take them."""
    return channel == "store" and unit.actor.can(Permission.RETURNS_RECEIVE)


def _terms_of(unit: Unit, terms: Terms, channel: str) -> Terms:
    """Goods that somebody has yet to bring to a store are credited there, whatever the policy."""
    at_once = channel == "digital" or may_take_in_now(unit, channel) or (terms.at_once and channel != "store")
    if at_once:
        unit.remark("returns.credited_at_once", en="Credited at once.", fr="Remboursé tout de suite.")
    else:
        unit.remark(
            "returns.credited_on_receipt",
            en="Credited once the goods are back.",
            fr="Remboursé quand la marchandise est revenue.",
        )
    return Terms(terms.fees, at_once, terms.decided)


def _credit_now(
    unit: Unit, order: Order, back: Return, rows: Sequence[ReturnLine], method: PaymentMethod | None
) -> None:
    if may_take_in_now(unit, back.channel):
        take_in(unit, order, back, inspect(unit, order, rows, None), node_id=back.node_id, method=method)
        return
    lines = {line.id: line for line in order.lines}
    credit(unit, order, back, [(row, lines[row.order_line_id], row.quantity) for row in rows], method=method)
    if back.channel == "digital":
        back.move_to("refunded", at=unit.now)


def _refund_to(unit: Unit, order: Order, named: str | None) -> PaymentMethod | None:
    if named is None:
        return None
    return method_of(unit, order.customer_id, named, field="refund_to", currency=order.currency)


def _refuse_stray_point(channel: str, point: str) -> None:
    if point and channel != "drop_off":
        raise Invalid(
            field="drop_off",
            code="not_for_channel",
            en="Only returns at a drop-off point name one.",
            fr="Seuls les retours en point de dépôt en indiquent un.",
        )
