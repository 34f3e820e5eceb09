"""Where a customer sleeps: the time zones that a number or an address may be in."""

from functools import lru_cache
from uuid import UUID

import phonenumbers
from babel.core import get_global
from phonenumbers import timezone
from sqlalchemy import select

from domain.kernel.time_zone import is_time_zone
from domain.models.customer import Customer, CustomerAddress
from domain.work.family import kept_id
from domain.work.unit import Unit


def zones_of(unit: Unit, customer_id: UUID, *, channel: str, address: str) -> tuple[str, ...]:
    """Of the number for an SMS, else of the country of the first postal address, else the customer's own.

    Where there are several and the customer's own is among them, that one alone.
    """
    country = (
        select(CustomerAddress.country)
        .where(CustomerAddress.customer_id == Customer.id)
        .order_by(CustomerAddress.position)
        .limit(1)
    )
    query = select(Customer.time_zone, country.scalar_subquery()).where(Customer.id == kept_id(customer_id))
    own, lives_in = unit.session.execute(query).one()
    zones = (_of_number(address) if channel == "sms" else ()) or _of_country(lives_in or "")
    return (own,) if own in zones or not zones else zones


@lru_cache(maxsize=4096)
def _of_number(number: str) -> tuple[str, ...]:
    try:
        found = timezone.time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(name for name in found if is_time_zone(name))


@lru_cache(maxsize=512)
def _of_country(country: str) -> tuple[str, ...]:
    return tuple(name for name in get_global("territory_zones").get(country.upper(), ()) if is_time_zone(name))
