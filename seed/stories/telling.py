"""What the stories have in common: a named customer appears, buys, and receives."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.customers.consents import NewConsent
from domain.kernel.address import Address
from seed.demo.basket import basket
from seed.demo.orders import Bought, buy
from seed.demo.people import Buyer, introduce
from seed.demo.places import Land
from seed.demo.teller import Story, Teller

CARD: dict[str, Any] = {"kind": "card", "brand": "visa", "last_four": "4242"}


def appear(
    teller: Teller,
    land: Land,
    first_name: str,
    last_name: str,
    *,
    home: Address,
    emails: list[str],
    phones: list[str],
    method: dict[str, Any] = CARD,
    sms: bool = True,
    marketing: bool = True,
    more_addresses: tuple[Address, ...] = (),
) -> Buyer:
    """A customer whom everybody will know by name is created now."""
    return introduce(
        teller,
        land=land,
        first_name=first_name,
        last_name=last_name,
        home=home,
        reference=f"hero-{first_name}-{last_name}".lower(),
        emails=emails,
        phones=phones,
        consents=[
            NewConsent("email", "service", True),
            NewConsent("sms", "service", sms),
            NewConsent("email", "marketing", marketing),
        ],
        method=method,
        more_addresses=more_addresses,
    )


def purchase(
    teller: Teller, buyer: Buyer, goods: Mapping[str, int], *, discount: float = 0.0, **details: Any
) -> Bought:
    """The customer buys `goods` (pieces by SKU) now."""
    mark = f"{buyer.first_name}-{teller.clock.at:%Y%m%d%H%M}".lower()
    return buy(
        teller,
        buyer,
        basket(buyer.land.currency, dict(goods), discount=discount),
        Random(mark),
        reference=f"order-{mark}",
        **details,
    )


def received(bought: Bought, *, days: float = 4) -> Story:
    """The order is released, shipped and delivered within `days`; then the customer's standing is looked at."""
    clock = bought.teller.clock
    yield clock.at + timedelta(hours=3)
    bought.release()
    yield clock.at + timedelta(hours=16)
    parcel = bought.ship()
    yield clock.at + timedelta(hours=14)
    bought.scan(parcel, "in_transit", bought.buyer.land.hubs[0])
    yield clock.at + timedelta(days=max(0.3, days - 1.6))
    bought.scan(parcel, "delivered", bought.buyer.home.city)
    bought.reassess()


def history(teller: Teller, buyer: Buyer, past: Mapping[int, Mapping[str, int]], *, hour: int = 18) -> Story:
    """Orders of so many days ago, all received."""
    for days, goods in sorted(past.items(), reverse=True):
        at: datetime = teller.ago(days, hour, days * 7 % 60)
        yield at
        teller.begin(received(purchase(teller, buyer, goods)))
