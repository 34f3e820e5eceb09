"""What a draft or a version says otherwise than another version."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.changes.compare import Changes, compare
from rules_engine.changes.unified import yaml_diff
from rules_engine.document.model import Document, Rule, Table
from rules_engine.document.parse import parse_document
from rules_engine.publishing.queries import draft, version
from rules_engine.publishing.rows import DraftRow, VersionRow
from rules_engine.readback.sentence import rule_sentence
from rules_engine.vocabulary.families import family_of


@dataclass(frozen=True, slots=True)
class Compared:
    """`against` is the number of the version on the left; None: there is none, so everything is new. `yaml`: the same
    as a unified diff of both files.
    """

    against: int | None
    before: Document
    after: Document
    changes: Changes
    yaml: str


def changes_of(
    unit: Unit, *, family: str, number: int | None = None, draft_id: UUID | None = None, against: int | None = None
) -> Compared:
    """The draft, or the version `number` (the live one without either), against the version `against`: without it a
    draft against the live version, a version against the one before. `NotFound` names what is not there; before the
    first version everything counts as added.
    """
    unit.actor.require(Permission.RULES_READ)
    newer = _draft_of(unit, family, draft_id) if draft_id else version(unit, family=family, number=number)
    older = _older(unit, family, against, newer)
    before = parse_document(older.document) if older else Document(family_of(family))
    after = parse_document(newer.document)
    before, after = _as_called(before, after), _as_called(after, before)
    changes = compare(before, after, examples_before=older.examples if older else (), examples_after=newer.examples)
    named = f"version-{older.number}.yaml" if older else "nothing"
    names = (named, f"version-{newer.number}.yaml" if isinstance(newer, VersionRow) else "draft.yaml")
    return Compared(older.number if older else None, before, after, changes, yaml_diff(before, after, names=names))


def _as_called(document: Document, other: Document) -> Document:
    """Rules from before there were names are read in those of the other."""
    return document if document.names else replace(document, family=other.family)


def compared_as_plain(found: Compared) -> dict[str, Any]:
    """As JSON: each rule with its sentence before and after in both languages."""
    changes = found.changes
    return {
        "against": found.against,
        "parts": [
            {
                "id": each.part.id,
                "kind": each.kind,
                "change": each.change,
                "moved": each.moved,
                "name": {"en": each.part.name.en, "fr": each.part.name.fr},
                "before": _sentences(each.before, found.before),
                "after": _sentences(each.after, found.after),
                "rows": len(each.rows),
            }
            for each in changes.parts
        ],
        "lists": [each.name for each in changes.lists],
        "calendars": [each.name for each in changes.calendars],
        "examples": [each.name for each in changes.examples],
        "yaml": found.yaml,
    }


def _sentences(part: Rule | Table | None, document: Document) -> dict[str, str] | None:
    if not isinstance(part, Rule):
        return None
    return {language: rule_sentence(part, document.family, language) for language in ("en", "fr")}


def _draft_of(unit: Unit, family: str, draft_id: UUID) -> DraftRow:
    row = draft(unit, draft_id=draft_id)
    if row.family != family:
        raise NotFound.of("draft", "brouillon", draft_id)
    return row


def _older(unit: Unit, family: str, against: int | None, newer: DraftRow | VersionRow) -> VersionRow | None:
    if against is None and isinstance(newer, VersionRow):
        return version(unit, family=family, number=newer.number - 1) if newer.number > 1 else None
    try:
        return version(unit, family=family, number=against)
    except NotFound:
        if against is not None:
            raise
        return None
