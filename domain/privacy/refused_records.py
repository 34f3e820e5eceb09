"""What connectors told of a person in records that could not be taken."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from domain.models.connector import ConnectorRefusal
from domain.models.customer import Customer, CustomerAddress, CustomerEmail, CustomerPhone
from domain.models.order import Order
from domain.work.unit import Unit

EN: Final = "The record was forgotten with the customer."
FR: Final = "L’enregistrement a été oublié avec le client."
_NATIONAL: Final = 8  # so many digits at the end of a number are its own, whatever stands before them
_ORDERS: Final = ("order", "shipment")


def forget_refused_records(unit: Unit, members: Sequence[UUID]) -> None:
    """Empty those that name an e-mail address, a phone number or an order of theirs, or their name at their address.

    To be done while the person is still known. Which field was wrong, and the code of why, stay.
    """
    signs = list(_signs(unit, members))
    if not signs:
        return
    statement = update(ConnectorRefusal).where(ConnectorRefusal.raw != "", or_(*signs)).values(raw="", en=EN, fr=FR)
    unit.session.execute(statement.execution_options(synchronize_session=False))


def _signs(unit: Unit, members: Sequence[UUID]) -> Iterator[ColumnElement[bool]]:
    for email in _all(unit, CustomerEmail.folded, CustomerEmail.customer_id.in_(members)):
        yield _has(email)
    for number in _all(unit, CustomerPhone.e164, CustomerPhone.customer_id.in_(members)):
        yield ConnectorRefusal.raw.regexp_match(r"[^0-9a-zA-Z]{0,3}".join(number[-_NATIONAL:]))
    orders = select(Order.number, Order.external_ref).where(Order.customer_id.in_(members))
    known = {each for row in unit.session.execute(orders) for each in row if each}
    if known:
        bare = {each.lstrip("#") for each in known}
        yield and_(ConnectorRefusal.kind.in_(_ORDERS), ConnectorRefusal.reference.in_(known | bare))
    yield from _at_home(unit, members)


def _at_home(unit: Unit, members: Sequence[UUID]) -> Iterator[ColumnElement[bool]]:
    query = (
        select(Customer.first_name, Customer.last_name, CustomerAddress.line1)
        .join(CustomerAddress, CustomerAddress.customer_id == Customer.id)
        .where(Customer.id.in_(members))
    )
    for first, last, line in unit.session.execute(query):
        if last and line:
            yield and_(_has(first), _has(last), _has(line))


def _has(text: str) -> ColumnElement[bool]:
    """As it is, or as JSON writes it."""
    escaped = json.dumps(text)[1:-1]
    lowered = func.lower(ConnectorRefusal.raw)
    return or_(*(lowered.contains(each.lower(), autoescape=True) for each in dict.fromkeys((text, escaped))))


def _all(unit: Unit, column: Any, mine: ColumnElement[bool]) -> list[str]:
    return [re.sub(r"\s", "", each) for each in unit.session.execute(select(column).where(mine)).scalars() if each]
