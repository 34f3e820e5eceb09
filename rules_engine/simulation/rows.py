"""How backtests and shadows are read: plain frozen rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """A backtest, see `models.simulation.RuleBacktest`. `number` is the version's, None for a draft.

    `outdated`: the draft says something else by now than what was replayed.
    """

    id: UUID
    family: str
    draft_id: UUID | None
    number: int | None
    title: str
    digest: str
    source: str
    against: str
    baseline: str
    since: datetime
    until: datetime
    status: str
    total: int
    done: int
    sums: Mapping[str, Any]
    started_by: str
    started_at: datetime
    ended_by: str
    ended_at: datetime | None
    outdated: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """Something that would have been decided otherwise, or could not be replayed (`reason`).

    `subject_kind`: decision, case, gift, line, or return (of a line); a decision is about what `about` names. Numbers
    are those that people see, "" where there is none. `before` and `after` are effects with the rule that said them.
    """

    number: int
    kind: str
    subject_kind: str
    subject_id: UUID
    about: str
    case_number: str
    order_number: str
    customer_id: UUID | None
    at: datetime
    before: Sequence[Mapping[str, Any]]
    after: Sequence[Mapping[str, Any]]
    reason: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ShadowRow:
    """A draft beside the live version, see `models.simulation.RuleShadow`. `outdated` as in `BacktestRow`."""

    id: UUID
    family: str
    draft_id: UUID
    title: str
    digest: str
    status: str
    sums: Mapping[str, Any]
    started_by: str
    started_at: datetime
    ends_at: datetime
    compared_to: datetime
    ended_at: datetime | None
    ended_because: str
    ended_by: str
    outdated: bool
