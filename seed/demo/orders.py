"""What happens to an order, in the words of the shop: each is one step of a story."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from domain.customers.reassess_standing import reassess_standing
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.identity.assure import ATTESTED
from domain.kernel.actor import Actor
from domain.kernel.address import Address
from domain.kernel.money import Money
from domain.orders.advance import release_order, start_picking
from domain.orders.cancel import cancel_order
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from seed.demo.actors import CARRIER, PAYMENTS, SHOP, WAREHOUSE
from seed.demo.basket import Basket
from seed.demo.long_ago import Course, order_of_long_ago
from seed.demo.money import place_and_pay, refund_in_part, settle_what_was_asked
from seed.demo.people import SOURCE, Buyer
from seed.demo.teller import Teller


@dataclass
class Bought:
    """An order of the demo, with what its story needs to know."""

    id: UUID
    buyer: Buyer
    basket: Basket
    teller: Teller
    rng: Random
    paid: bool = True

    @property
    def total(self) -> Money:
        """What the order comes to now."""
        return self.teller.application.ask(read_order, SHOP, order=self.id).total

    def pay(self) -> None:
        """What was authorised is captured."""
        self._book("captured", self.total)
        self.paid = True

    def refund(self, amount: Money) -> None:
        """A part is given back to where it came from, for no goods."""
        self.teller.do(PAYMENTS, refund_in_part, order=self.id, amount=amount, method=self.buyer.method)

    def release(self) -> None:
        self.teller.do(WAREHOUSE, release_order, order=self.id)

    def pick(self) -> None:
        self.teller.do(WAREHOUSE, start_picking, order=self.id)

    def cancel(self, actor: Actor, reason: str) -> None:
        sure = replace(actor, scopes=actor.scopes | {ATTESTED})  # the customer called, and was asked who they are
        self.teller.do(sure, cancel_order, order=self.id, reason=reason)
        self.teller.do(PAYMENTS, settle_what_was_asked, order=self.id)

    def ship(self, *, skus: tuple[str, ...] | None = None, node: str | None = None) -> UUID:
        """Everything that is left, or the lines of `skus`, leaves; tells the parcel."""
        lines = [ShippedLine(line.quantity, sku=line.sku) for line in self.basket.lines if skus and line.sku in skus]
        parcel = self.teller.do(
            WAREHOUSE,
            ship,
            order=self.id,
            lines=lines or None,
            node=node,
            carrier=self.rng.choice(self.buyer.land.carriers),
            tracking_number=_tracking_number(self.buyer, self.rng),
        )
        if not self.paid:
            self.pay()
        return parcel

    def scan(self, parcel: UUID, status: str, place: str = "") -> None:
        self.teller.do(CARRIER, record_scan, shipment_id=parcel, status=status, place=place)

    def reassess(self) -> None:
        """The customer's tier and flags, after what happened."""
        self.teller.do(SHOP, reassess_standing, customer_id=self.buyer.id)

    def _book(self, kind: str, amount: Money) -> None:
        method = self.buyer.method
        self.teller.do(PAYMENTS, record_payment, order=self.id, kind=kind, amount=amount, payment_method_id=method)


def buy(
    teller: Teller,
    buyer: Buyer,
    basket: Basket,
    rng: Random,
    *,
    reference: str,
    channel: str = "web",
    paid: bool = True,
    fulfilment: str = "ship",
    to: Address | None = None,
    actor: Actor = SHOP,
) -> Bought:
    """The customer places an order now; `paid` at once, or authorised until it leaves."""
    details = order_details(buyer, basket, reference=reference, channel=channel, paid=paid, to=to)
    id = teller.do(actor, place_and_pay, fulfilment=fulfilment, **details)
    return Bought(id, buyer, basket, teller, rng, paid)


def buy_long_ago(
    teller: Teller, buyer: Buyer, basket: Basket, rng: Random, *, reference: str, channel: str = "web"
) -> Bought:
    """The customer places an ordinary order now, and what follows is told at once."""
    placed = teller.clock.at
    released = placed + timedelta(hours=rng.uniform(1, 9))
    shipped = released + timedelta(hours=rng.uniform(3, 30))
    course = Course(
        placed=placed,
        released=released,
        shipped=shipped,
        delivered=shipped + timedelta(hours=rng.uniform(24, 70)),
        carrier=rng.choice(buyer.land.carriers),
        tracking_number=_tracking_number(buyer, rng),
        town=buyer.home.city,
    )
    details = order_details(buyer, basket, reference=reference, channel=channel, paid=True, to=None)
    id = teller.do(SHOP, order_of_long_ago, clock=teller.clock, course=course, order=details)
    return Bought(id, buyer, basket, teller, rng)


def order_details(
    buyer: Buyer, basket: Basket, *, reference: str, channel: str, paid: bool, to: Address | None
) -> dict[str, Any]:
    """The order as `place_and_pay` wants it."""
    return {
        "customer_id": buyer.id,
        "currency": buyer.land.currency,
        "lines": basket.lines,
        "shipping_address": to or buyer.home,
        "source": SOURCE,
        "external_ref": reference,
        "channel": channel,
        "shipping": basket.shipping,
        "discount": basket.discount,
        "paying": "captured" if paid else "authorised",
        "method": buyer.method,
    }


def _tracking_number(buyer: Buyer, rng: Random) -> str:
    return f"{buyer.land.code}{rng.randrange(10**10, 10**11)}"
