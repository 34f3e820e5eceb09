"""Where cases wait, and what happens when nobody comes."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base


class Queue(Base):
    """A queue by the name that rules use. `service_level` holds where the rules name none; `calendar` are its hours.

    A case that nobody took for `relax_after` seconds asks for one skill less, and so on; after `overflow_after` it
    moves to `overflow_queue`.
    """

    __tablename__ = "queues"
    __table_args__ = (
        CheckConstraint("relax_after > 0 AND overflow_after > 0", name="seconds"),
        CheckConstraint("(overflow_after IS NULL) = (overflow_queue IS NULL)", name="overflow"),
    )

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[dict[str, str]]
    service_level: Mapped[str] = mapped_column(Text, server_default="")
    calendar: Mapped[str | None] = mapped_column(ForeignKey("business_calendars.name"))
    relax_after: Mapped[int | None]
    overflow_after: Mapped[int | None]
    overflow_queue: Mapped[str | None] = mapped_column(ForeignKey("queues.name"))
    version: Mapped[int] = mapped_column(server_default="1")
