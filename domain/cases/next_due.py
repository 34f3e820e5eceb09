"""What is due next about a case, read along with whatever is read of cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.sql.selectable import LateralFromClause

from domain.models.case import Case
from domain.models.service_level import CaseClock

_PAUSED_COME = 2e12  # after all that runs, in seconds since 1970
_NONE_COME = 3e12


@dataclass(frozen=True, slots=True)
class NextDue:
    """The clock of a case that ends first, those that run before those that are paused. `left` are the seconds of
    business time that are left of one that is paused, less than none where it was over already.
    """

    kind: str
    service_level: str
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    paused_at: datetime | None
    left: int | None


def next_due() -> LateralFromClause:
    """To be joined to a select of cases, one row or none; the columns are those of `NextDue`."""
    columns = [getattr(CaseClock, name).label(name) for name in NextDue.__dataclass_fields__]
    return (
        select(*columns)
        .where(CaseClock.case_id == Case.id, CaseClock.met_at.is_(None), CaseClock.cancelled_at.is_(None))
        .order_by(CaseClock.paused_at.is_not(None), CaseClock.due_at)
        .limit(1)
        .correlate(Case)
        .lateral("due_next")
    )


def columns_of(joined: LateralFromClause) -> list[Any]:
    """The columns of `next_due`, under names that meet no others."""
    return [joined.c[name].label(f"next_{name}") for name in NextDue.__dataclass_fields__]


def of_row(row: Any) -> NextDue | None:
    """From a row with `columns_of`; None where nothing is promised, or all of it is done."""
    if row.next_kind is None:
        return None
    return NextDue(**{name: getattr(row, f"next_{name}") for name in NextDue.__dataclass_fields__})


def place_of(joined: LateralFromClause) -> Any:
    """An expression that sorts what is due first to the front, as `place` does."""
    runs = func.coalesce(func.extract("epoch", joined.c.due_at), _NONE_COME)
    return case((joined.c.paused_at.is_not(None), _PAUSED_COME), else_=runs)


def place(due: NextDue | None) -> float:
    """Where it stands among others: what runs by when it is due, then what is paused, then what has no clock."""
    if due is None:
        return _NONE_COME
    return due.due_at.timestamp() if due.paused_at is None else _PAUSED_COME
