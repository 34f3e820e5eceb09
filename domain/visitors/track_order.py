"""A customer at the self-service page: found by an order and what belongs to it, and what they may read of it."""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from domain.kernel.email import fold_email
from domain.kernel.errors import NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import fold
from domain.models.customer import Consent, Customer, CustomerEmail
from domain.models.order import Order
from domain.models.visitor import HelpVisit
from domain.orders.numbers import number_key
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.visitors.start_visitor import digest_of
from domain.work.family import family_of, members_of
from domain.work.unit import Unit

LASTS: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewHelpVisit:
    """`token` is for the cookie alone."""

    id: UUID
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HelpVisitRow:
    """Who looks at which order."""

    id: UUID
    customer_id: UUID
    order_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Tracked:
    """What is shown of an order: no address, no payments. `time_zone` is the customer's, UTC where nobody said it."""

    order: OrderDetail
    promise: date | None
    may_return: bool
    may_cancel: bool
    time_zone: str


def order_not_found() -> NotFound:
    """One answer whatever was wrong, so that nobody learns which orders there are."""
    return NotFound(
        code="order_not_found",
        field="order",
        en="We do not find an order with this number and this e-mail address or postal code.",
        fr="Nous ne trouvons aucune commande avec ce numéro et cette adresse e-mail ou ce code postal.",
    )


def begin_help_visit(unit: Unit, *, order: str, proof: str) -> NewHelpVisit:
    """Open a visit for who knows the number of an order and `proof`: the e-mail address of its customer, or the postal
    code that it goes to. Refuses with `NotFound`, always the same.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    key = number_key(order)[:60]
    query = select(Order.id, Order.customer_id, Order.shipping_address).where(Order.number_key == key)
    found = unit.session.execute(query.limit(1)).one_or_none() if key else None
    if found is None or not _belongs(unit, found.customer_id, found.shipping_address, proof):
        raise order_not_found()
    token = secrets.token_urlsafe(32)
    visit = HelpVisit(
        id=new_id(at=unit.now),
        token_digest=digest_of(token),
        customer_id=family_of(unit, found.customer_id).kept,
        order_id=found.id,
        started_at=unit.now,
        expires_at=unit.now + LASTS,
    )
    unit.session.execute(delete(HelpVisit).where(HelpVisit.expires_at < unit.now))
    unit.session.add(visit)
    unit.session.flush()
    return NewHelpVisit(visit.id, token)


def help_visit_with(unit: Unit, *, token: str) -> HelpVisitRow | None:
    """The visit that goes on with this token."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    query = select(HelpVisit.id, HelpVisit.customer_id, HelpVisit.order_id, HelpVisit.expires_at)
    found = unit.session.execute(
        query.where(HelpVisit.token_digest == digest_of(token), HelpVisit.expires_at > unit.now)
    ).one_or_none()
    return HelpVisitRow(*found) if found else None


def tracked_order(unit: Unit, *, order_id: UUID) -> Tracked:
    """The order of a visit."""
    unit.actor.require(Permission.ORDERS_READ)
    found = read_order(unit, order=order_id)
    here = any(parcel.status in ("delivered", "fetched") for parcel in found.shipments)
    held = here and any(line.shipped > line.returned for line in found.lines)
    open_lines = any(line.quantity > line.cancelled + line.shipped for line in found.lines)
    return Tracked(
        order=found,
        promise=max(
            (day for line in found.lines if line.quantity > line.cancelled and (day := line.promised_on)), default=None
        ),
        may_return=held,
        may_cancel=open_lines and found.status not in ("cancelled", "delivered", "shipped"),
        time_zone=unit.session.execute(
            select(Customer.time_zone).where(Customer.id == found.customer_id)
        ).scalar_one_or_none()
        or "UTC",
    )


def own_consents(unit: Unit, *, customer_id: UUID) -> dict[tuple[str, str], bool]:
    """What the customer has said so far, by channel and purpose."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = select(Consent.channel, Consent.purpose, Consent.granted).where(Consent.customer_id == customer_id)
    return {(channel, purpose): granted for channel, purpose, granted in unit.session.execute(query)}


def _belongs(unit: Unit, customer_id: UUID, address: dict[str, str], proof: str) -> bool:
    """Whether `proof` is of this customer or order; compared without telling how much of it was right."""
    members = members_of(unit, customer_id)
    alive = select(Customer.id).where(Customer.id.in_(members), Customer.erased_at.is_(None))
    if unit.session.execute(alive.limit(1)).scalar_one_or_none() is None:
        return False
    if "@" in proof:
        emails = select(CustomerEmail.folded).where(CustomerEmail.customer_id.in_(members))
        return _is_among(fold_email(proof.strip()), list(unit.session.execute(emails).scalars()))
    postal = fold(address.get("postal_code", "")).replace(" ", "").replace("-", "")
    return len(postal) >= 3 and _is_among(fold(proof).replace(" ", "").replace("-", ""), [postal])


def _is_among(given: str, known: list[str]) -> bool:
    return any([hmac.compare_digest(given.encode(), each.encode()) for each in known])
