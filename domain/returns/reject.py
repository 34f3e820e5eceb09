"""Do not take goods back."""

from uuid import UUID

from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.orders.load import load_order
from domain.pricing.reprice import reprice
from domain.returns.cancel import refuse_credited
from domain.returns.load import return_of
from domain.returns.swap import let_new_lines_go, lock_exchange
from domain.returns.take_in import reject
from domain.work.unit import Unit


def reject_return(
    unit: Unit, *, order: str | UUID, return_id: UUID, reason: str, expected_version: int | None = None
) -> UUID:
    """Refuse the goods of a return: nothing is credited or put into stock. Records `return.rejected`.

    The exchange that it belongs to is rejected with it, and its new goods are let go. Refuses a return that is closed
    or was credited already.
    """
    unit.actor.require(Permission.RETURNS_RECEIVE)
    why = clean_text(reason, field="reason", most=500)
    found = load_order(unit, order, expected_version=expected_version)
    back, _ = return_of(unit, found, return_id)
    refuse_credited(back)
    reject(unit, found, back, reason=why)
    if back.exchange_id:
        exchange = lock_exchange(unit, back)
        exchange.move_to("rejected", at=unit.now)
        let_new_lines_go(unit, found, exchange)
        reprice(unit, found)
    found.version += 1
    return back.id
