"""Who pays the difference of an exchange, and whether they can."""

from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.payments.methods import WITH_BALANCE, method_of
from domain.work.unit import Unit


def payer_of(unit: Unit, order: Order, named: str | None) -> PaymentMethod | None:
    """The payment method that is named, of the order's customer."""
    if named is None:
        return None
    return method_of(unit, order.customer_id, named, field="settle_with", currency=order.currency)


def refuse_too_little(unit: Unit, order: Order, payer: PaymentMethod | None, amount: int) -> None:
    """Refuse a gift card or credit that cannot pay `amount` (minor units) now, though it is charged only on receipt.

    Without a payment method, a remark tells that the difference stays open.
    """
    if amount > 0 and payer is None:
        unit.remark(
            "exchange.difference_stays_open",
            en="Nothing is named to pay the difference: it stays open on the order.",
            fr="Rien n’est indiqué pour payer la différence : elle reste due sur la commande.",
        )
    if amount <= 0 or payer is None or payer.kind not in WITH_BALANCE:
        return
    if payer.balance_currency != order.currency:
        raise Conflict(
            field="settle_with",
            code="currency_mismatch",
            en=f"This credit is not in {order.currency}, the currency of the order.",
            fr=f"Cet avoir n’est pas en {order.currency}, la devise de la commande.",
        )
    if (payer.balance or 0) < amount:
        there, needed = Money(payer.balance or 0, order.currency), Money(amount, order.currency)
        raise Conflict(
            field="settle_with",
            code="insufficient_balance",
            en=f"There is only {there} on it; {needed} is needed.",
            fr=f"Il n’y reste que {there} ; il faut {needed}.",
            details={"balance": there.minor, "needed": needed.minor, "currency": order.currency},
        )
