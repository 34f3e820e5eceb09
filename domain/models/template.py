"""The words of messages to customers, where somebody changed them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class TemplateVersion(Base):
    """One version of a message in one language; the highest `number` counts. `shipped`: from then on the words that the
    product comes with are used, and the texts are empty. `restored_from` is the number of the version that it repeats.
    """

    __tablename__ = "template_versions"
    __table_args__ = (
        UniqueConstraint("template", "language", "number"),
        CheckConstraint("language IN ('en', 'fr')", name="language"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[Key]
    template: Mapped[str]
    language: Mapped[str]
    number: Mapped[int]
    shipped: Mapped[bool]
    subject: Mapped[str] = mapped_column(Text, server_default="")
    text: Mapped[str] = mapped_column(Text, server_default="")
    sms: Mapped[str] = mapped_column(Text, server_default="")
    restored_from: Mapped[int | None]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class TemplateSwitch(Base):
    """Whether a message is `off`, in both languages; none for those that nobody ever switched."""

    __tablename__ = "template_switches"

    template: Mapped[str] = mapped_column(Text, primary_key=True)
    off: Mapped[bool]
    version: Mapped[int]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
