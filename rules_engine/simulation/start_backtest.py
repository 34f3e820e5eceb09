"""Replay rules over what was decided before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.simulation import RuleBacktest
from domain.work.unit import Unit
from rules_engine.publishing.check import digest_of
from rules_engine.publishing.draft import record
from rules_engine.publishing.live import live_activation
from rules_engine.publishing.queries import draft, version
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.rows import VersionRow
from rules_engine.simulation.past import RECORDED, SOURCES, Start, chunk_starts
from rules_engine.simulation.sums import no_sums

RUN: Final = "rules.backtest_chunk"
QUEUE: Final = "simulation"
LANES: Final = 3  # chunks at once: other jobs of the worker always find their turn
LIVE: Final = "live"
AGAINST: Final = (RECORDED, LIVE)
USUAL: Final = timedelta(days=30)
MOST: Final = 1_000_000

_CHUNKS: Final = text(
    """
    INSERT INTO rule_backtest_chunks (backtest_id, number, starts_at, starts_id)
    SELECT :backtest_id, number, at, id FROM jsonb_to_recordset(CAST(:starts AS jsonb))
        AS start (number bigint, at timestamptz, id uuid)
    """
)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is to be replayed: a draft's text or a version's."""

    title: str
    document: Mapping[str, Any]
    draft_id: UUID | None
    version_id: UUID | None
    number: int | None


def start_backtest(
    unit: Unit,
    *,
    family: str,
    draft_id: UUID | None = None,
    number: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    source: str = RECORDED,
    against: str = RECORDED,
) -> UUID:
    """Begin to replay a draft, or the version `number`, over what was decided from `since` (30 days ago) until `until`
    (now), and tell the run's id; jobs do it chunk by chunk.

    `source`: decisions as they were recorded, or "rebuilt" facts of past orders and cases. `against`: what was said
    then, or what the "live" version says to the same facts; of rebuilt facts nothing was said, so it is the live one.
    Records `rules.backtest_started`. Refuses with `Invalid` a period that is none or too long, with `Conflict` where
    there is nothing to replay (`nothing_to_replay`) or to compare with (`no_live_version`), and while one runs.
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family))
    _check(source, SOURCES, field="source")
    _check(against, AGAINST, field="against")
    rules = _rules(unit, family, draft_id, number)
    _refuse_second(unit, rules)
    begins, ends = _period(unit, since, until)
    live = _live(unit, family) if against == LIVE or source != RECORDED else None
    starts, total = chunk_starts(unit, family=family, source=source, since=begins, until=ends)
    _refuse_size(total)
    run = RuleBacktest(
        id=new_id(at=unit.now),
        family=family,
        draft_id=rules.draft_id,
        version_id=rules.version_id,
        title=rules.title,
        document=dict(rules.document),
        digest=digest_of(rules.document, ()),
        source=source,
        against=LIVE if live else RECORDED,
        baseline_id=live.id if live else None,
        baseline_name=f"{family} {live.number}" if live else "",
        since=begins,
        until=ends,
        total=total,
        chunks=len(starts),
        sums=no_sums(),
        started_by_id=unit.actor.id,
        started_by=unit.actor.name,
        started_at=unit.now,
    )
    unit.session.add(run)
    unit.session.flush()
    _defer(unit, run, starts)
    said = {"backtest_id": str(run.id), "title": run.title, "version": rules.number, "decisions": total}
    record(unit, "rules.backtest_started", family, draft_id=str(draft_id) if draft_id else None, **said)
    return run.id


def _defer(unit: Unit, run: RuleBacktest, starts: list[Start]) -> None:
    plain = [{"number": each.number, "at": each.at.isoformat(), "id": str(each.id)} for each in starts]
    unit.session.execute(_CHUNKS, {"backtest_id": run.id, "starts": json.dumps(plain)})
    for lane in range(min(LANES, len(starts))):
        unit.defer(RUN, queue=QUEUE, backtest_id=str(run.id), number=lane)


def _rules(unit: Unit, family: str, draft_id: UUID | None, number: int | None) -> _Rules:
    if draft_id is None:
        found = version(unit, family=family, number=number)
        return _Rules(found.title, found.document, None, found.id, found.number)
    row = draft(unit, draft_id=draft_id)
    if row.family != family:
        raise NotFound.of("draft", "brouillon", draft_id)
    return _Rules(row.title, row.document, row.id, None, None)


def _live(unit: Unit, family: str) -> VersionRow:
    if live_activation(unit, family) is None:
        raise Conflict(
            code="no_live_version",
            en="No version of these rules is live yet, so there is nothing to compare with.",
            fr="Aucune version de ces règles n’est encore en vigueur : il n’y a rien à comparer.",
        )
    return version(unit, family=family)


def _period(unit: Unit, since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    ends = min(until or unit.now, unit.now)
    begins = since or ends - USUAL
    if begins >= ends:
        raise Invalid(
            field="since",
            code="empty_period",
            en="“since” must be before “until”, and not in the future.",
            fr="« since » doit précéder « until », et ne pas être dans le futur.",
        )
    return begins, ends


def _check(value: str, known: tuple[str, ...], *, field: str) -> None:
    if value not in known:
        raise Invalid(
            field=field,
            code="unknown_choice",
            en=f"“{field}” must be one of: {', '.join(known)}.",
            fr=f"« {field} » doit être l’une de ces valeurs : {', '.join(known)}.",
        )


def _refuse_second(unit: Unit, rules: _Rules) -> None:
    """Whoever starts two at once waits for each other here."""
    key = f"backtest:{rules.draft_id or rules.version_id}"
    unit.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    query = text(
        "SELECT id FROM rule_backtests WHERE status = 'running' AND (draft_id = :draft_id OR version_id = :version_id)"
    )
    values = {"draft_id": rules.draft_id, "version_id": rules.version_id}
    if unit.session.execute(query, values).first() is not None:
        raise Conflict(
            code="already_running",
            en="A backtest of these rules is running; wait for it or cancel it.",
            fr="Une simulation de ces règles est en cours ; attendez-la ou annulez-la.",
        )


def _refuse_size(total: int) -> None:
    if total == 0:
        raise Conflict(
            code="nothing_to_replay",
            en="There is nothing to replay in this period; choose a longer one.",
            fr="Il n’y a rien à rejouer sur cette période ; choisissez-en une plus longue.",
        )
    if total > MOST:
        raise Invalid(
            field="since",
            code="too_many",
            en=f"That is {total:,} to replay; choose a period with at most {MOST:,}.",
            fr=f"Cela fait {total} à rejouer ; choisissez une période avec {MOST} au plus.",
        )
