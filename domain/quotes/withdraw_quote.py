"""Take an offer back."""

from uuid import UUID

from domain.kernel.permissions import Permission
from domain.quotes.load import load_quote, record, refuse_closed
from domain.work.unit import Unit


def withdraw_quote(unit: Unit, *, quote_id: UUID) -> None:
    """Take an offer back that has not become an order. Records `quote.withdrawn`; withdrawn already changes nothing."""
    unit.actor.require(Permission.ORDERS_WRITE)
    quote = load_quote(unit, quote_id)
    if quote.status == "withdrawn":
        return
    refuse_closed(unit, quote)
    quote.status, quote.version = "withdrawn", quote.version + 1
    record(unit, "quote.withdrawn", quote)
