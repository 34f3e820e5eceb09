"""Read backtests: how far they are, what they came to, and what differs."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.check import digest_of
from rules_engine.publishing.rights import check_family
from rules_engine.simulation.rows import BacktestRow, DifferenceRow

KINDS: Final = ("differs", "unreplayable")

_RUNS: Final = """
    SELECT run.id, run.family, run.draft_id, rule_versions.number, run.title, run.digest, run.source, run.against,
        run.baseline_name AS baseline, run.since, run.until, run.status, run.total, run.done, run.sums, run.started_by,
        run.started_at, run.ended_by, run.ended_at, rule_drafts.document AS draft
    FROM rule_backtests AS run
    LEFT JOIN rule_versions ON rule_versions.id = run.version_id
    LEFT JOIN rule_drafts ON rule_drafts.id = run.draft_id
"""
_ONE: Final = text(f"{_RUNS} WHERE run.id = :id AND run.family = :family")
_LAST: Final = text(f"{_RUNS} WHERE run.family = :family ORDER BY run.started_at DESC, run.id DESC LIMIT 20")
_OF_DRAFT: Final = text(
    f"{_RUNS} WHERE run.family = :family AND run.draft_id = :draft_id"
    " ORDER BY run.started_at DESC, run.id DESC LIMIT 20"
)
_OF_VERSION: Final = text(
    f"{_RUNS} WHERE run.family = :family AND rule_versions.number = :number"
    " ORDER BY run.started_at DESC, run.id DESC LIMIT 20"
)
# Where a decision, a case, a gift, a line or its return leads to: the case, the order and the customer.
SUBJECTS: Final = """
    LEFT JOIN decisions ON found.subject_kind = 'decision' AND decisions.id = found.subject_id
    LEFT JOIN allowances ON found.subject_kind = 'gift' AND allowances.id = found.subject_id
    LEFT JOIN order_lines ON found.subject_kind IN ('line', 'return') AND order_lines.id = found.subject_id
    LEFT JOIN cases ON cases.id = CASE found.subject_kind WHEN 'case' THEN found.subject_id
        WHEN 'decision' THEN CASE WHEN decisions.subject_kind = 'case' THEN decisions.subject_id END END
    LEFT JOIN orders
        ON orders.id = COALESCE(decisions.order_id, cases.order_id, allowances.order_id, order_lines.order_id)
"""
SUBJECT_COLUMNS: Final = """
    COALESCE(decisions.subject_kind, found.subject_kind) AS about,
    COALESCE(cases.number, '') AS case_number, COALESCE(orders.number, '') AS order_number,
    COALESCE(decisions.customer_id, cases.customer_id, allowances.customer_id, orders.customer_id) AS customer_id
"""
# What a rule says on one side and not, or otherwise, on the other.
_BY_RULE: Final = """
    jsonb_path_query_array(found.before, '$[*] ? (@.rule == $rule)', jsonb_build_object('rule', CAST(:rule AS text)))
    IS DISTINCT FROM
    jsonb_path_query_array(found.after, '$[*] ? (@.rule == $rule)', jsonb_build_object('rule', CAST(:rule AS text)))
"""
_DIFFERENCES: Final = text(
    f"""
    SELECT found.number, found.kind, found.subject_kind, found.subject_id, {SUBJECT_COLUMNS},
        found.at, found.before, found.after, found.reason
    FROM rule_differences AS found {SUBJECTS}
    WHERE found.backtest_id = :id AND found.kind = :kind AND found.number > :after
        AND (CAST(:rule AS text) = '' OR {_BY_RULE})
    ORDER BY found.number LIMIT :limit
    """  # noqa: S608
)


def backtest(unit: Unit, *, family: str, backtest_id: UUID) -> BacktestRow:
    """One run of the family, or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    row = unit.session.execute(_ONE, {"id": backtest_id, "family": check_family(family)}).one_or_none()
    if row is None:
        raise NotFound.of("backtest", "simulation", backtest_id)
    return _run(row)


def backtests(
    unit: Unit, *, family: str, draft_id: UUID | None = None, number: int | None = None
) -> tuple[BacktestRow, ...]:
    """The runs of a draft, of a version, or, without either, of the family: the last twenty, newest first."""
    unit.actor.require(Permission.RULES_READ)
    query = _OF_DRAFT if draft_id else _OF_VERSION if number else _LAST
    values = {"family": check_family(family), "draft_id": draft_id, "number": number}
    return tuple(_run(row) for row in unit.session.execute(query, values))


def differences(
    unit: Unit,
    *,
    family: str,
    backtest_id: UUID,
    kind: str = "differs",
    rule: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[DifferenceRow]:
    """What would have differed ("differs"), or could not be replayed ("unreplayable"), oldest first; with `rule` where
    that rule says something else than before.
    """
    unit.actor.require(Permission.RULES_READ)
    found = backtest(unit, family=family, backtest_id=backtest_id)
    after = decode_cursor(cursor, int)[0] if cursor else -1
    values = {"id": found.id, "kind": kind, "rule": rule, "after": after, "limit": check_limit(limit) + 1}
    rows = unit.session.execute(_DIFFERENCES, values).all()
    return page_of(rows, limit=limit, item=lambda row: DifferenceRow(*row), cursor=lambda row: (row.number,))


def _run(row: Any) -> BacktestRow:
    kept = dict(row._mapping)
    draft = kept.pop("draft")
    return BacktestRow(**kept, outdated=draft is not None and digest_of(draft, ()) != row.digest)
