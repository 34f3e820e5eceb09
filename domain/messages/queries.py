"""Read messages, and where customers can be written to."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.errors import NotFound
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.messages.rows import Contacts, MessageRow
from domain.models.customer import Consent, Customer, CustomerEmail, CustomerPhone
from domain.models.message import OutboundMessage
from domain.work.family import belongs_to, family_of
from domain.work.unit import Unit

LATEST = 50


def contacts_of(unit: Unit, *, customer_id: UUID) -> Contacts:
    """Where the person can be written to about their orders, or `NotFound`. An erased one nowhere."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    root = select(func.coalesce(Customer.merged_into_id, Customer.id)).where(Customer.id == customer_id)
    kept = Customer.id == root.scalar_subquery()
    refused = select(func.array_agg(Consent.channel)).where(
        Consent.customer_id == Customer.id, Consent.purpose == "service", Consent.granted.is_(False)
    )
    query = select(
        Customer.id,
        Customer.language,
        Customer.first_name,
        Customer.last_name,
        Customer.erased_at,
        _first(CustomerEmail, CustomerEmail.address).label("email"),
        _first(CustomerPhone, CustomerPhone.e164).label("phone"),
        refused.scalar_subquery().label("refused"),
    ).where(kept)
    row = unit.session.execute(query).one_or_none()
    if row is None:
        raise NotFound.of("customer", "client", customer_id)
    return Contacts(
        customer_id=row.id,
        language=row.language,
        email=row.email or "",
        phone=row.phone or "",
        refused=frozenset(row.refused or ()),
        name="" if row.erased_at else f"{row.first_name} {row.last_name}".strip(),
    )


def messages_to(unit: Unit, *, customer_id: UUID) -> tuple[MessageRow, ...]:
    """The newest messages to the person, or `NotFound`. Of secret ones the text is left out."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    members = family_of(unit, customer_id).members
    query = select(OutboundMessage).where(belongs_to(OutboundMessage.customer_id, members))
    newest = query.order_by(OutboundMessage.queued_at.desc(), OutboundMessage.id.desc()).limit(LATEST)
    return tuple(_row(each) for each in unit.session.execute(newest).scalars())


def _first(table: type[CustomerEmail] | type[CustomerPhone], column: Any) -> Any:
    """Of the kept record, else of one that was merged into it."""
    owner = Customer.__table__.alias("owner").c
    query = (
        select(column)
        .join(owner.id.table, owner.id == table.customer_id)
        .where((owner.id == Customer.id) | (owner.merged_into_id == Customer.id))
        .order_by(owner.merged_into_id.is_not(None), table.position)
        .limit(1)
    )
    return query.scalar_subquery()


def _row(message: OutboundMessage) -> MessageRow:
    hidden = message.secret
    return MessageRow(
        id=message.id,
        order_id=message.order_id,
        channel=message.channel,
        template=message.template,
        language=message.language,
        address=mask_contact(message.channel, message.address) if message.address else "",
        subject="" if hidden else message.subject,
        body="" if hidden else message.body,
        status=message.status,
        problem=message.problem,
        queued_at=message.queued_at,
        sent_at=message.sent_at,
    )
