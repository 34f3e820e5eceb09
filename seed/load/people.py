"""The customers of the load: customer i is the same in every process and every run."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from domain.kernel.address import Address
from domain.kernel.text import fold
from seed.history.customers import PastCustomer, PastMethod
from seed.load.places import COUNTRIES, SHARES, Country, digits

SOURCE: Final = "load"
_BRANDS: Final = ("visa", "mastercard", "amex")
_MAILS: Final = ("example.com", "example.org", "example.net", "mail.example.com")


@dataclass(frozen=True, slots=True)
class Home:
    """What an order needs to know of its customer."""

    customer_id: UUID
    method_id: UUID
    country: Country
    address: Address

    @property
    def address_json(self) -> str:
        """The address as an order keeps it."""
        place = self.address
        parts = {"line1": place.line1, "line2": "", "city": place.city, "region": place.region}
        return json.dumps(parts | {"postal_code": place.postal_code, "country": place.country}, ensure_ascii=False)


def home_of(i: int) -> Home:
    """Where customer i lives, and their ids."""
    return _home(Random(i), i)


def person(i: int, *, since: datetime, order_count: int, last_order_at: datetime | None) -> PastCustomer:
    """Customer i, who came up to two years before `since`."""
    rng = Random(i)
    home = _home(rng, i)
    country = home.country
    first, last = rng.choice(country.first_names), rng.choice(country.last_names)
    email = (
        f"{_mailbox(first)}.{_mailbox(last)}{rng.randrange(rng.choice((1, 100, 100, 2000))) or ''}@{rng.choice(_MAILS)}"
    )
    return PastCustomer(
        id=home.customer_id,
        number=f"L{i + 1:07d}",
        source=SOURCE,
        external_ref=str(i),
        first_name=first,
        last_name=last,
        created_at=since - timedelta(seconds=rng.randrange(2 * 365 * 86_400)),
        language=country.language,
        time_zone=country.time_zone,
        emails=[email],
        phones=[digits(rng, country.phone)],
        addresses=[home.address],
        methods=[_method(rng, i, home.method_id)],
        order_count=order_count,
        last_order_at=last_order_at,
    )


def _home(rng: Random, i: int) -> Home:
    country = rng.choices(COUNTRIES, SHARES)[0]
    address = country.address(rng)
    return Home(_id("customer", i), _id("method", i), country, address)


def _method(rng: Random, i: int, id: UUID) -> PastMethod:
    last_four = digits(rng, "####")
    return PastMethod(kind="card", external_ref=f"card-{i}", brand=rng.choice(_BRANDS), last_four=last_four, id=id)


def _id(what: str, i: int) -> UUID:
    """The same for the same `i`, in order of `i`, and with the shape of a UUIDv7."""
    tail = hashlib.blake2b(f"{what}:{i}".encode(), digest_size=10).digest()
    value = int.from_bytes((1_000_000_000_000 + i).to_bytes(6) + tail)
    return UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | (7 << 76) | (2 << 62))


def _mailbox(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isascii() and letter.isalnum())
