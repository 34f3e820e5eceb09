"""Whole records in words. Pure."""

from console.ui.figures import Reader
from console.workspace.customer.present import phone_number
from console.workspace.orders.present import order_key
from console.workspace.person.rows import OpenOrderRow, SideRow, WrongInput
from domain.customers.rows import CustomerCard
from domain.kernel.errors import DomainError


def side(card: CustomerCard, reader: Reader) -> SideRow:
    """What tells two records of the same person, or of two, apart."""
    count = reader.number(card.order_count)
    return SideRow(
        id=str(card.id),
        number=card.number,
        name=card.name,
        since=reader.say("customer since {month}", month=reader.month(card.created_at)),
        orders=reader.say("1 order") if card.order_count == 1 else reader.say("{count} orders", count=count),
        contacts=[*card.emails, *(phone_number(phone) for phone in card.phones)],
    )


def open_orders(refusal: DomainError, customer_id: str) -> list[OpenOrderRow]:
    """The orders that the refusal names, as links."""
    numbers = refusal.details.get("orders", ())
    return [OpenOrderRow(number, f"/?customer={customer_id}&order={order_key(number)}") for number in numbers]


def wrong_input(refusal: DomainError, language: str) -> WrongInput:
    """The refusal at the field it is about."""
    sentence = refusal.sentence(language)
    return WrongInput(reason=sentence) if refusal.field == "reason" else WrongInput(form=sentence)
