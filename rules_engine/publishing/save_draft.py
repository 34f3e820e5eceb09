"""Change what a draft says."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.work.unit import Unit
from rules_engine.publishing.check import readable
from rules_engine.publishing.draft import family_of, load_draft, record, step
from rules_engine.publishing.rights import right_to


def save_draft(
    unit: Unit,
    *,
    draft_id: UUID,
    expected_version: int,
    document: Mapping[str, Any],
    examples: Sequence[Mapping[str, Any]],
    title: str | None = None,
) -> int:
    """Keep a draft's new text and tell its version; a review that it had is void. Records `rules.draft_changed`.

    It may be unfinished, but must be readable: `Invalid` names the place that is not. Refuses with `StaleVersion` what
    was written over somebody else's change, which is kept, and with `Conflict` a draft that is published or discarded.
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family_of(unit, draft_id)))
    draft = load_draft(unit, draft_id, expected_version)
    kept = readable(draft.family, document, examples)
    step(draft, "open")
    draft.document, draft.examples = kept.document, kept.examples
    if title is not None:
        draft.title = clean_text(title, field="title", most=200)
    me = writer(unit)
    if me not in draft.writers:
        draft.writers = [*draft.writers, me]
    draft.changed_by, draft.changed_at = unit.actor.name, unit.now
    draft.reviewed_by_id, draft.reviewed_by, draft.reviewed_at, draft.review_note = None, "", None, ""
    record(unit, "rules.draft_changed", draft.family, draft_id=str(draft.id), version=draft.version, digest=kept.digest)
    return draft.version


def writer(unit: Unit) -> dict[str, Any]:
    """Who writes, as a draft keeps it: whoever wrote a part cannot review the whole."""
    return {"id": str(unit.actor.id) if unit.actor.id else None, "name": unit.actor.name}
