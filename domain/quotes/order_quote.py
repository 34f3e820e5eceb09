"""Turn an offer into an order."""

from collections.abc import Sequence
from uuid import UUID

from domain.allowances.count import count_allowance
from domain.identity.assure import assure_identity
from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.quote import Quote
from domain.orders.new_order import NewPayment
from domain.orders.pay_new_order import pay_new_order
from domain.orders.place import place_order
from domain.quotes.content import asked_lines
from domain.quotes.load import load_quote, record, refuse_closed
from domain.work.lock_order import lock_order
from domain.work.unit import Unit


def order_quote(
    unit: Unit,
    *,
    quote_id: UUID,
    payment_method: str | None = None,
    payments: Sequence[NewPayment] = (),
    fulfilment: str = "ship",
) -> UUID:
    """Place the order of an offer at its prices while it is good, once, and tell the order's id.

    What `payments` (already made) leave open is collected with `payment_method`; without one it stays unpaid. Its
    discount counts against what the actor may give away. Records `quote.ordered`, and what placing and paying an order
    record. Refuses with `Conflict` "quote_expired", "quote_ordered" naming the order, "quote_withdrawn", and
    "quote_outdated" where the tax has changed so that it would come to something else.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    quote = load_quote(unit, quote_id)
    assure_identity(unit, quote.customer_id)
    refuse_closed(unit, quote)
    _refuse_expired(unit, quote)
    placed = _place(unit, quote, payments, fulfilment)
    quote.status, quote.order_id, quote.version = "ordered", placed, quote.version + 1
    record(unit, "quote.ordered", quote)
    if payment_method is not None:
        pay_new_order(unit, placed, payment_method)
    return placed


def _place(unit: Unit, quote: Quote, payments: Sequence[NewPayment], fulfilment: str) -> UUID:
    sums, currency = quote.content["sums"], quote.currency
    placed = place_order(
        unit,
        customer_id=quote.customer_id,
        currency=currency,
        lines=asked_lines(quote.content, currency),
        shipping_address=quote.content["shipping_address"],
        channel=quote.channel,
        shipping=Money(sums["shipping"], currency),
        discount=Money(sums["discount"], currency),
        payments=payments,
        fulfilment=fulfilment,
    )
    _refuse_outdated(quote, lock_order(unit, placed).total)
    if sums["discount"]:
        amount = Money(sums["discount"], currency)
        count_allowance(unit, quote.customer_id, kind="discount", amount=amount, reason="quote", order_id=placed)
    return placed


def _refuse_expired(unit: Unit, quote: Quote) -> None:
    if unit.now >= quote.expires_at:
        raise Conflict(
            code="quote_expired",
            en=f"Quote {quote.number} is no longer good; make a new one.",
            fr=f"Le devis {quote.number} n’est plus valable ; faites-en un nouveau.",
            details={"expires_at": quote.expires_at.isoformat()},
        )


def _refuse_outdated(quote: Quote, total: int) -> None:
    if total != quote.total:
        raise Conflict(
            code="quote_outdated",
            en=f"Tax has changed since quote {quote.number} was made; make a new one.",
            fr=f"La taxe a changé depuis le devis {quote.number} ; faites-en un nouveau.",
            details={"quoted": quote.total, "now": total, "currency": quote.currency},
        )
