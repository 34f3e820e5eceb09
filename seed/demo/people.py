"""Customers drawn by lot: name, home, contacts, consents, means of payment."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from domain.customers.add_payment_method import add_payment_method
from domain.customers.consents import NewConsent
from domain.customers.create import create_customer
from domain.kernel.address import Address
from domain.kernel.money import Money
from domain.kernel.text import fold
from seed.demo.actors import SHOP
from seed.demo.places import AREAS, Land, Town
from seed.demo.teller import Teller

SOURCE = "demo"


@dataclass
class Buyer:
    """A customer of the demo, with what stories need to know of them."""

    id: UUID
    first_name: str
    last_name: str
    land: Land
    home: Address
    method: UUID | None

    @property
    def language(self) -> str:
        return self.land.language

    def money(self, major: float) -> Money:
        """An amount in the customer's currency."""
        return Money(round(major * 100), self.land.currency)


def meet(teller: Teller, rng: Random, land: Land, number: int) -> Buyer:
    """A customer drawn by lot is created now."""
    first = rng.choice(land.women if rng.random() < 0.56 else land.men)
    last = rng.choice(land.last_names)
    town = rng.choice(land.towns)
    home = land.address(rng, town)
    mailbox = ".".join(_mailbox(name) for name in (first, last))
    emails = [f"{mailbox}{rng.choice(('', '', str(rng.randint(2, 99))))}@{rng.choice(_HOSTS)}"]
    if rng.random() < 0.12:
        emails.append(f"{_mailbox(first)}{number}@work.example")
    return introduce(
        teller,
        land=land,
        first_name=first,
        last_name=last,
        home=home,
        town=town,
        reference=f"buyer-{number}",
        emails=emails,
        phones=[_phone(rng, land)] if rng.random() < 0.85 else [],
        consents=_consents(rng),
        method=_method(rng),
    )


def introduce(
    teller: Teller,
    *,
    land: Land,
    first_name: str,
    last_name: str,
    home: Address,
    reference: str,
    emails: list[str],
    phones: list[str],
    consents: list[NewConsent],
    method: dict[str, Any],
    town: Town | None = None,
    more_addresses: tuple[Address, ...] = (),
) -> Buyer:
    """Create a customer with one means of payment."""
    id = teller.do(
        SHOP,
        create_customer,
        first_name=first_name,
        last_name=last_name,
        emails=emails,
        phones=phones,
        addresses=[home, *more_addresses],
        language=land.language,
        time_zone=(town.zone if town else "") or land.zone,
        source=SOURCE,
        external_ref=reference,
        consents=consents,
    )
    paid_with = teller.do(SHOP, add_payment_method, customer_id=id, external_ref=f"pm-{reference}", **method)
    return Buyer(id, first_name, last_name, land, home, paid_with)


def joined_at(rng: Random, teller: Teller) -> datetime:
    """When a customer came: more of them early in the year."""
    share: float = rng.random() ** 1.8 * 0.97
    return teller.since + (teller.now - teller.since) * share


_HOSTS = ("example.com", "example.org", "example.net", "mail.example")


def _mailbox(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isascii() and letter.isalnum())


def _phone(rng: Random, land: Land) -> str:
    pattern = land.phone.replace("{area}", rng.choice(AREAS))
    return "".join(rng.choice("0123456789") if sign == "#" else sign for sign in pattern)


def _consents(rng: Random) -> list[NewConsent]:
    return [
        NewConsent("email", "service", True),
        NewConsent("sms", "service", rng.random() < 0.6),
        NewConsent("email", "marketing", rng.random() < 0.45),
    ]


def _method(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.2:
        return {"kind": "wallet", "brand": "paypal"}
    brand = rng.choice(("visa", "visa", "mastercard", "amex"))
    return {"kind": "card", "brand": brand, "last_four": f"{rng.randint(0, 9999):04d}"}
