"""Read files and what is known of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.document import Document
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A file: `size` in bytes, `sha256` of its bytes in hexadecimal."""

    id: UUID
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    customer_id: UUID | None
    order_id: UUID | None
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file with its bytes."""

    row: DocumentRow
    content: bytes


def documents(
    unit: Unit, *, customer_id: UUID | None = None, order_id: UUID | None = None, limit: int = 200
) -> tuple[DocumentRow, ...]:
    """The files beside a customer, or one order, newest first; those removed are left out."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = select(*_columns()).where(Document.removed_at.is_(None))
    if customer_id is not None:
        query = query.where(Document.customer_id == customer_id)
    if order_id is not None:
        query = query.where(Document.order_id == order_id)
    rows = unit.session.execute(query.order_by(Document.made_at.desc(), Document.id.desc()).limit(limit))
    return tuple(_row(row) for row in rows)


def document(unit: Unit, *, document_id: UUID) -> File:
    """One file whole, or `NotFound`: never there, removed, or its bytes are gone."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = select(*_columns()).where(Document.id == document_id, Document.removed_at.is_(None))
    found = unit.session.execute(query).one_or_none()
    if found is None:
        raise NotFound.of("file", "fichier", document_id)
    try:
        return File(_row(found), unit.ports.storage.read(found.sha256))
    except FileNotFoundError as error:
        raise NotFound.of("file", "fichier", document_id) from error


def _columns() -> tuple[Any, ...]:
    names = ("id", "kind", "name", "media_type", "size", "sha256", "customer_id", "order_id", "made_by", "made_at")
    return tuple(getattr(Document, name) for name in names)


def _row(row: Any) -> DocumentRow:
    return DocumentRow(*row)
