"""Read customers: one with everything that identifies them, or lists."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from domain.customers.filters import matching
from domain.customers.rows import (
    AddressRow,
    ConsentRow,
    CustomerCard,
    CustomerRow,
    FlagRow,
    MethodRow,
    NoteRow,
)
from domain.db.gather import gather
from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.models.customer import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerEmail,
    CustomerPhone,
    CustomerTag,
    Note,
    PaymentMethod,
    RiskFlag,
)
from domain.work.unit import Unit


def customer(unit: Unit, *, customer_id: UUID) -> CustomerCard:
    """One customer, or `NotFound`."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    row = unit.session.execute(_CARD, {"customer": customer_id}).one_or_none()
    if row is None:
        raise NotFound.of("customer", "client", customer_id)
    return CustomerCard(
        id=row.id,
        number=row.number,
        source=row.source,
        external_ref=row.external_ref,
        first_name=row.first_name,
        last_name=row.last_name,
        language=row.language,
        time_zone=row.time_zone,
        tier=row.tier,
        order_count=row.order_count,
        last_order_at=row.last_order_at,
        created_at=row.created_at,
        version=row.version,
        emails=tuple(address for (address,) in row.emails),
        phones=tuple(number for (number,) in row.phones),
        addresses=tuple(AddressRow(UUID(id), *rest) for id, *rest in row.addresses),
        consents=tuple(
            ConsentRow(channel, purpose, granted, datetime.fromisoformat(at))
            for channel, purpose, granted, at in row.consents
        ),
        payment_methods=tuple(_method(*values) for values in row.payment_methods),
        tags=tuple(tag for (tag,) in row.tags),
        risk_flags=tuple(FlagRow(kind, facts, datetime.fromisoformat(at)) for kind, facts, at in row.risk_flags),
    )


def find_customers(
    unit: Unit,
    *,
    email: str | None = None,
    phone: str | None = None,
    q: str | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    postal_code: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CustomerRow]:
    """Customers by last name that match everything given; case and accents do not matter, `q` matches whole words."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = customer_list().order_by(Customer.sort_key, Customer.id).limit(check_limit(limit) + 1)
    for condition in matching(email, phone, q, first_name, last_name, postal_code):
        query = query.where(condition)
    if cursor:
        sort_key, last = decode_cursor(cursor, str, UUID)
        query = query.where(func.row(Customer.sort_key, Customer.id) > func.row(sort_key, last))
    rows = unit.session.execute(query).all()
    return page_of(rows, limit=limit, item=customer_row, cursor=lambda row: (row.sort_key, row.id))


def notes(unit: Unit, *, customer_id: UUID, limit: int = 50) -> tuple[NoteRow, ...]:
    """The newest notes about a customer and their orders, pinned ones first."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = (
        select(Note)
        .where(Note.customer_id == customer_id)
        .order_by(Note.pinned.desc(), Note.created_at.desc(), Note.id.desc())
        .limit(check_limit(limit))
    )
    return tuple(
        NoteRow(n.id, n.order_id, n.body, n.pinned, n.author_name, n.created_at, n.version)
        for n in unit.session.execute(query).scalars()
    )


def customer_list() -> Select[*tuple[Any, ...]]:
    """A select of everything `customer_row` needs; the caller filters and orders."""
    return select(
        Customer.id,
        Customer.number,
        Customer.external_ref,
        Customer.first_name,
        Customer.last_name,
        Customer.sort_key,
        Customer.tier,
        Customer.language,
        Customer.order_count,
        Customer.last_order_at,
        _first(CustomerEmail.address, CustomerEmail.customer_id, CustomerEmail.position).label("email"),
        _first(CustomerPhone.e164, CustomerPhone.customer_id, CustomerPhone.position).label("phone"),
        _first(CustomerAddress.city, CustomerAddress.customer_id, CustomerAddress.position).label("city"),
        _first(CustomerAddress.country, CustomerAddress.customer_id, CustomerAddress.position).label("country"),
    )


def customer_row(row: Any) -> CustomerRow:
    """A row of `customer_list` as people see it."""
    return CustomerRow(
        id=row.id,
        number=row.number,
        external_ref=row.external_ref,
        first_name=row.first_name,
        last_name=row.last_name,
        tier=row.tier,
        language=row.language,
        email=row.email or "",
        phone=row.phone or "",
        city=row.city or "",
        country=row.country or "",
        order_count=row.order_count,
        last_order_at=row.last_order_at,
    )


def _first(column: Any, owner: Any, position: Any) -> Any:
    return select(column).where(owner == Customer.id).order_by(position).limit(1).scalar_subquery()


def _method(
    id: str,
    external_ref: str | None,
    kind: str,
    brand: str,
    last_four: str,
    balance: int | None,
    currency: str | None,
) -> MethodRow:
    left = Money(balance, currency) if balance is not None and currency else None
    return MethodRow(UUID(id), external_ref, kind, brand, last_four, left)


def _of_customer(table: Any, *columns: Any, order_by: Any) -> Any:
    return gather(*columns, where=[table.customer_id == Customer.id], order_by=[order_by])


def _card() -> Select[*tuple[Any, ...]]:
    place, method = CustomerAddress, PaymentMethod
    return select(
        *Customer.__table__.c,
        _of_customer(CustomerEmail, CustomerEmail.address, order_by=CustomerEmail.position).label("emails"),
        _of_customer(CustomerPhone, CustomerPhone.e164, order_by=CustomerPhone.position).label("phones"),
        _of_customer(
            place,
            *(place.id, place.label, place.line1, place.line2, place.city, place.region),
            *(place.postal_code, place.country),
            order_by=place.position,
        ).label("addresses"),
        _of_customer(
            Consent,
            *(Consent.channel, Consent.purpose, Consent.granted, Consent.changed_at),
            order_by=Consent.channel + Consent.purpose,
        ).label("consents"),
        _of_customer(
            method,
            *(method.id, method.external_ref, method.kind, method.brand, method.last_four),
            *(method.balance, method.balance_currency),
            order_by=method.position,
        ).label("payment_methods"),
        _of_customer(CustomerTag, CustomerTag.tag, order_by=CustomerTag.tag).label("tags"),
        _of_customer(RiskFlag, RiskFlag.kind, RiskFlag.facts, RiskFlag.raised_at, order_by=RiskFlag.kind).label(
            "risk_flags"
        ),
    ).where(Customer.id == bindparam("customer"))


_CARD = _card()
