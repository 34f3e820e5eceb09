"""Read families, drafts and versions."""

from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.rules import FAMILIES, RuleActivation, RuleDraft, RuleVersion
from domain.work.unit import Unit
from rules_engine.publishing.live import live_activation
from rules_engine.publishing.rights import check_family
from rules_engine.publishing.rows import ActivationRow, DraftRow, FamilyRow, VersionRow

_WORKED_ON = ("open", "in_review", "approved")


def families(unit: Unit) -> tuple[FamilyRow, ...]:
    """All four, in their order, with what is live and what is being written."""
    unit.actor.require(Permission.RULES_READ)
    counted = select(RuleDraft.family, RuleDraft.status, func.count()).where(RuleDraft.status.in_(_WORKED_ON))
    counts = {
        (row[0], row[1]): row[2] for row in unit.session.execute(counted.group_by(RuleDraft.family, RuleDraft.status))
    }
    return tuple(_family(unit, family, counts) for family in FAMILIES)


def drafts(unit: Unit, *, family: str, also_ended: bool = False) -> tuple[DraftRow, ...]:
    """The drafts of a family that are worked on, the last changed first; with `also_ended` all of them."""
    unit.actor.require(Permission.RULES_READ)
    query = select(RuleDraft, RuleVersion.number).outerjoin(RuleVersion, RuleVersion.id == RuleDraft.base_version_id)
    query = query.where(RuleDraft.family == check_family(family)).order_by(RuleDraft.changed_at.desc(), RuleDraft.id)
    if not also_ended:
        query = query.where(RuleDraft.status.in_(_WORKED_ON))
    return tuple(_draft(found, base) for found, base in unit.session.execute(query.limit(200)))


def draft(unit: Unit, *, draft_id: UUID) -> DraftRow:
    """One draft, or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    query = select(RuleDraft, RuleVersion.number).outerjoin(RuleVersion, RuleVersion.id == RuleDraft.base_version_id)
    row = unit.session.execute(query.where(RuleDraft.id == draft_id)).one_or_none()
    if row is None:
        raise NotFound.of("draft", "brouillon", draft_id)
    return _draft(row[0], row[1])


def versions(unit: Unit, *, family: str, limit: int = 100) -> tuple[VersionRow, ...]:
    """The versions of a family, newest first."""
    unit.actor.require(Permission.RULES_READ)
    live = live_activation(unit, check_family(family))
    query = select(RuleVersion).where(RuleVersion.family == family).order_by(RuleVersion.number.desc()).limit(limit)
    return tuple(_version(each, live) for each in unit.session.execute(query).scalars())


def version(unit: Unit, *, family: str, number: int | None = None) -> VersionRow:
    """One version (the live one without `number`), or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    live = live_activation(unit, check_family(family))
    query = select(RuleVersion).where(RuleVersion.family == family)
    if number is not None:
        query = query.where(RuleVersion.number == number)
    elif live is not None:
        query = query.where(RuleVersion.id == live.version_id)
    found = unit.session.execute(query).scalars().first() if number is not None or live is not None else None
    if found is None:
        raise NotFound.of("version", "version", number if number is not None else family)
    return _version(found, live)


def history(unit: Unit, *, family: str, limit: int = 100) -> tuple[ActivationRow, ...]:
    """What was live when, newest first; what is to start yet included."""
    unit.actor.require(Permission.RULES_READ)
    query = (
        select(
            RuleVersion.number,
            RuleVersion.title,
            RuleVersion.title_fr,
            RuleActivation.kind,
            RuleActivation.starts_at,
            RuleActivation.reason,
            RuleActivation.actor_name,
            RuleActivation.at,
        )
        .join(RuleVersion, RuleVersion.id == RuleActivation.version_id)
        .where(RuleActivation.family == check_family(family))
        .order_by(RuleActivation.starts_at.desc(), RuleActivation.id.desc())
        .limit(limit)
    )
    return tuple(ActivationRow(*row) for row in unit.session.execute(query))


def _family(unit: Unit, family: str, counts: dict[tuple[str, str], int]) -> FamilyRow:
    entries = history(unit, family=family, limit=20)
    live = next((each for each in entries if each.starts_at <= unit.now), None)
    to_come = [each for each in entries if each.starts_at > unit.now]
    following = to_come[-1] if to_come else None
    return FamilyRow(
        family=family,
        live=live.version if live else None,
        live_since=live.starts_at if live else None,
        next_version=following.version if following else None,
        next_at=following.starts_at if following else None,
        drafts=sum(counts.get((family, status), 0) for status in _WORKED_ON),
        in_review=counts.get((family, "in_review"), 0),
    )


def _draft(found: RuleDraft, base: int | None) -> DraftRow:
    return DraftRow(
        id=found.id,
        family=found.family,
        title=found.title,
        title_fr=found.title_fr,
        base=base,
        document=found.document,
        examples=found.examples,
        status=found.status,
        writers=tuple(writer["name"] for writer in found.writers),
        writer_ids=frozenset(writer["id"] for writer in found.writers if writer["id"]),
        made_at=found.made_at,
        changed_by=found.changed_by,
        changed_at=found.changed_at,
        submitted_by=found.submitted_by,
        submitted_at=found.submitted_at,
        reviewed_by=found.reviewed_by,
        reviewed_at=found.reviewed_at,
        review_note=found.review_note,
        version=found.version,
    )


def _version(found: RuleVersion, live: RuleActivation | None) -> VersionRow:
    return VersionRow(
        id=found.id,
        family=found.family,
        number=found.number,
        title=found.title,
        title_fr=found.title_fr,
        document=found.document,
        examples=found.examples,
        digest=found.digest,
        written_by=found.written_by,
        reviewed_by=found.reviewed_by,
        published_by=found.published_by,
        published_at=found.published_at,
        live=live is not None and live.version_id == found.id,
    )
