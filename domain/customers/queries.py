"""Read customers: one with everything that identifies them, or lists."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select

from domain.customers.contacts import check_phone
from domain.customers.rows import (
    AddressRow,
    ConsentRow,
    CustomerCard,
    CustomerRow,
    FlagRow,
    MethodRow,
    NoteRow,
)
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.text import fold, words_of
from domain.models.customer import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerEmail,
    CustomerPhone,
    CustomerTag,
    CustomerWord,
    Note,
    PaymentMethod,
    RiskFlag,
)
from domain.work.unit import Unit


def customer(unit: Unit, *, customer_id: UUID) -> CustomerCard:
    """One customer, or `NotFound`."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    row = unit.session.get(Customer, customer_id)
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
        emails=_column(unit, CustomerEmail.address, CustomerEmail.customer_id, row.id, CustomerEmail.position),
        phones=_column(unit, CustomerPhone.e164, CustomerPhone.customer_id, row.id, CustomerPhone.position),
        addresses=_addresses(unit, row.id),
        consents=_consents(unit, row.id),
        payment_methods=_methods(unit, row.id),
        tags=_column(unit, CustomerTag.tag, CustomerTag.customer_id, row.id, CustomerTag.tag),
        risk_flags=_flags(unit, row.id),
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
    for condition in _conditions(email, phone, q, first_name, last_name, postal_code):
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


def _conditions(
    email: str | None,
    phone: str | None,
    q: str | None,
    first_name: str | None,
    last_name: str | None,
    postal_code: str | None,
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if email:
        own = CustomerEmail.customer_id == Customer.id
        conditions.append(exists().where(own, CustomerEmail.folded == email.strip().casefold()))
    if phone:
        own = CustomerPhone.customer_id == Customer.id
        conditions.append(exists().where(own, _phone_matches(phone)))
    for name, words in (("first_name", first_name), ("last_name", last_name), ("q", q)):
        conditions.extend(_has_word(word) for word in _checked_words(words, field=name))
    if first_name:
        conditions.append(func.lower(Customer.first_name) == first_name.strip().lower())
    if last_name:
        conditions.append(func.lower(Customer.last_name) == last_name.strip().lower())
    if postal_code:
        own = CustomerAddress.customer_id == Customer.id
        conditions.append(exists().where(own, CustomerAddress.postal_code == postal_code.strip()))
    return conditions


def _checked_words(text: str | None, *, field: str) -> list[str]:
    words = [word for word in words_of(text or "") if len(word) > 1]
    if text and not fold(text).strip():
        raise Invalid(field=field, code="missing", en=f"“{field}” is empty.", fr=f"« {field} » est vide.")
    return words


def _has_word(word: str) -> ColumnElement[bool]:
    return exists().where(CustomerWord.customer_id == Customer.id, CustomerWord.word == word)


def _phone_matches(phone: str) -> ColumnElement[bool]:
    try:
        return CustomerPhone.e164 == check_phone(phone, field="phone", region=None)
    except Invalid:
        digits = "".join(letter for letter in phone if letter.isdigit()).lstrip("0")
        if len(digits) < 6:
            raise
        return CustomerPhone.reversed.startswith(digits[::-1], autoescape=True)


def _column(unit: Unit, column: Any, owner: Any, customer_id: UUID, order: Any) -> tuple[str, ...]:
    return tuple(unit.session.execute(select(column).where(owner == customer_id).order_by(order)).scalars())


def _addresses(unit: Unit, customer_id: UUID) -> tuple[AddressRow, ...]:
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    rows = unit.session.execute(query.order_by(CustomerAddress.position)).scalars()
    return tuple(AddressRow(a.id, a.label, a.line1, a.line2, a.city, a.region, a.postal_code, a.country) for a in rows)


def _consents(unit: Unit, customer_id: UUID) -> tuple[ConsentRow, ...]:
    query = select(Consent).where(Consent.customer_id == customer_id).order_by(Consent.channel, Consent.purpose)
    rows: Sequence[Consent] = unit.session.execute(query).scalars().all()
    return tuple(ConsentRow(c.channel, c.purpose, c.granted, c.changed_at) for c in rows)


def _methods(unit: Unit, customer_id: UUID) -> tuple[MethodRow, ...]:
    query = select(PaymentMethod).where(PaymentMethod.customer_id == customer_id).order_by(PaymentMethod.position)
    return tuple(
        MethodRow(
            m.id,
            m.external_ref,
            m.kind,
            m.brand,
            m.last_four,
            Money(m.balance, m.balance_currency) if m.balance is not None and m.balance_currency else None,
        )
        for m in unit.session.execute(query).scalars()
    )


def _flags(unit: Unit, customer_id: UUID) -> tuple[FlagRow, ...]:
    query = select(RiskFlag).where(RiskFlag.customer_id == customer_id).order_by(RiskFlag.kind)
    return tuple(FlagRow(f.kind, f.facts, f.raised_at) for f in unit.session.execute(query).scalars())
