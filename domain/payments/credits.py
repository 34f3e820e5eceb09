"""Gift cards and credits of a customer: a balance, and the movements that sum to it."""

from uuid import UUID

from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.payment import CreditEntry
from domain.payments.methods import lock_method
from domain.work.unit import Unit


def move_credit(
    unit: Unit, method: PaymentMethod, amount: Money, *, field: str, reason: str = "", order_id: UUID | None = None
) -> None:
    """Add the signed `amount` to the balance, locked; hold the locks of customer and order before.

    Refuses with `Conflict` naming `field` a balance that does not suffice (`insufficient_balance`) and another
    currency (`currency_mismatch`).
    """
    locked = lock_method(unit, method.id)
    if locked.balance is None or locked.balance_currency != amount.currency:
        raise Conflict(
            code="currency_mismatch",
            field=field,
            en=f"This credit is not in {amount.currency}, the currency of the order.",
            fr=f"Cet avoir n’est pas en {amount.currency}, la devise de la commande.",
        )
    if locked.balance + amount.minor < 0:
        there = Money(locked.balance, amount.currency)
        raise Conflict(
            code="insufficient_balance",
            field=field,
            en=f"There is only {there} on it; {-amount} is needed.",
            fr=f"Il n’y reste que {there} ; il faut {-amount}.",
            details={"balance": there.minor, "needed": -amount.minor, "currency": amount.currency},
        )
    locked.balance += amount.minor
    unit.session.add(
        CreditEntry(
            id=new_id(at=unit.now),
            payment_method_id=locked.id,
            order_id=order_id,
            amount=amount.minor,
            currency=amount.currency,
            reason=reason,
            at=unit.now,
        )
    )
    unit.session.flush()
