"""What the panels about a whole record ask of the domain, as the person on the screen."""

from collections.abc import Collection
from uuid import UUID

from console import live
from console.bootstrap import console
from console.ui.figures import Reader
from console.workspace.person.present import side
from console.workspace.person.rows import SideRow
from console.workspace.search.present import found_customers
from console.workspace.search.rows import FoundRow
from domain.customers.merge import merge_customers, undo_merge
from domain.customers.queries import customer
from domain.kernel.errors import Conflict
from domain.privacy.erase import erase_customer
from domain.search.search import search
from domain.staff.sessions import SignedIn


async def record(person: SignedIn, reader: Reader, customer_id: UUID) -> tuple[SideRow, tuple[str, ...]]:
    """The record that people see of this customer, and the ids of all that stand for the same person."""
    card = await console().ask(customer, person.actor, customer_id=customer_id)
    return side(card, reader), tuple(map(str, card.members))


async def others(person: SignedIn, reader: Reader, text: str, but: Collection[str]) -> list[FoundRow]:
    """Customers that the text may mean, without the records `but`."""
    found = await console().ask(search, person.actor, text=text)
    return [row for row in found_customers(found.customers, reader) if row.customer not in but]


async def merge(person: SignedIn, kept: UUID, merged: UUID, reason: str) -> None:
    """Let one record stand for both."""
    await console().perform(merge_customers, person.actor, kept_id=kept, merged_id=merged, reason=reason)
    _tell(kept, merged)


async def undo(person: SignedIn, kept: UUID, merged: UUID) -> None:
    """Let the merged record stand for itself again."""
    await console().perform(undo_merge, person.actor, merged_id=merged)
    _tell(kept, merged)


async def in_the_way(person: SignedIn, customer_id: UUID) -> Conflict | None:
    """What an erasure would be refused for now."""
    try:
        await console().preview(erase_customer, person.actor, customer_id=customer_id, reason="preview")
    except Conflict as refusal:
        return refusal
    return None


async def erase(person: SignedIn, customer_id: UUID, reason: str) -> None:
    """Erase what is known of the person, for good."""
    await console().perform(erase_customer, person.actor, customer_id=customer_id, reason=reason)
    _tell(customer_id)


def _tell(*customer_ids: UUID) -> None:
    for customer_id in customer_ids:
        live.hub().changed(customer_id)
