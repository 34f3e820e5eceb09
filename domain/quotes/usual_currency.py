"""Tell in which currency a customer is quoted prices."""

from collections.abc import Iterator
from uuid import UUID

from babel.numbers import get_territory_currencies
from sqlalchemy import func, select

from domain.kernel.permissions import Permission
from domain.models.catalogue import VariantPrice
from domain.models.customer import CustomerAddress
from domain.models.order import Order
from domain.work.family import belongs_to, members_of
from domain.work.unit import Unit


def usual_currency(unit: Unit, *, customer_id: UUID) -> str:
    """The currency of their last order, else that of their country, where anything has a price in it.

    Else the one in which most things have one, and EUR while nothing is sold at all.
    """
    unit.actor.require(Permission.ORDERS_READ)
    members = members_of(unit, customer_id)
    return next((each for each in _likely(unit, members) if _is_sold_in(unit, each)), None) or _commonest(unit)


def _likely(unit: Unit, members: tuple[UUID, ...]) -> Iterator[str]:
    last = select(Order.currency).where(belongs_to(Order.customer_id, members)).order_by(Order.placed_at.desc())
    yield from unit.session.execute(last.limit(1)).scalars()
    main = select(CustomerAddress.country).where(belongs_to(CustomerAddress.customer_id, members))
    for country in unit.session.execute(main.order_by(CustomerAddress.position).limit(1)).scalars():
        yield from get_territory_currencies(country)


def _is_sold_in(unit: Unit, currency: str) -> bool:
    query = select(VariantPrice.currency).where(VariantPrice.currency == currency).limit(1)
    return unit.session.execute(query).scalar_one_or_none() is not None


def _commonest(unit: Unit) -> str:
    count = func.count()
    query = select(VariantPrice.currency).group_by(VariantPrice.currency).order_by(count.desc(), VariantPrice.currency)
    return unit.session.execute(query.limit(1)).scalar_one_or_none() or "EUR"
