"""What every channel promises, and how it fails."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it is handed over. `id` is our row's; `first_tried_at` is when it was first handed over.

    `answers` are the Message-IDs of the e-mails before it, oldest first; `automatic`: no person wrote it. `not_these`
    are references of the vendor's that are known to be other messages.
    """

    id: UUID
    address: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    attachments: tuple[Attachment, ...] = ()
    first_tried_at: datetime | None = None
    answers: tuple[str, ...] = ()
    automatic: bool = True
    not_these: frozenset[str] = frozenset()


class NotSent(Exception):
    """The vendor has it not: now (`permanent` False, it may work later) or ever."""

    def __init__(self, problem: str, *, permanent: bool) -> None:
        super().__init__(problem)
        self.problem = problem
        self.permanent = permanent


class FateUnknown(Exception):
    """It was handed over and nobody knows whether it arrived there."""


class Channel(Protocol):
    """Each call blocks. Raises `NotSent` or `FateUnknown`."""

    def send(self, parcel: Parcel) -> str:
        """Hand it over; the vendor's reference."""

    def find(self, parcel: Parcel) -> str | None:
        """The vendor's reference of an earlier try that arrived, None if there is none. For channels that can tell."""
