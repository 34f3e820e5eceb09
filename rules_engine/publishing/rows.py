"""How rules are read: plain frozen rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family: its live version (None before the first), the one that is to start next, drafts that are worked on."""

    family: str
    live: int | None
    live_since: datetime | None
    next_version: int | None
    next_at: datetime | None
    drafts: int
    in_review: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version. `live`: it decides now; `activations` are its starts, newest first, with how and why."""

    id: UUID
    family: str
    number: int
    title: str
    title_fr: str | None
    document: Mapping[str, Any]
    examples: Sequence[Mapping[str, Any]]
    digest: str
    written_by: str
    reviewed_by: str
    published_by: str
    published_at: datetime
    live: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft whole. `base` is the number of the version it began from; `version` what a change has to name."""

    id: UUID
    family: str
    title: str
    title_fr: str | None
    base: int | None
    document: Mapping[str, Any]
    examples: Sequence[Mapping[str, Any]]
    status: str
    writers: tuple[str, ...]
    writer_ids: frozenset[str]
    made_at: datetime
    changed_by: str
    changed_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    reviewed_by: str
    reviewed_at: datetime | None
    review_note: str
    version: int


@dataclass(frozen=True, slots=True)
class ActivationRow:
    """A version became live: by whom, when, by publishing or by going back, and why."""

    version: int
    title: str
    title_fr: str | None
    kind: str
    starts_at: datetime
    reason: str
    actor_name: str
    at: datetime
