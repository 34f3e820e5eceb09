"""What agents answer with: canned replies, and macros that run several steps at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class CannedReply(Base):
    """A text that is written often, in both languages, found by its `shortcut`. `{names}` in it are filled from the
    conversation, its customer and order. Without a `title_fr` the title is the same in both languages.
    """

    __tablename__ = "canned_replies"

    id: Mapped[Key]
    shortcut: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    title_fr: Mapped[str] = mapped_column(Text, server_default="")
    body_en: Mapped[str] = mapped_column(Text, server_default="")
    body_fr: Mapped[str] = mapped_column(Text, server_default="")
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class Macro(Base):
    """Steps that run one after another on a conversation, in one transaction; see `macro_steps`."""

    __tablename__ = "macros"

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(unique=True)
    title_fr: Mapped[str] = mapped_column(Text, server_default="")
    steps: Mapped[list[dict[str, Any]]]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")
