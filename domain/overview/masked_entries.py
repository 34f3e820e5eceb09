"""Delivery addresses in a timeline, as somebody sees them who has not made sure yet of whom they speak with."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from domain.identity.assure import is_assured, sees_plainly
from domain.kernel.masking import HIDDEN
from domain.kernel.page import Page
from domain.models.order import Order
from domain.overview.rows import TimelineEntry
from domain.work.unit import Unit

# The texts that hold an address, and what the event itself says of its place.
_PLACES = {"address": "place", "old_address": "old_place"}


def shown_entries(
    unit: Unit, page: Page[TimelineEntry], *, customer_id: UUID | None, order_id: UUID | None
) -> Page[TimelineEntry]:
    """The page; masked unless the actor has made sure of the customer, or of that of the order."""
    if sees_plainly(unit.actor) or not any(_PLACES.keys() & each.texts.keys() for each in page.items):
        return page
    of_order = select(Order.customer_id).where(Order.id == order_id)
    owner = customer_id or unit.session.execute(of_order).scalar_one_or_none()
    return page if owner is not None and is_assured(unit, owner) else masked_entries(page)


def masked_entries(page: Page[TimelineEntry]) -> Page[TimelineEntry]:
    """The page with the town and the country of each address, and no more."""
    return replace(page, items=tuple(_masked(each) for each in page.items))


def _masked(entry: TimelineEntry) -> TimelineEntry:
    texts = {
        field: text and str(entry.data.get(_PLACES[field]) or HIDDEN) if field in _PLACES else text
        for field, text in entry.texts.items()
    }
    return replace(entry, texts=texts)
