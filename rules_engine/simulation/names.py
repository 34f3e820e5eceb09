"""What the rules that fired in a backtest are called."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.document.clauses import clauses_of
from rules_engine.document.parse import parse_document
from rules_engine.vocabulary.terms import Words

# The newest come last: what a rule is called now is what people know it by.
_DOCUMENTS: Final = text(
    """
    SELECT document FROM (
        SELECT document, number FROM rule_versions WHERE family = :family ORDER BY number DESC LIMIT 10
    ) AS versions
    UNION ALL
    SELECT document FROM rule_backtests WHERE id = :id AND family = :family
    """
)


def rule_names(unit: Unit, *, family: str, backtest_id: UUID) -> Mapping[str, Words]:
    """By id, of the run's own rules and of the last ten versions; of others only their id is known."""
    unit.actor.require(Permission.RULES_READ)
    names: dict[str, Words] = {}
    for document in unit.session.execute(_DOCUMENTS, {"family": family, "id": backtest_id}).scalars():
        names |= _names(document)
    return names


def _names(document: Mapping[str, Any]) -> dict[str, Words]:
    try:
        return {clause.id: clause.name for clause in clauses_of(parse_document(document))}
    except DomainError:  # an older form that this release no longer reads
        return {}
