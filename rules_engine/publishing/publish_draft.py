"""Make a reviewed draft the rules that decide."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.rules import RuleActivation, RuleDraft, RuleVersion
from domain.work.unit import Unit
from rules_engine.publishing.check import digest_of, refuse_unsound
from rules_engine.publishing.draft import family_of, load_draft, record, step
from rules_engine.publishing.rights import right_to


def publish_draft(unit: Unit, *, draft_id: UUID, expected_version: int, starts_at: datetime | None = None) -> int:
    """Keep an approved draft as the next version of its family, live from `starts_at` (at once without it).

    Tells the version's number. Records `rules.published`. Refuses with `Conflict` what was not approved, with `Invalid`
    what is unsound by now (`starts_at` in the past, a list or an example that no longer holds).
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("publish", family_of(unit, draft_id)))
    starts = _check_start(unit, starts_at)
    draft = load_draft(unit, draft_id, expected_version)
    step(draft, "published")
    refuse_unsound(draft.family, draft.document, draft.examples, at=starts)
    version = _version_of(unit, draft)
    unit.session.add(version)
    unit.session.flush()
    activate(unit, version, kind="publish", starts_at=starts)
    said = {"version": version.number, "title": draft.title, "starts_at": starts.isoformat()}
    record(unit, "rules.published", draft.family, draft_id=str(draft.id), **said)
    return version.number


def activate(unit: Unit, version: RuleVersion, *, kind: str, starts_at: datetime, reason: str = "") -> None:
    """From `starts_at` on, `version` is live."""
    unit.session.add(
        RuleActivation(
            id=new_id(at=unit.now),
            family=version.family,
            version_id=version.id,
            kind=kind,
            starts_at=starts_at,
            reason=reason,
            actor_id=unit.actor.id,
            actor_name=unit.actor.name,
            at=unit.now,
        )
    )
    unit.session.flush()


def _version_of(unit: Unit, draft: RuleDraft) -> RuleVersion:
    # Two who publish at once in a family get numbers one after the other.
    unit.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": f"rules:{draft.family}"})
    last = select(func.coalesce(func.max(RuleVersion.number), 0)).where(RuleVersion.family == draft.family)
    return RuleVersion(
        id=new_id(at=unit.now),
        family=draft.family,
        number=unit.session.execute(last).scalar_one() + 1,
        title=draft.title,
        title_fr=draft.title_fr,
        document=draft.document,
        examples=draft.examples,
        digest=digest_of(draft.document, draft.examples),
        written_by=", ".join(writer["name"] for writer in draft.writers),
        reviewed_by=draft.reviewed_by,
        published_by_id=unit.actor.id,
        published_by=unit.actor.name,
        published_at=unit.now,
    )


def _check_start(unit: Unit, starts_at: datetime | None) -> datetime:
    if starts_at is None:
        return unit.now
    if starts_at.tzinfo is None or starts_at < unit.now:
        raise Invalid(
            field="starts_at",
            code="in_the_past",
            en="“starts_at” must be a time to come, with its time zone.",
            fr="« starts_at » doit être un moment à venir, avec son fuseau horaire.",
        )
    return starts_at
