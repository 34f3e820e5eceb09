"""Payments as answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Amount, Instant, OptionalAmount, Shape


class PaymentMethodShape(Shape):
    """A means of payment; `balance` for gift cards and credits."""

    id: UUID
    external_ref: str | None
    kind: str = Field(examples=["card"])
    brand: str
    last_four: str
    balance: OptionalAmount


class PaymentShape(Shape):
    """One entry of the ledger: authorised, captured, refunded or voided.

    `status` is settled for what stands on the ledger; pending, refused or dropped for what was asked of the gateway.
    """

    id: UUID
    kind: str
    amount: Amount
    status: str
    payment_method: PaymentMethodShape | None
    external_ref: str | None
    at: Instant
    problem: str
    reason: str
