"""Write a note about a customer or one of their orders."""

from uuid import UUID

from sqlalchemy import select

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.errors import NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import Note
from domain.models.order import Order
from domain.work.family import family_of
from domain.work.unit import Unit

LONGEST_NOTE = 10_000


def add_note(unit: Unit, *, customer_id: UUID, body: str, order_id: UUID | None = None, pinned: bool = False) -> UUID:
    """Keep `body` (plain text, lines kept) as a note of the actor; `order_id` must be an order of that customer.

    Records `note.added`.
    """
    unit.actor.require(Permission.NOTES_WRITE)
    text = clean_text(body, field="body", most=LONGEST_NOTE, lines=True)
    customer = load_customer(unit, customer_id)
    if order_id is not None:
        _check_order(unit, order_id, customer.id)
    note = Note(
        id=new_id(at=unit.now),
        customer_id=customer.id,
        order_id=order_id,
        body=text,
        pinned=pinned,
        author_id=unit.actor.id,
        author_name=unit.actor.name,
        created_at=unit.now,
    )
    unit.session.add(note)
    unit.record(
        "note.added",
        stream=Stream.of_customer(customer.id),
        customer_id=customer.id,
        order_id=order_id,
        data={"note_id": str(note.id), "pinned": pinned},
        texts={"body": text},
    )
    return note.id


def _check_order(unit: Unit, order_id: UUID, customer_id: UUID) -> None:
    members = family_of(unit, customer_id).members
    owner = select(Order.id).where(Order.id == order_id, Order.customer_id.in_(members))
    if unit.session.execute(owner).scalar_one_or_none() is None:
        raise NotFound.of("order of this customer", "commande de ce client", order_id)
