"""Call a return off."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.returns import Return
from domain.orders.load import order_to_change
from domain.returns.load import return_of
from domain.work.unit import Unit


def cancel_return(
    unit: Unit, *, order: str | UUID, return_id: UUID, reason: str = "", expected_version: int | None = None
) -> UUID:
    """Call a return off that has not arrived: the customer keeps the goods. Records `return.cancelled`.

    Refuses one that is closed, one that was credited already, and one that belongs to an exchange.
    """
    unit.actor.require(Permission.RETURNS_WRITE)
    why = clean_text(reason, field="reason", most=500, required=False)
    found = order_to_change(unit, order, expected_version)
    back, _ = return_of(unit, found, return_id)
    refuse_credited(back)
    if back.exchange_id:
        raise Conflict(
            code="part_of_exchange",
            en="These goods belong to an exchange: cancel that.",
            fr="Ces articles font partie d’un échange : annulez celui-ci.",
            details={"exchange_id": str(back.exchange_id)},
        )
    back.move_to("cancelled", at=unit.now)
    found.version += 1
    unit.record(
        "return.cancelled",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={"return_id": str(back.id), "number": back.number, "reason": why},
    )
    return back.id


def refuse_credited(back: Return) -> None:
    """Refuse a return whose money has been given back while the goods are on their way."""
    if back.credited_at is not None and back.status == "requested":
        raise Conflict(
            code="already_credited",
            en=f"Return {back.number} was credited already.",
            fr=f"Le retour {back.number} a déjà été remboursé.",
        )
