"""How a dispute ended, on the books."""

from uuid import UUID

from domain.disputes.load import load_dispute
from domain.disputes.open import record_dispute
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.dispute import Dispute
from domain.models.order import Order
from domain.orders.new_order import check_choice
from domain.payments.ledger import write_entry
from domain.payments.sums import payment_sums
from domain.pricing.adjust import adjust
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

OUTCOMES = ("won", "lost", "accepted")


def close_dispute(
    unit: Unit, *, dispute_id: UUID, outcome: str, note: str = "", order: str | UUID | None = None
) -> None:
    """Close a dispute: `outcome` is won, lost, or accepted (given in before the bank decides).

    What was lost or accepted was taken by the bank: it is booked as given back, and the order comes to that much less,
    but for what was paid too much and had not gone back yet.
    Records `dispute.won`, `.lost` or `.accepted`. Closing it the same way again changes nothing; another way is
    refused with `Conflict`.
    """
    unit.actor.require(Permission.DISPUTES_WRITE)
    check_choice(outcome, OUTCOMES, field="outcome")
    why = clean_text(note, field="note", most=2_000, required=False, lines=True)
    dispute, found = load_dispute(unit, dispute_id, order)
    if dispute.status == outcome:
        return
    dispute.move_to(outcome)
    dispute.closed_at, dispute.version = unit.now, dispute.version + 1
    found.version += 1
    if outcome != "won":
        _book(unit, dispute, found)
    record_dispute(unit, dispute, f"dispute.{outcome}", {"note": why} if why else {})


def _book(unit: Unit, dispute: Dispute, order: Order) -> None:
    """The bank took the money: at most what had not been given back by then."""
    sums = payment_sums(unit, order.id)
    taken = Money(min(dispute.amount, sums.captured - sums.refunded), order.currency)
    if taken.minor < dispute.amount:
        unit.remark(
            "dispute.partly_refunded",
            en="A part had been given back before; only the rest is booked.",
            fr="Une partie avait déjà été remboursée ; seul le reste est comptabilisé.",
        )
    if not taken:
        return
    paid_too_much = max(0, sums.captured - sums.refunded - order.total)  # the bank takes that first
    write_entry(
        unit,
        order,
        kind="refunded",
        amount=taken,
        method_id=dispute.payment_method_id,
        external_ref=dispute.external_ref,
    )
    if taken.minor > paid_too_much:
        lost = Money(taken.minor - paid_too_much, order.currency)
        adjust(unit, order, kind="chargeback", amount=-lost, label="chargeback", reason=dispute.reason)
        reprice(unit, order)
