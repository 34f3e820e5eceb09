"""Go back to rules that were live before."""

from sqlalchemy import select

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.rules import RuleVersion
from domain.work.unit import Unit
from rules_engine.publishing.draft import record
from rules_engine.publishing.live import live_activation
from rules_engine.publishing.publish_draft import activate
from rules_engine.publishing.rights import right_to


def roll_back(unit: Unit, *, family: str, version: int, reason: str) -> None:
    """Make an earlier version live again, at once. It was reviewed when it was published, so nobody is asked again.

    Records `rules.rolled_back`. Refuses with `NotFound` an unknown version, with `Conflict` the one that is live.
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("publish", family))
    why = clean_text(reason, field="reason", most=500)
    query = select(RuleVersion).where(RuleVersion.family == family, RuleVersion.number == version)
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound.of("version", "version", version)
    live = live_activation(unit, family)
    if live is not None and live.version_id == found.id:
        raise Conflict(
            code="already_live",
            en=f"Version {version} is live already.",
            fr=f"La version {version} est déjà en vigueur.",
        )
    activate(unit, found, kind="rollback", starts_at=unit.now, reason=why)
    record(unit, "rules.rolled_back", family, version=version, reason=why)
