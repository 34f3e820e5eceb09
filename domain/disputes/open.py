"""Note that a customer's bank takes a payment back, or wants it explained."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.dispute import DISPUTE_REASONS, Dispute
from domain.models.order import Order
from domain.orders.load import load_order
from domain.orders.new_order import check_choice
from domain.payments.ledger import check_entry_amount
from domain.payments.methods import method_of
from domain.payments.sums import payment_sums
from domain.work.unit import Unit

ANSWERED_WITHIN = timedelta(days=7)  # card schemes give from 7 to 45 days; the shortest is assumed when none is told


def open_dispute(
    unit: Unit,
    *,
    order: str | UUID,
    reason: str,
    amount: Money | None = None,
    payment_method: str | None = None,
    external_ref: str | None = None,
    vendor: str | None = None,
    respond_by: datetime | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> UUID:
    """Open a dispute about an order and tell its id: about all that was captured and not given back without `amount`.

    `reason` is one of `DISPUTE_REASONS`; `respond_by` the bank's deadline. Records `dispute.opened`. Refuses with
    `Conflict` what was never captured, and a case of the vendor that is known already.
    """
    unit.actor.require(Permission.DISPUTES_WRITE)
    check_choice(reason, DISPUTE_REASONS, field="reason")
    text = clean_text(note, field="note", most=2_000, required=False, lines=True)
    case = clean_text(external_ref, field="external_ref", most=200) if external_ref else None
    found = load_order(unit, order, expected_version=expected_version)
    _refuse_known_case(unit, vendor, case)
    disputed = _amount(unit, found, amount)
    method = method_of(unit, found.customer_id, payment_method, field="payment_method") if payment_method else None
    dispute = Dispute(
        id=new_id(at=unit.now),
        order_id=found.id,
        customer_id=found.customer_id,
        payment_method_id=method.id if method else None,
        vendor=vendor or (unit.actor.name if case else None),
        external_ref=case,
        reason=reason,
        status="open",
        amount=disputed.minor,
        currency=found.currency,
        note=text,
        opened_at=unit.now,
        opened_by=unit.actor.name,
        respond_by=_deadline(unit, respond_by),
        version=1,
    )
    unit.session.add(dispute)
    unit.session.flush()
    found.version += 1
    record_dispute(unit, dispute, "dispute.opened", {"reason": reason, "respond_by": _text(dispute.respond_by)})
    return dispute.id


def record_dispute(unit: Unit, dispute: Dispute, type: str, data: dict[str, object]) -> None:
    """Record what became of a dispute, on its order's stream."""
    unit.record(
        type,
        stream=Stream.of_order(dispute.order_id),
        customer_id=dispute.customer_id,
        order_id=dispute.order_id,
        data={"dispute_id": str(dispute.id), "amount": dispute.amount, "currency": dispute.currency} | data,
    )


def _amount(unit: Unit, order: Order, amount: Money | None) -> Money:
    sums = payment_sums(unit, order.id)
    most = sums.captured - sums.refunded
    if most <= 0:
        raise Conflict(
            code="nothing_to_dispute",
            en=f"Nothing that was paid for order {order.number} is left to dispute.",
            fr=f"Rien de ce qui a été payé pour la commande {order.number} ne peut être contesté.",
        )
    wanted = Money(most, order.currency) if amount is None else amount
    check_entry_amount(order, wanted, field="amount")
    if wanted.minor > most:
        raise Conflict(
            code="dispute_above_captured",
            field="amount",
            en=f"Only {Money(most, order.currency)} were paid and not given back on {order.number}.",
            fr=f"Seuls {Money(most, order.currency)} ont été payés et non remboursés sur {order.number}.",
        )
    return wanted


def _deadline(unit: Unit, respond_by: datetime | None) -> datetime:
    if respond_by is not None and (respond_by.tzinfo is None or respond_by <= unit.now):
        raise Invalid(
            field="respond_by",
            code="in_the_past",
            en="“respond_by” must be a time with its zone, in the future.",
            fr="« respond_by » doit être une heure avec son fuseau, dans le futur.",
        )
    return respond_by or unit.now + ANSWERED_WITHIN


def _refuse_known_case(unit: Unit, vendor: str | None, case: str | None) -> None:
    if case is None:
        return
    known = select(Dispute.id).where(Dispute.external_ref == case, Dispute.vendor == (vendor or unit.actor.name))
    if (standing := unit.session.execute(known).scalar_one_or_none()) is not None:
        raise Conflict(
            code="duplicate_dispute",
            field="external_ref",
            en=f"The case {case} is known already.",
            fr=f"Le dossier {case} est déjà connu.",
            details={"dispute_id": str(standing)},
        )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
