"""SMS by the product's own queue and workers, which are killed in the middle of sending: each arrives once."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import URL

from console.adapters.jobs import JobsAdapter
from console.jobs.schema import prepare_job_tables
from domain.conversations.reply import reply
from domain.conversations.start_conversation import start_conversation
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.asking import one as value
from tests.support.databases import copy_of_template
from tests.support.jobs import NotedJobs
from tests.support.phone_desk import PhoneDesk, phone_desk
from tests.support.worker import workers

WRITTEN, KILLS, MOST_SECONDS = 12, 3, 120
ARRIVED = "SELECT count(*) FROM conversation_entries WHERE status = 'delivered'"


@pytest.fixture
def real(postgres: URL, tmp_path: Path) -> Iterator[tuple[str, PhoneDesk]]:
    """A desk on a database of its own, with jobs that are really queued."""
    with copy_of_template(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with phone_desk(Application(database, jobs=JobsAdapter()), NotedJobs(), tmp_path) as desk:
            yield address, desk
        database.dispose()


def test_what_was_being_sent_arrives_once(real: tuple[str, PhoneDesk], tmp_path: Path, administrator: Actor) -> None:
    url, desk = real
    desk.telephone.faults({"match": {"kind": "message"}, "fault": "late", "seconds": 0.3})
    written = [_write(desk.console.application, f"+3361234{5000 + number}") for number in range(WRITTEN)]
    settings = {
        "DATABASE_URL": url,
        "VAR": str(tmp_path),
        "WORKER_CONCURRENCY": "2",
        "PUBLIC_URL": desk.url,
        **desk.telephone.environment,
    }
    deadline = time.monotonic() + MOST_SECONDS
    with workers(settings, log=tmp_path / "worker.log") as pool:
        worker, kills = pool.start(), 0
        while value(url, ARRIVED) < WRITTEN:
            assert time.monotonic() < deadline, f"{value(url, ARRIVED)} of {WRITTEN} arrived"
            time.sleep(0.05)
            sent = len(desk.telephone.world()["messages"])
            if kills < KILLS and sent > (kills + 1) * WRITTEN // (KILLS + 2):
                pool.kill(worker)
                worker, kills = pool.start(), kills + 1
    assert kills == KILLS
    bodies = [one["body"] for one in desk.telephone.world()["messages"]]
    assert sorted(bodies) == sorted(f"To {number}" for number in written)


def _write(application: Application, number: str) -> str:
    actor = Actor.system("test")
    id: UUID = application.perform(start_conversation, actor, channel="sms", subject="x", address=number)
    application.perform(reply, actor, conversation_id=id, body=f"To {number}")
    return number
