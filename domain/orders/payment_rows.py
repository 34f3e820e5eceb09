"""How the payments of an order are read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PaymentMethodRow:
    """A means of payment as people see it; `balance` for gift cards and credits."""

    id: UUID
    external_ref: str | None
    kind: str
    brand: str
    last_four: str
    balance: Money | None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One entry of the ledger, or one that is on its way; `kind` is authorised, captured, refunded or voided.

    `status` is settled for what stands on the ledger; pending, refused or dropped for what was asked of the gateway
    and has not become an entry. `problem` is why, in the vendor's word.
    """

    id: UUID
    kind: str
    amount: Money
    status: str
    payment_method: PaymentMethodRow | None
    external_ref: str | None
    at: datetime
    problem: str = ""
    reason: str = ""
