"""Put a file beside a customer or one of their orders, and take it away again."""

from uuid import UUID

from sqlalchemy import func, select

from domain.customers.load import load_customer
from domain.documents.keep import keep_document
from domain.documents.kinds import check_file
from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.document import Document
from domain.models.order import Order
from domain.work.family import members_of
from domain.work.unit import Unit

MOST_FILES = 200  # beside one customer


def attach(unit: Unit, *, customer_id: UUID, name: str, content: bytes, order_id: UUID | None = None) -> UUID:
    """Keep `content` as an attachment and tell its id. Records `document.added`.

    Refuses with `Invalid` naming `content` what is no image, PDF or text, or too large, and with `Conflict` one file
    too many.
    """
    unit.actor.require(Permission.NOTES_WRITE)
    title = clean_text(name.replace("\\", "/").rsplit("/", 1)[-1] if name else name, field="name", most=200)
    media_type = check_file(content, field="content")
    _lock_owner(unit, customer_id, order_id)
    standing = select(func.count()).where(Document.customer_id == customer_id, Document.removed_at.is_(None))
    if unit.session.execute(standing).scalar_one() >= MOST_FILES:
        raise Conflict(
            code="too_many_files",
            en=f"There are {MOST_FILES} files already. Remove one first.",
            fr=f"Il y a déjà {MOST_FILES} fichiers. Supprimez-en un d’abord.",
        )
    kept = keep_document(
        unit, content, kind="attachment", name=title, media_type=media_type, customer_id=customer_id, order_id=order_id
    )
    return kept.id


def remove_attachment(unit: Unit, *, document_id: UUID) -> None:
    """Take an attachment away; its row stays. Records `document.removed`; a second time changes nothing."""
    unit.actor.require(Permission.NOTES_WRITE)
    query = select(Document).where(Document.id == document_id, Document.kind == "attachment").with_for_update()
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None or found.customer_id is None:
        raise NotFound.of("attachment", "pièce jointe", document_id)
    if found.removed_at is not None:
        return
    found.removed_at = unit.now
    unit.record(
        "document.removed",
        stream=Stream.of_customer(found.customer_id),
        customer_id=found.customer_id,
        order_id=found.order_id,
        data={"document_id": str(found.id)},
        texts={"name": found.name},
    )


def _lock_owner(unit: Unit, customer_id: UUID, order_id: UUID | None) -> None:
    owner = load_customer(unit, customer_id)
    theirs = select(Order.id).where(Order.id == order_id, Order.customer_id.in_(members_of(unit, owner.id)))
    if order_id is not None and unit.session.execute(theirs).scalar_one_or_none() is None:
        raise NotFound.of("order", "commande", order_id)
