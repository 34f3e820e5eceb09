"""Read disputes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_

from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.dispute import Dispute, DisputeEvidence
from domain.models.order import Order
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An evidence pack as it was made."""

    id: UUID
    dispute_id: UUID
    digest: str
    statement: str
    pdf_document_id: UUID | None
    json_document_id: UUID | None
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DisputeCard:
    """A dispute whole."""

    id: UUID
    order_id: UUID
    order_number: str
    customer_id: UUID
    external_ref: str | None
    reason: str
    status: str
    amount: Money
    note: str
    opened_at: datetime
    opened_by: str
    respond_by: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    version: int
    evidence: tuple[EvidenceRow, ...] = ()


def dispute(unit: Unit, *, dispute_id: UUID) -> DisputeCard:
    """One dispute with its evidence packs, newest first, or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    query = select(Dispute, Order.number).join(Order, Order.id == Dispute.order_id).where(Dispute.id == dispute_id)
    found = unit.session.execute(query).one_or_none()
    if found is None:
        raise NotFound.of("dispute", "litige", dispute_id)
    packs = select(DisputeEvidence).where(DisputeEvidence.dispute_id == dispute_id)
    newest = packs.order_by(DisputeEvidence.made_at.desc(), DisputeEvidence.id.desc())
    return _card(*found, evidence=tuple(_evidence(pack) for pack in unit.session.execute(newest).scalars()))


def disputes(unit: Unit, *, status: str | None = None, cursor: str | None = None, limit: int = 50) -> Page[DisputeCard]:
    """Disputes, newest first; `status` "open" and the like."""
    unit.actor.require(Permission.ORDERS_READ)
    query = (
        select(Dispute, Order.number)
        .join(Order, Order.id == Dispute.order_id)
        .order_by(Dispute.opened_at.desc(), Dispute.id.desc())
        .limit(check_limit(limit) + 1)
    )
    if status:
        query = query.where(Dispute.status == status)
    if cursor:
        query = query.where(tuple_(Dispute.opened_at, Dispute.id) < tuple_(*decode_cursor(cursor, parse_instant, UUID)))
    rows = unit.session.execute(query).all()
    return page_of(
        rows, limit=limit, item=lambda row: _card(*row), cursor=lambda row: (row.Dispute.opened_at, row.Dispute.id)
    )


def dispute_of_case(unit: Unit, *, vendor: str, external_ref: str) -> UUID | None:
    """The dispute about a vendor's case, None when nobody has told of it."""
    unit.actor.require(Permission.ORDERS_READ)
    query = select(Dispute.id).where(Dispute.vendor == vendor, Dispute.external_ref == external_ref)
    return unit.session.execute(query).scalar_one_or_none()


def _card(found: Dispute, number: str, evidence: tuple[EvidenceRow, ...] = ()) -> DisputeCard:
    return DisputeCard(
        id=found.id,
        order_id=found.order_id,
        order_number=number,
        customer_id=found.customer_id,
        external_ref=found.external_ref,
        reason=found.reason,
        status=found.status,
        amount=Money(found.amount, found.currency),
        note=found.note,
        opened_at=found.opened_at,
        opened_by=found.opened_by,
        respond_by=found.respond_by,
        answered_at=found.answered_at,
        closed_at=found.closed_at,
        version=found.version,
        evidence=evidence,
    )


def _evidence(pack: DisputeEvidence) -> EvidenceRow:
    return EvidenceRow(
        id=pack.id,
        dispute_id=pack.dispute_id,
        digest=pack.digest,
        statement=pack.statement,
        pdf_document_id=pack.pdf_document_id,
        json_document_id=pack.json_document_id,
        made_by=pack.made_by,
        made_at=pack.made_at,
    )
