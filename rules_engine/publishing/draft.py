"""A draft as the use cases handle it: loaded under its lock, its steps, what is recorded of them."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound, StaleVersion
from domain.models.rules import RuleDraft
from domain.work.unit import Unit

# From which states a step may be taken.
STEPS: Final[dict[str, tuple[str, ...]]] = {
    "open": ("open", "in_review", "approved"),
    "in_review": ("open",),
    "approved": ("in_review",),
    "published": ("approved",),
    "discarded": ("open", "in_review", "approved"),
}


def load_draft(unit: Unit, draft_id: UUID, expected_version: int | None = None) -> RuleDraft:
    """The draft, locked; `NotFound`, or `StaleVersion` where somebody changed it since it was read."""
    query = select(RuleDraft).where(RuleDraft.id == draft_id).with_for_update()
    draft = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if draft is None:
        raise NotFound.of("draft", "brouillon", draft_id)
    if expected_version is not None and draft.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=draft.version)
    return draft


def family_of(unit: Unit, draft_id: UUID) -> str:
    """The family of the draft, or `NotFound`: rights are per family, so it is asked for before anything else."""
    family = unit.session.execute(select(RuleDraft.family).where(RuleDraft.id == draft_id)).scalar_one_or_none()
    if family is None:
        raise NotFound.of("draft", "brouillon", draft_id)
    return family


def step(draft: RuleDraft, to: str) -> None:
    """Move on to state `to` and count the change. Refuses with `Conflict` (`illegal_draft_step`) what cannot follow."""
    if draft.status not in STEPS[to]:
        raise Conflict(
            code="illegal_draft_step",
            en=f"The draft is {_EN[draft.status]}; that step cannot follow.",
            fr=f"Le brouillon est {_FR[draft.status]} ; cette étape ne peut pas suivre.",
        )
    draft.status = to
    draft.version += 1


def record(unit: Unit, type: str, family: str, **data: Any) -> None:
    """Note a step on the chain of the family."""
    unit.record(type, stream=Stream.named(f"rules:{family}"), data={"family": family, **data})


_EN = {
    "open": "being written",
    "in_review": "in review",
    "approved": "approved",
    "published": "published",
    "discarded": "discarded",
}
_FR = {
    "open": "en cours de rédaction",
    "in_review": "en relecture",
    "approved": "approuvé",
    "published": "publié",
    "discarded": "abandonné",
}
