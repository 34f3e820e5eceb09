"""Put what a file says in the place of what a draft says."""

from uuid import UUID

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.draft import family_of, load_draft
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.rules_file import read_file
from rules_engine.publishing.save_draft import save_draft


def replace_draft(unit: Unit, *, draft_id: UUID, expected_version: int, content: bytes) -> int:
    """Keep the file's rules and tell the draft's version; its examples stay where the file has none.

    Else as `save_draft`; every fault of the file stands in the details of the refusal.
    """
    unit.actor.require(Permission.RULES_READ)
    family = family_of(unit, draft_id)
    unit.actor.require(right_to("draft", family))
    found = read_file(content, family=family, now=unit.now)
    draft = load_draft(unit, draft_id, expected_version)
    examples = draft.examples if found.examples is None else found.examples
    return save_draft(
        unit, draft_id=draft_id, expected_version=expected_version, document=found.document, examples=examples
    )
