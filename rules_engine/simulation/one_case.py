"""One of the differences, with the facts and the why of both sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import DomainError, NotFound
from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.decision import Decision
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import evaluate
from rules_engine.simulation.past import RECORDED, Span, Start, pasts_of
from rules_engine.version import version_of

_DIFFERENCE: Final = text(
    """
    SELECT run.family, run.source, run.document, rule_versions.document AS baseline, found.subject_id, found.at
    FROM rule_differences AS found JOIN rule_backtests AS run ON run.id = found.backtest_id
    LEFT JOIN rule_versions ON rule_versions.id = run.baseline_id
    WHERE found.backtest_id = :id AND found.number = :number AND run.family = :family
    """
)
_COMPARISON: Final = text(
    """
    SELECT shadow.family, 'recorded' AS source, shadow.document, NULL AS baseline, found.decision_id AS subject_id,
        found.at
    FROM rule_comparisons AS found JOIN rule_shadows AS shadow ON shadow.id = found.shadow_id
    WHERE found.shadow_id = :id AND found.decision_id = :decision_id
    """
)
_FIRED: Final = text("SELECT fired, version_name FROM decisions WHERE id = :id")


@dataclass(frozen=True, slots=True)
class OneCase:
    """`before` and `after` are decided anew where rules were compared with rules; `fired` is what was recorded, where
    they were compared with that, by `version`. Both decisions are None where the facts cannot be replayed.
    """

    facts: Mapping[str, Any]
    before: Decision | None
    after: Decision | None
    fired: Sequence[Mapping[str, Any]]
    version: str


def replayed_case(unit: Unit, *, family: str, backtest_id: UUID, number: int) -> OneCase:
    """A difference of a backtest, or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    values = {"id": backtest_id, "number": number, "family": family}
    return _one(unit, unit.session.execute(_DIFFERENCE, values).one_or_none(), number)


def compared_case(unit: Unit, *, shadow_id: UUID, decision_id: UUID) -> OneCase:
    """A difference of a shadow, or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    values = {"id": shadow_id, "decision_id": decision_id}
    return _one(unit, unit.session.execute(_COMPARISON, values).one_or_none(), decision_id)


def _one(unit: Unit, row: Any, key: object) -> OneCase:
    if row is None:
        raise NotFound.of("difference", "différence", key)
    start, after_it = Start(0, row.at, row.subject_id), Start(1, row.at, UUID(int=row.subject_id.int + 1))
    pasts = pasts_of(unit, Span(row.family, row.source, start, after_it, datetime.max.replace(tzinfo=row.at.tzinfo)))
    facts = pasts[0].facts if pasts else {}
    recorded = unit.session.execute(_FIRED, {"id": row.subject_id}).one_or_none() if row.source == RECORDED else None
    return OneCase(
        facts=facts,
        before=_decide(row.baseline, facts, row.at),
        after=_decide(row.document, facts, row.at),
        fired=recorded.fired if recorded and row.baseline is None else [],
        version=recorded.version_name if recorded and row.baseline is None else "",
    )


def _decide(document: Mapping[str, Any] | None, facts: Mapping[str, Any], at: datetime) -> Decision | None:
    if document is None or not facts:
        return None
    try:
        return evaluate(version_of("simulation", parse_document(document)), facts, now=at)
    except DomainError:
        return None
