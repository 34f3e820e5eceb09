"""Hand a draft to somebody else to read."""

from uuid import UUID

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.check import refuse_unsound
from rules_engine.publishing.draft import family_of, load_draft, record, step
from rules_engine.publishing.rights import right_to


def submit_draft(unit: Unit, *, draft_id: UUID, expected_version: int) -> None:
    """Ask for a review. Records `rules.submitted`.

    Refuses what cannot be published anyway: `Invalid` names the rule that is unsound, or the example that fails.
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family_of(unit, draft_id)))
    draft = load_draft(unit, draft_id, expected_version)
    refuse_unsound(draft.family, draft.document, draft.examples, at=unit.now)
    step(draft, "in_review")
    draft.submitted_by, draft.submitted_at = unit.actor.name, unit.now
    record(unit, "rules.submitted", draft.family, draft_id=str(draft.id), title=draft.title)
