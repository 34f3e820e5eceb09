"""Rows of a child table gathered into one JSON column of the parent, so that a whole aggregate is one statement."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by


def gather(*columns: Any, where: Sequence[ColumnElement[bool]], order_by: Sequence[Any], joins: Any = None) -> Any:
    """A scalar subquery: the rows of `columns` as a JSON list of lists, in order; `[]` where there are none.

    `where` correlates with the enclosing statement; `joins` is what to select from when it is more than one table.
    """
    rows = func.json_agg(aggregate_order_by(func.json_build_array(*columns), *order_by))
    query = select(func.coalesce(rows, literal_column("'[]'::json"))).where(*where)
    found: ScalarSelect[Any] = (query.select_from(joins) if joins is not None else query).scalar_subquery()
    return found


def instant_of(value: str | None) -> datetime | None:
    """A time as JSON wrote it."""
    return None if value is None else datetime.fromisoformat(value)


def date_of(value: str | None) -> date | None:
    """A day as JSON wrote it."""
    return None if value is None else date.fromisoformat(value)
