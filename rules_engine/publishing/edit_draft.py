"""Change one rule, one table or one example of a draft, leaving the rest as it stands."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.kernel.permissions import Permission
from domain.models.rules import RuleDraft
from domain.work.unit import Unit
from rules_engine.publishing.draft import family_of, load_draft
from rules_engine.publishing.parts import (
    PartKind,
    with_calendar,
    with_example,
    with_list,
    with_part,
    without_calendar,
    without_example,
    without_part,
)
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.save_draft import save_draft


def put_part(
    unit: Unit, *, draft_id: UUID, expected_version: int, kind: PartKind, part: Mapping[str, Any], replacing: str = ""
) -> int:
    """Keep a rule or table: in the place of `replacing`, or as a new one. Else as `save_draft`."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, document=with_part(draft.document, kind, part, replacing=replacing))


def drop_part(unit: Unit, *, draft_id: UUID, expected_version: int, kind: PartKind, id: str) -> int:
    """Take a rule or table out. Else as `save_draft`."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, document=without_part(draft.document, kind, id))


def put_list(
    unit: Unit,
    *,
    draft_id: UUID,
    expected_version: int,
    name: str,
    values: Sequence[str],
    called: Mapping[str, str] | None = None,
) -> int:
    """Keep what is on a list that rules name, and what people call it in either language (None: what they do already).
    Else as `save_draft`: a value that a rule needs cannot go.
    """
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, document=with_list(draft.document, name, values, called))


def put_calendar(
    unit: Unit,
    *,
    draft_id: UUID,
    expected_version: int,
    name: str,
    calendar: Mapping[str, Any],
    called: Mapping[str, str] | None = None,
) -> int:
    """Keep opening hours that rules name, and what people call them. Else as `save_draft`."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, document=with_calendar(draft.document, name, calendar, called))


def drop_calendar(unit: Unit, *, draft_id: UUID, expected_version: int, name: str) -> int:
    """Take a calendar out. Else as `save_draft`: one that a rule names cannot go."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, document=without_calendar(draft.document, name))


def add_example(unit: Unit, *, draft_id: UUID, expected_version: int, example: Mapping[str, Any]) -> int:
    """Keep one more example. Else as `save_draft`."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, examples=[*draft.examples, example])


def change_example(unit: Unit, *, draft_id: UUID, expected_version: int, name: str, example: Mapping[str, Any]) -> int:
    """Keep `example` in the place of the one of this name. Else as `save_draft`."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, examples=with_example(draft.examples, name, example))


def drop_example(unit: Unit, *, draft_id: UUID, expected_version: int, name: str) -> int:
    """Take the example of this name out. Else as `save_draft`."""
    draft = _mine(unit, draft_id, expected_version)
    return _save(unit, draft, examples=without_example(draft.examples, name))


def _mine(unit: Unit, draft_id: UUID, expected_version: int) -> RuleDraft:
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family_of(unit, draft_id)))
    return load_draft(unit, draft_id, expected_version)


def _save(
    unit: Unit,
    draft: RuleDraft,
    *,
    document: Mapping[str, Any] | None = None,
    examples: Sequence[Mapping[str, Any]] | None = None,
) -> int:
    return save_draft(
        unit,
        draft_id=draft.id,
        expected_version=draft.version,
        document=draft.document if document is None else document,
        examples=draft.examples if examples is None else examples,
    )
