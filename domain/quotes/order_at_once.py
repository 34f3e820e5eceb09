"""Order on behalf of a customer, without an offer first."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.allowances.count import count_allowance
from domain.allowances.reasons import Reason, check_reason
from domain.edits.change_fulfilment import change_fulfilment
from domain.events.event import Stream
from domain.identity.assure import assure_identity
from domain.kernel.address import Address
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.new_order import NewLine
from domain.orders.pay_new_order import pay_new_order
from domain.orders.place import place_order
from domain.quotes.where_to import where_to
from domain.work.unit import Unit


def order_at_once(
    unit: Unit,
    *,
    customer_id: UUID,
    currency: str,
    lines: Sequence[NewLine],
    shipping_address: Address | Mapping[str, object] | None = None,
    address_id: UUID | None = None,
    channel: str = "phone",
    shipping: Money | None = None,
    discount: Money | None = None,
    discount_reason: str = "",
    discount_note: str = "",
    tax: Money | None = None,
    payment_method: str | None = None,
    fulfilment: str = "ship",
    node: str | None = None,
    locker: str = "",
) -> UUID:
    """Place an order as `place_order` does, and tell its id. What is due is collected with `payment_method`; without
    one it stays unpaid.

    It goes to `shipping_address`, or to the customer's own with `address_id`; what is picked up needs neither.
    A `discount` counts against what the actor may give away, and needs a `discount_reason` (`allowances.reasons`),
    "other" with a `discount_note`. `node` is the store where it is picked up, `locker` where it waits. Records
    `order.discounted`, and what placing, changing the fulfilment and paying record. Refuses what those refuse, and
    with `IdentityNeeded` while nobody is sure of the customer.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    assure_identity(unit, customer_id)
    placed = place_order(
        unit,
        customer_id=customer_id,
        currency=currency,
        lines=lines,
        shipping_address=where_to(unit, customer_id, shipping_address, address_id, node),
        channel=channel,
        shipping=shipping,
        discount=discount,
        tax=tax,
    )
    if discount is not None and discount.minor > 0:
        why = check_reason(discount_reason, discount_note, field="discount_reason", note_field="discount_note")
        _count(unit, customer_id, placed, discount, why)
    if fulfilment != "ship" or node or locker:
        change_fulfilment(unit, order=placed, fulfilment=fulfilment, node=node, locker=locker)
    if payment_method is not None:
        pay_new_order(unit, placed, payment_method)
    return placed


def _count(unit: Unit, customer_id: UUID, placed: UUID, discount: Money, why: Reason) -> None:
    decision_id = count_allowance(unit, customer_id, kind="discount", amount=discount, reason=why.code, order_id=placed)
    unit.record(
        "order.discounted",
        stream=Stream.of_order(placed),
        customer_id=customer_id,
        order_id=placed,
        data={
            "amount": discount.minor,
            "currency": discount.currency,
            "reason": why.code,
            "approval_id": str(unit.granted_by) if unit.granted_by else None,
            "decision_id": str(decision_id) if decision_id else None,
        },
        texts={"note": why.note} if why.note else None,
    )
