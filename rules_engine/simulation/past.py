"""What is to be replayed: decisions as they were recorded, or facts of past orders and cases put together anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import Invalid
from domain.work.unit import Unit
from rules_engine.simulation.rebuilt import REBUILT
from rules_engine.simulation.replay import Past

RECORDED: Final = "recorded"
SOURCES: Final = (RECORDED, "rebuilt")
CHUNK: Final = 2_000
REBUILT_CHUNK: Final = 500  # its facts are asked for case by case

_KEYS: Final = "SELECT at, id FROM decisions WHERE family = :family AND at >= :since AND at < :until"
_DECISIONS: Final = text(
    """
    SELECT id, at, facts, effects::text AS effects, jsonb_path_query_array(fired, '$[*].rule')::text AS fired
    FROM decisions
    WHERE family = :family AND (at, id) >= (:at, :id) AND at < :until AND at <= :last
        AND (CAST(:next_at AS timestamptz) IS NULL OR (at, id) < (:next_at, :next_id))
    ORDER BY at, id
    """
)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a chunk starts: the moment and the id of its first row."""

    number: int
    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Span:
    """A chunk: from `start` up to the start of the next one, or to the end of the period."""

    family: str
    source: str
    start: Start
    next: Start | None
    until: datetime


def chunk_starts(unit: Unit, *, family: str, source: str, since: datetime, until: datetime) -> tuple[list[Start], int]:
    """Where chunks start in the period, and how many rows there are in all. `Invalid` where nothing can be rebuilt."""
    keys, size = (_KEYS, CHUNK) if source == RECORDED else (_rebuilt_keys(family), REBUILT_CHUNK)
    query = f"""
        WITH numbered AS (SELECT at, id, row_number() OVER (ORDER BY at, id) - 1 AS place FROM ({keys}) AS found)
        SELECT at, id, place / :size AS number, (SELECT count(*) FROM numbered) AS total
        FROM numbered WHERE place % :size = 0 ORDER BY place
    """  # noqa: S608
    values = {"family": family, "since": since, "until": until, "size": size}
    rows = unit.session.execute(text(query), values).all()
    return [Start(row.number, row.at, row.id) for row in rows], rows[0].total if rows else 0


def pasts_of(unit: Unit, span: Span) -> list[Past]:
    """What there is to replay in a chunk, in its order."""
    following = span.next
    values: Mapping[str, Any] = {
        "family": span.family,
        "at": span.start.at,
        "id": span.start.id,
        "next_at": following.at if following else None,
        "next_id": following.id if following else None,
        "until": span.until,
        "last": following.at if following else span.until,  # what the index can be asked for
    }
    if span.source != RECORDED:
        return REBUILT[span.family].rows(unit, values)
    rows = unit.session.execute(_DECISIONS, values)
    return [Past("decision", row.id, row.at, row.facts, row.effects, row.fired) for row in rows]


def _rebuilt_keys(family: str) -> str:
    if family not in REBUILT:
        raise Invalid(
            field="source",
            code="nothing_to_rebuild",
            en="Facts of this family cannot be put together anew; replay what was recorded.",
            fr="Les faits de cette famille ne peuvent pas être reconstitués ; rejouez ce qui a été enregistré.",
        )
    return REBUILT[family].keys
