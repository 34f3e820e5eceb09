"""Take a person's data away and leave the books and the chain of events whole."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import Customer
from domain.models.document import Document
from domain.privacy.emptied import empty_everything
from domain.privacy.holdings import HOLDINGS
from domain.privacy.open_matters import refuse_open_matters
from domain.work.family import family_of
from domain.work.unit import Unit

REMOVE_FILES: Final = "privacy.remove_files"
NAME: Final = "Erased customer"
LONGEST_REASON: Final = 300


def erase_customer(unit: Unit, *, customer_id: UUID, reason: str) -> None:
    """Empty everything personal about the person, merged records included, for good.

    Names, contacts, notes, messages, texts of events, tokens, quotes, evidence and files go; of delivery addresses the
    country, the region and the beginning of the postal code stay. Orders, payments and stock stay as they are, and so
    do the events: of a text only its salted digest is left, without the salt. Afterwards nothing can be added to the
    customer. Records `customer.erased`; erasing again changes nothing.

    Refuses with `Conflict` while orders, returns, payments, disputes or approvals are open; see `open_matters`.
    """
    unit.actor.require(Permission.CUSTOMERS_ERASE)
    why = clean_text(reason, field="reason", most=LONGEST_REASON)
    records = _lock(unit, customer_id)
    if all(record.erased_at is not None for record in records):
        return
    members = [record.id for record in records]
    refuse_open_matters(unit, members)
    files = _files(unit, members)
    empty_everything(unit, members)
    for record in records:
        _forget(unit, record)
        unit.record(
            "customer.erased", stream=Stream.of_customer(record.id), customer_id=record.id, data={"reason": why}
        )
    if files:
        unit.defer(REMOVE_FILES, sha256=files)


def remove_files(unit: Unit, *, sha256: Sequence[str]) -> int:
    """Remove the bytes of files that no document has any longer; how many. To be run once their documents are gone."""
    unit.actor.require(Permission.CUSTOMERS_ERASE)
    kept = select(Document.sha256).where(Document.sha256.in_(sha256), Document.removed_at.is_(None))
    unused = set(sha256) - set(unit.session.execute(kept).scalars())
    if not unit.previewing:
        for each in sorted(unused):
            unit.ports.storage.remove(each)
    return len(unused)


def _lock(unit: Unit, customer_id: UUID) -> list[Customer]:
    """All records of the person, in the order of their ids."""
    while True:
        members = family_of(unit, customer_id).members
        query = select(Customer).where(Customer.id.in_(members)).order_by(Customer.id).with_for_update()
        records = list(unit.session.execute(query).scalars())
        if family_of(unit, customer_id).members == members:  # not merged or taken apart while we waited
            return records


def _files(unit: Unit, members: Sequence[UUID]) -> list[str]:
    documents = next(each for each in HOLDINGS if each.model is Document)
    query = select(Document.sha256).where(documents.of(members), Document.removed_at.is_(None)).distinct()
    return sorted(unit.session.execute(query).scalars())


def _forget(unit: Unit, record: Customer) -> None:
    record.first_name, record.last_name, record.sort_key = "", NAME, NAME.casefold()
    record.source = record.external_ref = None
    record.language, record.time_zone, record.tier = "en", "UTC", "standard"
    record.erased_at, record.version = unit.now, record.version + 1
