"""Say of a draft that somebody else wrote whether it is right."""

from uuid import UUID

from domain.kernel.errors import Denied
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.rules import RuleDraft
from domain.work.unit import Unit
from rules_engine.publishing.draft import family_of, load_draft, record, step
from rules_engine.publishing.rights import right_to


def review_draft(unit: Unit, *, draft_id: UUID, expected_version: int, approve: bool, note: str = "") -> None:
    """Approve a draft that waits for review, or send it back to be written; sending back needs a `note`.

    Records `rules.approved` or `rules.sent_back`. Refuses with `Denied` (`own_work`) whoever wrote a part of it: four
    eyes see more than two.
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("review", family_of(unit, draft_id)))
    why = clean_text(note, field="note", most=2_000, required=not approve, lines=True)
    draft = load_draft(unit, draft_id, expected_version)
    _refuse_own_work(unit, draft)
    if draft.status != "in_review":
        step(draft, "approved")  # says which step cannot follow
    step(draft, "approved" if approve else "open")
    draft.reviewed_by_id, draft.reviewed_by, draft.reviewed_at = unit.actor.id, unit.actor.name, unit.now
    draft.review_note = why
    type = "rules.approved" if approve else "rules.sent_back"
    record(unit, type, draft.family, draft_id=str(draft.id), title=draft.title, note=why)


def _refuse_own_work(unit: Unit, draft: RuleDraft) -> None:
    if str(unit.actor.id) in {writer["id"] for writer in draft.writers}:
        raise Denied(
            code="own_work",
            en="You wrote a part of this draft; somebody else has to review it.",
            fr="Vous avez rédigé une partie de ce brouillon ; quelqu’un d’autre doit le relire.",
        )
