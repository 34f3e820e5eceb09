"""Read messages, and where customers can be written to."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select

from domain.kernel.errors import Invalid, NotFound
from domain.kernel.masking import mask_contact
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.messages.purposes import SERVICE
from domain.messages.rows import Contacts, MessageRow
from domain.models.customer import Consent, Customer, CustomerEmail, CustomerPhone
from domain.models.message import OutboundMessage, UnreachableAddress
from domain.models.order import Order
from domain.models.telephone import StoppedNumber
from domain.ports.links import hide_links
from domain.work.family import belongs_to, family_of, members_of
from domain.work.unit import Unit

LATEST: Final = 50
STATUSES: Final = ("queued", "sending", "sent", "delivered", "failed", "unknown", "skipped")
_GROUPS: Final[dict[str, tuple[str, ...]]] = {"waiting": ("queued", "sending"), "trouble": ("failed", "unknown")}


def contacts_of(unit: Unit, *, customer_id: UUID) -> Contacts:
    """Where the person can be written to about their orders, or `NotFound`. An erased one nowhere.

    Addresses where nothing arrives are passed over; a number that wrote STOP refuses SMS.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    root = select(func.coalesce(Customer.merged_into_id, Customer.id)).where(Customer.id == customer_id)
    kept = Customer.id == root.scalar_subquery()
    said = select(func.jsonb_agg(func.jsonb_build_array(Consent.purpose, Consent.channel, Consent.granted))).where(
        Consent.customer_id == Customer.id
    )
    query = select(
        Customer.id,
        Customer.language,
        Customer.first_name,
        Customer.last_name,
        Customer.erased_at,
        _first(CustomerEmail, CustomerEmail.address).label("email"),
        _first(CustomerPhone, CustomerPhone.e164).label("phone"),
        said.scalar_subquery().label("said"),
        _stopped().label("stopped"),
    ).where(kept)
    row = unit.session.execute(query).one_or_none()
    if row is None:
        raise NotFound.of("customer", "client", customer_id)
    told = {(purpose, channel): granted for purpose, channel, granted in row.said or ()}
    return Contacts(
        customer_id=row.id,
        language=row.language,
        email=row.email or "",
        phone=row.phone or "",
        refused=frozenset(channel for (purpose, channel), yes in told.items() if purpose == SERVICE and not yes)
        | (frozenset({"sms"}) if row.phone in (row.stopped or ()) else frozenset()),
        name="" if row.erased_at else f"{row.first_name} {row.last_name}".strip(),
        said=told,
    )


def messages_to(unit: Unit, *, customer_id: UUID) -> tuple[MessageRow, ...]:
    """The newest messages to the person, or `NotFound`. Of secret ones the text is left out."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    members = family_of(unit, customer_id).members
    query = select(OutboundMessage).where(belongs_to(OutboundMessage.customer_id, members))
    newest = query.order_by(OutboundMessage.queued_at.desc(), OutboundMessage.id.desc()).limit(LATEST)
    return tuple(message_row(each) for each in unit.session.execute(newest).scalars())


def messages(
    unit: Unit,
    *,
    status: str = "",
    channel: str = "",
    template: str = "",
    customer_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[MessageRow]:
    """Messages to customers that match everything given, newest first. `status` is one of `STATUSES`, "waiting" for
    those that are queued, or "trouble" for those that somebody should look at.
    """
    unit.actor.require(Permission.OPERATIONS_READ)
    query = _listing().order_by(OutboundMessage.queued_at.desc(), OutboundMessage.id.desc())
    if status:
        query = query.where(OutboundMessage.status.in_(_statuses(status)))
    if channel:
        query = query.where(OutboundMessage.channel == channel)
    if customer_id is not None:
        query = query.where(OutboundMessage.customer_id.in_(members_of(unit, customer_id)))
    if template:
        query = query.where(OutboundMessage.template == template)
    if cursor:
        last = func.row(*decode_cursor(cursor, parse_instant, UUID))
        query = query.where(func.row(OutboundMessage.queued_at, OutboundMessage.id) < last)
    rows = unit.session.execute(query.limit(check_limit(limit) + 1)).all()
    return page_of(rows, limit=limit, item=_listed, cursor=lambda row: (row[0].queued_at, row[0].id))


def one_message(unit: Unit, *, message_id: UUID) -> MessageRow:
    """One of them, or `NotFound`."""
    unit.actor.require(Permission.OPERATIONS_READ)
    row = unit.session.execute(_listing().where(OutboundMessage.id == message_id)).one_or_none()
    if row is None:
        raise NotFound.of("message", "message", message_id)
    return _listed(row)


def message_row(message: OutboundMessage, *, plain: bool = False) -> MessageRow:
    """How it is read. Its address is masked unless `plain`."""
    shown = message.address if plain or not message.address else mask_contact(message.channel, message.address)
    hidden = message.secret
    return MessageRow(
        id=message.id,
        order_id=message.order_id,
        channel=message.channel,
        template=message.template,
        language=message.language,
        address=shown,
        subject="" if hidden else message.subject,
        body="" if hidden else hide_links(message.body),
        status=message.status,
        problem=message.problem,
        queued_at=message.queued_at,
        sent_at=message.sent_at,
        customer_id=message.customer_id,
        purpose=message.purpose,
        attempts=message.attempts,
        not_before=message.not_before if message.status in ("queued", "unknown") else None,
        fall_back_of=message.fall_back_of,
        secret=message.secret,
    )


def _listing() -> Select[*tuple[Any, ...]]:
    return (
        select(OutboundMessage, Customer.first_name, Customer.last_name, Order.number)
        .join(Customer, Customer.id == OutboundMessage.customer_id)
        .outerjoin(Order, Order.id == OutboundMessage.order_id)
    )


def _statuses(wanted: str) -> tuple[str, ...]:
    if wanted not in (*STATUSES, *_GROUPS):
        raise Invalid(
            field="status",
            code="unknown_choice",
            en=f"“status” must be among: {', '.join((*STATUSES, *_GROUPS))}.",
            fr=f"« status » doit être parmi : {', '.join((*STATUSES, *_GROUPS))}.",
        )
    return _GROUPS.get(wanted, (wanted,))


def _listed(row: Any) -> MessageRow:
    name = f"{row.first_name} {row.last_name}".strip()
    return replace(message_row(row[0]), customer_name=name, order_number=row.number or "")


def _first(table: type[CustomerEmail] | type[CustomerPhone], column: Any) -> Any:
    """Of the kept record, else of one that was merged into it."""
    owner = Customer.__table__.alias("owner").c
    query = (
        select(column)
        .join(owner.id.table, owner.id == table.customer_id)
        .where((owner.id == Customer.id) | (owner.merged_into_id == Customer.id), ~_is_bad(table))
        .order_by(owner.merged_into_id.is_not(None), table.position)
        .limit(1)
    )
    return query.scalar_subquery()


def _stopped() -> Any:
    """The person's numbers that wrote STOP."""
    owner = Customer.__table__.alias("owner").c
    query = (
        select(func.array_agg(StoppedNumber.number))
        .join(CustomerPhone, CustomerPhone.e164 == StoppedNumber.number)
        .join(owner.id.table, owner.id == CustomerPhone.customer_id)
        .where((owner.id == Customer.id) | (owner.merged_into_id == Customer.id))
    )
    return query.scalar_subquery()


def _is_bad(table: type[CustomerEmail] | type[CustomerPhone]) -> Any:
    channel, written = ("email", CustomerEmail.folded) if table is CustomerEmail else ("sms", CustomerPhone.e164)
    return (
        select(UnreachableAddress.address)
        .where(UnreachableAddress.channel == channel, UnreachableAddress.address == written)
        .exists()
    )
