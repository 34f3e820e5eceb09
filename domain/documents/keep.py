"""Keep the bytes of a file and note what it is."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.ids import new_id
from domain.models.document import Document
from domain.work.unit import Unit


def keep_document(
    unit: Unit,
    content: bytes,
    *,
    kind: str,
    name: str,
    media_type: str,
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
    return_id: UUID | None = None,
) -> Document:
    """Keep `content`, which is checked already. Records `document.added`.

    The bytes are written at once, by their SHA-256: what is rolled back leaves a file that nothing names, no more.
    """
    kept = Document(
        id=new_id(at=unit.now),
        kind=kind,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256="" if unit.previewing else unit.ports.storage.keep(content),
        customer_id=customer_id,
        order_id=order_id,
        return_id=return_id,
        made_by=unit.actor.name,
        made_at=unit.now,
    )
    unit.session.add(kept)
    unit.session.flush()
    unit.record(
        "document.added",
        stream=Stream.of_customer(customer_id) if customer_id else Stream.of_actor(unit.actor),
        customer_id=customer_id,
        order_id=order_id,
        data={"document_id": str(kept.id), "kind": kind, "sha256": kept.sha256, "size": kept.size},
        texts={"name": name},
    )
    return kept
