"""Write to an order's payment ledger: entries are added, never changed."""

from datetime import datetime
from uuid import UUID

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import Money, check_money
from domain.kernel.text import clean_text
from domain.models.order import Order
from domain.models.payment import PaymentEntry
from domain.payments.sums import payment_sums
from domain.work.unit import Unit

KINDS = ("authorised", "captured", "refunded", "voided")


def write_entry(
    unit: Unit,
    order: Order,
    *,
    kind: str,
    amount: Money,
    method_id: UUID | None = None,
    external_ref: str | None = None,
    follows_id: UUID | None = None,
    id: UUID | None = None,
    at: datetime | None = None,
    field: str = "payment",
) -> UUID:
    """Book a movement that has happened on the ledger of a locked order; the caller has checked what may happen.

    `follows_id` is the entry that it uses up: a capture or void its authorisation, a refund its capture. Records
    `payment.captured` and the like.
    """
    entry = PaymentEntry(
        id=id or new_id(at=at or unit.now),
        order_id=order.id,
        payment_method_id=method_id,
        kind=kind,
        amount=check_entry_amount(order, amount, field=f"{field}.amount").minor,
        currency=order.currency,
        status="settled",
        external_ref=clean_text(external_ref, field=f"{field}.external_ref", most=200) if external_ref else None,
        follows_id=follows_id,
        at=at or unit.now,
    )
    unit.session.add(entry)
    unit.session.flush()
    unit.record(
        f"payment.{kind}",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=entry.at,
        data={
            "payment_id": str(entry.id),
            "amount": entry.amount,
            "currency": entry.currency,
            "payment_method_id": str(method_id) if method_id else None,
        },
    )
    return entry.id


def check_entry_amount(order: Order, amount: Money, *, field: str) -> Money:
    """`amount` if it is in the order's currency, above zero and not too large, or `Invalid` naming `field`."""
    if amount.currency != order.currency:
        raise Invalid(
            field=field,
            code="currency_mismatch",
            en=f"“{field}” must be in {order.currency}, the currency of the order.",
            fr=f"« {field} » doit être en {order.currency}, la devise de la commande.",
        )
    if not check_money(amount, field=field):
        raise Invalid(
            field=field,
            code="zero_amount",
            en=f"“{field}” must not be zero.",
            fr=f"« {field} » ne peut pas être zéro.",
        )
    return amount


def refuse_above_captured(unit: Unit, order: Order, amount: Money, *, field: str) -> None:
    """Refuse to give back more than what was captured, not refunded and is not on its way back."""
    left = Money(payment_sums(unit, order.id).refundable, order.currency)
    if amount.minor > left.minor:
        raise Conflict(
            code="refund_above_captured",
            field=field,
            en=f"Only {left} can still be refunded on {order.number}.",
            fr=f"Il ne reste que {left} à rembourser sur {order.number}.",
            details={"left": left.minor, "currency": left.currency},
        )
