"""Begin to write rules."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.models.rules import RuleDraft, RuleVersion
from domain.work.unit import Unit
from rules_engine.publishing.draft import record
from rules_engine.publishing.live import live_activation
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.save_draft import writer

LONGEST_TITLE = 200


def start_draft(
    unit: Unit, *, family: str, title: str, from_version: int | None = None, title_fr: str | None = None
) -> UUID:
    """Begin a draft from a version (the live one without `from_version`; nothing where there is none) and tell its id.

    `title_fr` is its title in French: "" where it is in English only, the title itself where it is in French only.
    Records `rules.draft_started`. Refuses with `Invalid` an empty title, with `NotFound` an unknown version.
    """
    unit.actor.require(right_to("draft", family))
    name = clean_text(title, field="title", most=LONGEST_TITLE)
    base = _base(unit, family, from_version)
    draft = RuleDraft(
        id=new_id(at=unit.now),
        family=family,
        title=name,
        title_fr=clean_french(title_fr),
        base_version_id=base.id if base else None,
        document=base.document if base else _empty(family),
        examples=base.examples if base else [],
        status="open",
        writers=[writer(unit)],
        made_at=unit.now,
        changed_by=unit.actor.name,
        changed_at=unit.now,
        version=1,
    )
    unit.session.add(draft)
    unit.session.flush()
    record(unit, "rules.draft_started", family, draft_id=str(draft.id), title=name, base=base.number if base else None)
    return draft.id


def clean_french(title_fr: str | None) -> str | None:
    """The French title, or `Invalid`; None where nobody said."""
    if title_fr is None:
        return None
    return clean_text(title_fr, field="title_fr", most=LONGEST_TITLE, required=False)


def _base(unit: Unit, family: str, number: int | None) -> RuleVersion | None:
    if number is None:
        live = live_activation(unit, family)
        return unit.session.get(RuleVersion, live.version_id) if live else None
    query = select(RuleVersion).where(RuleVersion.family == family, RuleVersion.number == number)
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound.of("version", "version", number)
    return found


def _empty(family: str) -> dict[str, Any]:
    return {"format": 1, "family": family, "rules": []}
