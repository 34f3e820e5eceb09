"""How long a hundred thousand recorded decisions take to be replayed, chunk by chunk, as the worker's jobs do it."""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
from sqlalchemy import make_url, text

from benchmarks.rules import Ruled, Timed, facts_near, ruled_at
from domain.db.database import Database
from domain.db.migrate import migrate
from domain.kernel.actor import Actor
from domain.kernel.ids import new_id
from domain.work.application import Application
from rules_engine.document.parse import parse_document
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.simulation.judge import Judge, reference_of
from rules_engine.simulation.queries import backtest
from rules_engine.simulation.run_chunk import run_chunk
from rules_engine.simulation.start_backtest import start_backtest

RULES, DECISIONS, PROCESSES = 1_000, 100_000, 2
WHO = Actor.system("benchmark")
_INSERT = text(
    """
    INSERT INTO decisions (id, family, version_name, subject_kind, facts, fired, effects, answered_by, microseconds, at)
    SELECT id, 'routing', 'routing 1', 'case', facts, fired, effects, 'engine', 1, at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb))
        AS decision (id uuid, at timestamptz, facts jsonb, fired jsonb, effects jsonb)
    """
)


def measure_backtest(server: str) -> Iterator[Timed]:
    """Fill a database of its own on `server`, replay, and drop it. A tenth of the rules send to another queue."""
    chance = random.Random(7)
    ruled = [ruled_at(i, chance) for i in range(RULES)]
    with database_of_its_own(server, "backtest") as url:
        database = Database(url)
        migrate(database)
        _record(database, ruled, chance)
        application = Application(database)
        run = _start(application, ruled)
        with database.reading() as session:
            chunks = session.execute(text("SELECT chunks FROM rule_backtests WHERE id = :id"), {"id": run}).scalar_one()
        with ProcessPoolExecutor(PROCESSES) as pool:
            list(pool.map(_warm, [url] * PROCESSES))
            started = time.perf_counter()
            list(pool.map(_replay, [(url, run, number) for number in range(chunks)]))
            took = time.perf_counter() - started
        row = application.ask(backtest, WHO, family="routing", backtest_id=run)
        assert (row.status, row.done) == ("done", DECISIONS), row.status
        database.dispose()
    differing = f"{took:.1f} s, {row.sums['differ']:,} of {DECISIONS:,} differ"
    yield Timed(f"backtest of {DECISIONS:,} decisions, {PROCESSES} processes", RULES, "< 15 s", figure=differing)


@contextmanager
def database_of_its_own(server: str, purpose: str) -> Iterator[str]:
    """The address of an empty database on `server`, dropped at the end."""
    name = f"comptoir_bench_{purpose}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _record(database: Database, ruled: list[Ruled], chance: random.Random) -> None:
    """What the rules as they are have decided in the last weeks, one a quarter of a minute."""
    judge, now = Judge(reference_of(_document(ruled))), datetime.now(UTC)
    with database.session() as session:
        for begin in range(0, DECISIONS, 5_000):
            rows = []
            for i in range(begin, begin + 5_000):
                at = now - timedelta(seconds=15 * (DECISIONS - i))
                facts = facts_near(chance.choice(ruled), chance) | {"now": at.isoformat()}
                said = judge.says(facts, now=at)
                rows.append(
                    {
                        "id": str(new_id(at=at)),
                        "at": at.isoformat(),
                        "facts": facts,
                        "fired": [{"rule": rule, "because": []} for rule in said.fired],
                        "effects": said.effects,
                    }
                )
            session.execute(_INSERT, {"rows": json.dumps(rows)})
        session.commit()


def _start(application: Application, ruled: list[Ruled]) -> UUID:
    document = json.loads(_document(ruled))
    for each in document["rules"][::10]:
        each["then"][0]["queue"] = "others"
    draft = application.perform(start_draft, WHO, family="routing", title="benchmark")
    application.perform(save_draft, WHO, draft_id=draft, expected_version=1, document=document, examples=[])
    return application.perform(start_backtest, WHO, family="routing", draft_id=draft)


def _document(ruled: list[Ruled]) -> str:
    plain = {"format": 1, "family": "routing", "rules": [each.as_plain() for each in ruled]}
    parse_document(plain)
    return json.dumps(plain)


_applications: dict[str, Application] = {}


def _warm(url: str) -> None:
    _applications.setdefault(url, Application(Database(url)))


def _replay(task: tuple[str, UUID, int]) -> None:
    url, run, number = task
    _warm(url)
    run_chunk(_applications[url], backtest_id=run, number=number)
