"""Why the vendor refuses a movement. Pure: everything it needs to know is handed in.

Tokens that end in these words are refused, without any fault being set:

    …declined       card_declined         authorisations, captures without one, payouts
    …insufficient   insufficient_funds    authorisations, captures without one
    …expired        card_expired          authorisations, captures without one, payouts
    …no_refunds     not_refundable        every refund and payout
"""

from __future__ import annotations

from dataclasses import dataclass

from console.adapters.local_gateway.orders import PaymentOrder

_TAKING = {"declined": "card_declined", "insufficient": "insufficient_funds", "expired": "card_expired"}
_PAYING_OUT = {"declined": "card_declined", "expired": "card_expired", "no_refunds": "not_refundable"}
_REFUNDING = {"no_refunds": "not_refundable"}


@dataclass(frozen=True)
class Standing:
    """The movement that a request follows, and the sums of the family that began with it, in minor units.

    `refunded_of_it` is what was refunded of this very movement. `disputed` is what banks have taken back or may.
    """

    kind: str
    root: str
    amount: int
    currency: str
    refunded_of_it: int
    authorised: int
    captured: int
    refunded: int
    voided: int
    disputed: int

    @property
    def on_hold(self) -> int:
        """What is still reserved by the authorisation."""
        return self.authorised - self.captured - self.voided

    @property
    def refundable(self) -> int:
        """What was captured and not paid back, of this movement if it is a capture."""
        left = self.captured - self.refunded
        return min(left, self.amount - self.refunded_of_it) if self.kind == "capture" else left


def refusal(order: PaymentOrder, standing: Standing | None) -> str:
    """The code of the refusal, or "" if the order is carried out. `standing` is that of `order.original`."""
    if not order.original:
        return _of_token(order)
    if standing is None:
        return "unknown_original"
    if standing.currency != order.currency:
        return "currency_mismatch"
    if order.kind == "refund":
        return _of_refund(order, standing)
    if standing.kind != "authorise":
        return "not_an_authorisation"
    return "" if order.amount <= standing.on_hold else "above_authorised"


def _of_token(order: PaymentOrder) -> str:
    if order.kind == "void":
        return "unknown_original"
    return _by_ending(order.token, _PAYING_OUT if order.kind == "refund" else _TAKING)


def _of_refund(order: PaymentOrder, standing: Standing) -> str:
    if order.amount > standing.refundable:
        return "not_refundable"
    if order.amount > standing.captured - standing.refunded - standing.disputed:
        return "charge_disputed"  # the bank has this money already
    return _by_ending(order.token, _REFUNDING)


def _by_ending(token: str, codes: dict[str, str]) -> str:
    return next((code for ending, code in codes.items() if token.endswith(ending)), "")
