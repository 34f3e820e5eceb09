"""Which version of a family is live at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from domain.models.rules import RuleActivation, RuleVersion
from domain.work.unit import Unit


def live_activation(unit: Unit, family: str, at: datetime | None = None) -> RuleActivation | None:
    """The activation in force at `at` (now without it): the last to start by then; None before the first."""
    query = (
        select(RuleActivation)
        .where(RuleActivation.family == family, RuleActivation.starts_at <= (at or unit.now))
        .order_by(RuleActivation.starts_at.desc(), RuleActivation.id.desc())
        .limit(1)
    )
    return unit.session.execute(query).scalar_one_or_none()


def as_called_now(unit: Unit, version: RuleVersion) -> Mapping[str, Any]:
    """The document of a version. One from before there were names calls things as the live version does."""
    if version.document.get("names"):
        return version.document
    live = live_activation(unit, version.family)
    found = unit.session.get(RuleVersion, live.version_id) if live and live.version_id != version.id else None
    return {**version.document, "names": found.document.get("names", {})} if found else version.document
