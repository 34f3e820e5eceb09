"""Begin to write rules from a file."""

from uuid import UUID

from domain.work.unit import Unit
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.rules_file import read_file
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft


def draft_from_file(unit: Unit, *, family: str, title: str, content: bytes) -> UUID:
    """Begin a draft that says what the file says, and tell its id. Records as `start_draft` and `save_draft`.

    Refuses with `Invalid` an empty title, and what cannot be read: every fault stands in its details.
    """
    unit.actor.require(right_to("draft", family))
    found = read_file(content, family=family, now=unit.now)
    begun = start_draft(unit, family=family, title=title)
    save_draft(unit, draft_id=begun, expected_version=1, document=found.document, examples=found.examples or ())
    return begun
