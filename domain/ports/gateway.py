"""The payment gateway: authorises, captures, refunds and voids at a vendor, never inside a transaction."""

from dataclasses import dataclass, field
from typing import Protocol

from domain.kernel.money import Money


@dataclass(frozen=True, slots=True)
class GatewayRequest:
    """One movement that is wanted. `kind` is "authorise", "capture", "refund" or "void".

    `token` is the vendor's token of the means of payment, never a card number. The same `idempotency_key` gets the
    same answer and moves money once. `reference` stands on the statement: the order's number. `original` is the
    vendor's id of the authorisation or capture that this one follows, if one is known; a refund without it is a
    payout to the token.
    """

    kind: str
    amount: Money
    token: str = field(repr=False)
    idempotency_key: str
    reference: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """What the vendor decided, for good. When not `settled` it refused, and `code` says why.

    `vendor_ref` is the vendor's id of the movement (of a refusal too, where it gives one). Codes are the vendor's:
    "card_declined", "insufficient_funds", "card_expired", "not_refundable" and the like.
    """

    settled: bool
    vendor_ref: str
    code: str = ""


class GatewayUnavailable(Exception):
    """No answer, or none that can be read: the money may or may not have moved. Ask again with the same key."""


class PaymentGateway(Protocol):
    """A vendor that moves money."""

    def send(self, request: GatewayRequest) -> GatewayAnswer:
        """The vendor's answer; raises `GatewayUnavailable` when there is none."""


class NoGateway:
    """Of an application that has no vendor: every request stays open."""

    def send(self, request: GatewayRequest) -> GatewayAnswer:
        raise GatewayUnavailable("No payment gateway is set up.")
