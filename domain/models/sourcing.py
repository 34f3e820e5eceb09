"""Where order lines were to come from, and why, each time that was decided."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class LineSourcing(Base):
    """What sourcing answered about a line: the node (None: none has all of it), and in `answer` what it was compared
    with. `decision_id` is what the rules said, None where there were none. Rows never change; the last one holds.
    """

    __tablename__ = "line_sourcings"
    __table_args__ = (
        Index("ix_line_sourcings_line", "order_line_id", "at"),
        Index("ix_line_sourcings_order", "order_id", "at"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"))
    node_id: Mapped[UUID | None] = mapped_column(ForeignKey("nodes.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    promised_on: Mapped[date | None]
    answer: Mapped[dict[str, Any]]
    at: Mapped[datetime]
