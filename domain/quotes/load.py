"""Load an offer for a use case, and note what becomes of it."""

from uuid import UUID

from sqlalchemy import select

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound
from domain.models.order import Order
from domain.models.quote import Quote
from domain.work.unit import Unit


def load_quote(unit: Unit, quote_id: UUID) -> Quote:
    """The quote, locked after its customer, or `NotFound`."""
    owner = unit.session.execute(select(Quote.customer_id).where(Quote.id == quote_id)).scalar_one_or_none()
    if owner is None:
        raise NotFound.of("quote", "devis", quote_id)
    load_customer(unit, owner)
    query = select(Quote).where(Quote.id == quote_id).with_for_update()
    return unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()


def refuse_closed(unit: Unit, quote: Quote) -> None:
    """Refuse with `Conflict` an offer that has become an order (which is named) or was withdrawn."""
    if quote.status == "ordered":
        number = unit.session.execute(select(Order.number).where(Order.id == quote.order_id)).scalar_one()
        raise Conflict(
            code="quote_ordered",
            en=f"Quote {quote.number} has become order {number}.",
            fr=f"Le devis {quote.number} est devenu la commande {number}.",
            details={"order_id": str(quote.order_id), "order_number": number},
        )
    if quote.status != "open":
        raise Conflict(
            code="quote_withdrawn",
            en=f"Quote {quote.number} was withdrawn.",
            fr=f"Le devis {quote.number} a été retiré.",
        )


def record(unit: Unit, type: str, quote: Quote) -> None:
    """Record an event of an offer, on its own stream and its customer's timeline."""
    unit.record(
        type,
        stream=Stream.named(f"quote:{quote.id}"),
        customer_id=quote.customer_id,
        order_id=quote.order_id,
        data={
            "quote_id": str(quote.id),
            "number": quote.number,
            "amount": quote.total,
            "currency": quote.currency,
            "order_id": str(quote.order_id) if quote.order_id else None,
        },
    )
