"""Give up a draft."""

from uuid import UUID

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.draft import family_of, load_draft, record, step
from rules_engine.publishing.rights import right_to


def discard_draft(unit: Unit, *, draft_id: UUID, expected_version: int) -> None:
    """Give up a draft that is not published; it stays readable. Records `rules.draft_discarded`."""
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family_of(unit, draft_id)))
    draft = load_draft(unit, draft_id, expected_version)
    step(draft, "discarded")
    record(unit, "rules.draft_discarded", draft.family, draft_id=str(draft.id), title=draft.title)
