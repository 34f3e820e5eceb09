"""Files beside the records (attachments, labels, evidence), and who watches what."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Document(Base):
    """A file in the storage, by the SHA-256 of its bytes. Removing it keeps the row."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_customer", "customer_id", "made_at"),
        Index("ix_documents_order", "order_id"),
        CheckConstraint("kind IN ('attachment', 'return_label', 'evidence', 'export')", name="kind"),
    )

    id: Mapped[Key]
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    return_id: Mapped[UUID | None] = mapped_column(ForeignKey("returns.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Watcher(Base):
    """Somebody of staff who wants to hear of a customer or an order. They know what happened until `seen_at`, if it is
    set, at least until `since`.
    """

    __tablename__ = "watchers"
    __table_args__ = (CheckConstraint("subject_kind IN ('customer', 'order')", name="subject_kind"),)

    subject_kind: Mapped[str] = mapped_column(Text, primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"), primary_key=True)
    since: Mapped[datetime]
    seen_at: Mapped[datetime | None]
