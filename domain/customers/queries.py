"""Read customers: one with everything that identifies them, or lists."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, Select, bindparam, func, select

from domain.customers.card import read_card
from domain.customers.filters import FOUND as _FOUND
from domain.customers.filters import matching
from domain.customers.rows import CustomerCard, CustomerRow, NoteRow
from domain.db.prepared import Prepared
from domain.identity.assure import sees_plainly
from domain.kernel.errors import NotFound
from domain.kernel.masking import mask_email, mask_phone
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.models.customer import Customer, CustomerAddress, CustomerEmail, CustomerPhone, Note
from domain.work.family import is_member, member_values, members_of
from domain.work.unit import Unit


def customer(unit: Unit, *, customer_id: UUID) -> CustomerCard:
    """One customer, or `NotFound`. The id of a merged record leads to the one that is kept.

    Contacts, streets and tokens are masked for people until they have made sure of the customer.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    card = read_card(unit, customer_id)
    if card is None:
        raise NotFound.of("customer", "client", customer_id)
    return card


def find_customers(
    unit: Unit,
    *,
    email: str | None = None,
    phone: str | None = None,
    q: str | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    postal_code: str | None = None,
    source: str | None = None,
    external_ref: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CustomerRow]:
    """Customers by last name that match everything given; case and accents do not matter, `q` matches whole words.
    `source` and `external_ref` are what another system calls itself and them; together they name one record.

    A record that was merged is found as the one that is kept; erased ones are left out.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = customer_list().order_by(Customer.sort_key, Customer.id).limit(check_limit(limit) + 1)
    query = query.where(Customer.merged_into_id.is_(None), Customer.erased_at.is_(None))
    if conditions := matching(email, phone, q, first_name, last_name, postal_code, source, external_ref):
        query = query.where(Customer.id.in_(select(func.coalesce(_FOUND.merged_into_id, _FOUND.id)).where(*conditions)))
    if cursor:
        sort_key, last = decode_cursor(cursor, str, UUID)
        query = query.where(func.row(Customer.sort_key, Customer.id) > func.row(sort_key, last))
    rows = unit.session.execute(query).all()
    plain = sees_plainly(unit.actor)
    return page_of(
        rows,
        limit=limit,
        item=lambda row: customer_row(row, plain=plain),
        cursor=lambda row: (row.sort_key, row.id),
    )


def notes(unit: Unit, *, customer_id: UUID, limit: int = 50) -> tuple[NoteRow, ...]:
    """The newest notes about a customer and their orders, pinned ones first."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    return notes_of(unit, members_of(unit, customer_id), limit=limit)


def notes_of(unit: Unit, members: tuple[UUID, ...], *, limit: int = 50) -> tuple[NoteRow, ...]:
    """The same for the records `members` of one person."""
    rows = newest_notes(alone=len(members) == 1).run(unit.session, **member_values(members), most=check_limit(limit))
    return tuple(NoteRow(*row) for row in rows)


@cache
def newest_notes(*, alone: bool) -> Prepared:
    """The statement of `notes_of`: a row has the fields of `NoteRow`."""
    columns = (Note.id, Note.order_id, Note.body, Note.pinned, Note.author_name, Note.created_at, Note.version)
    query = (
        select(*columns)
        .where(is_member(Note.customer_id, alone=alone))
        .order_by(Note.pinned.desc(), Note.created_at.desc(), Note.id.desc())
        .limit(bindparam("most", type_=Integer))
    )
    return Prepared(lambda: query)


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
        (Customer.order_count + _merged_orders()).label("order_count"),
        Customer.last_order_at,
        _first(CustomerEmail.address, CustomerEmail.customer_id, CustomerEmail.position).label("email"),
        _first(CustomerPhone.e164, CustomerPhone.customer_id, CustomerPhone.position).label("phone"),
        _first(CustomerAddress.city, CustomerAddress.customer_id, CustomerAddress.position).label("city"),
        _first(CustomerAddress.country, CustomerAddress.customer_id, CustomerAddress.position).label("country"),
    )


def customer_row(row: Any, *, plain: bool) -> CustomerRow:
    """A row of `customer_list` as people see it: with contacts masked unless `plain`."""
    email, phone = row.email or "", row.phone or ""
    return CustomerRow(
        id=row.id,
        number=row.number,
        external_ref=row.external_ref,
        first_name=row.first_name,
        last_name=row.last_name,
        tier=row.tier,
        language=row.language,
        email=email if plain or not email else mask_email(email),
        phone=phone if plain or not phone else mask_phone(phone),
        city=row.city or "",
        country=row.country or "",
        order_count=row.order_count,
        last_order_at=row.last_order_at,
    )


def _merged_orders() -> Any:
    merged = Customer.__table__.alias("merged").c
    counted = select(func.coalesce(func.sum(merged.order_count), 0).cast(BigInteger))
    return counted.where(merged.merged_into_id == Customer.id).scalar_subquery()


def _first(column: Any, owner: Any, position: Any) -> Any:
    return select(column).where(owner == Customer.id).order_by(position).limit(1).scalar_subquery()
