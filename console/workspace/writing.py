"""What the workspace changes: one use case per function, performed as the person on the screen.

The open screens of this process are told at once, those of others by the live channel.
"""

from collections.abc import Mapping
from uuid import UUID

from console import live
from console.bootstrap import console
from domain.approvals.withdraw import withdraw_approval
from domain.customers.add_note import add_note
from domain.customers.change_note import change_note
from domain.customers.create import create_customer
from domain.customers.tag import tag_customer, untag_customer
from domain.orders.tag import tag_order as put_tag_on_order
from domain.orders.tag import untag_order as take_tag_off_order
from domain.staff.sessions import SignedIn

_ADDRESS = ("line1", "line2", "postal_code", "city", "region", "country")


async def note(person: SignedIn, customer_id: UUID, order_id: UUID | None, body: str, *, pinned: bool) -> None:
    """Keep a note on the customer, or on one of their orders."""
    await console().perform(
        add_note, actor=person.actor, customer_id=customer_id, order_id=order_id, body=body, pinned=pinned
    )
    live.hub().changed(customer_id)


async def unpin(person: SignedIn, customer_id: UUID, note_id: UUID) -> None:
    """Unpin a note of the customer."""
    await console().perform(change_note, actor=person.actor, note_id=note_id, pinned=False)
    live.hub().changed(customer_id)


async def tag(person: SignedIn, customer_id: UUID, tag: str) -> None:
    await console().perform(tag_customer, actor=person.actor, customer_id=customer_id, tag=tag)
    live.hub().changed(customer_id)


async def untag(person: SignedIn, customer_id: UUID, tag: str) -> None:
    await console().perform(untag_customer, actor=person.actor, customer_id=customer_id, tag=tag)
    live.hub().changed(customer_id)


async def tag_order(person: SignedIn, customer_id: UUID, order_id: UUID, tag: str) -> None:
    await console().perform(put_tag_on_order, actor=person.actor, order=order_id, tag=tag)
    live.hub().changed(customer_id)


async def untag_order(person: SignedIn, customer_id: UUID, order_id: UUID, tag: str) -> None:
    await console().perform(take_tag_off_order, actor=person.actor, order=order_id, tag=tag)
    live.hub().changed(customer_id)


async def withdraw(person: SignedIn, customer_id: UUID, approval_id: UUID) -> None:
    """Take one's own request for an approval back."""
    await console().perform(withdraw_approval, actor=person.actor, approval_id=approval_id)
    live.hub().changed(customer_id)


async def new_customer(person: SignedIn, form: Mapping[str, str]) -> UUID:
    """Create a customer from the fields of the form; an address counts as given once one of its fields is."""
    address = {name: form.get(name, "") for name in _ADDRESS}
    customer_id: UUID = await console().perform(
        create_customer,
        actor=person.actor,
        first_name=form.get("first_name", ""),
        last_name=form.get("last_name", ""),
        emails=_given(form.get("email", "")),
        phones=_given(form.get("phone", "")),
        addresses=[address] if any(value.strip() for value in address.values()) else [],
        language=form.get("language", "en"),
        time_zone=person.time_zone,
    )
    return customer_id


def _given(text: str) -> list[str]:
    return [text] if text.strip() else []
