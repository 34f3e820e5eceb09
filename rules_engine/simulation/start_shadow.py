"""Let a draft run beside the live version."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.simulation import RuleShadow
from domain.work.unit import Unit
from rules_engine.publishing.check import digest_of
from rules_engine.publishing.draft import family_of, load_draft, record
from rules_engine.publishing.rights import right_to
from rules_engine.simulation.sums import no_sums

LONGEST: Final = 90  # days
USUAL: Final = 7
SHADOWED: Final = ("open", "in_review", "approved")

_RUNNING: Final = text("SELECT id FROM rule_shadows WHERE draft_id = :draft_id AND status = 'running'")


def start_shadow(unit: Unit, *, draft_id: UUID, days: int = USUAL) -> UUID:
    """From now on, and for `days` days, every decision of the family is compared with what the draft, as it stands,
    says to the same facts. It has no effect on anything. Tells the shadow's id.

    Records `rules.shadow_started`. Refuses with `Invalid` days from none to too many, with `Conflict` a draft that is
    published or discarded, or runs already.
    """
    unit.actor.require(Permission.RULES_READ)
    family = family_of(unit, draft_id)
    unit.actor.require(right_to("draft", family))
    _check_days(days)
    draft = load_draft(unit, draft_id)
    if draft.status not in SHADOWED:
        raise Conflict(
            code="draft_ended",
            en="The draft is published or discarded; it cannot run beside the live version.",
            fr="Le brouillon est publié ou abandonné ; il ne peut pas tourner à côté de la version en vigueur.",
        )
    _refuse_second(unit, draft_id)
    shadow = RuleShadow(
        id=new_id(at=unit.now),
        family=family,
        draft_id=draft_id,
        title=draft.title,
        document=draft.document,
        digest=digest_of(draft.document, ()),
        sums=no_sums(),
        started_by_id=unit.actor.id,
        started_by=unit.actor.name,
        started_at=unit.now,
        ends_at=unit.now + timedelta(days=days),
        compared_to=unit.now,
    )
    unit.session.add(shadow)
    unit.session.flush()
    said = {"draft_id": str(draft_id), "shadow_id": str(shadow.id), "title": draft.title, "days": days}
    record(unit, "rules.shadow_started", family, **said)
    return shadow.id


def _check_days(days: int) -> None:
    if not 1 <= days <= LONGEST:
        raise Invalid(
            field="days",
            code="out_of_range",
            en=f"“days” must be from 1 to {LONGEST}.",
            fr=f"« days » doit être compris entre 1 et {LONGEST}.",
        )


def _refuse_second(unit: Unit, draft_id: UUID) -> None:
    """The draft is locked: two who start it at once come one after the other."""
    if unit.session.execute(_RUNNING, {"draft_id": draft_id}).first() is not None:
        raise Conflict(
            code="already_running",
            en="This draft runs beside the live version already.",
            fr="Ce brouillon tourne déjà à côté de la version en vigueur.",
        )
