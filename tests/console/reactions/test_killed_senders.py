"""Messages by the product's own queue and workers, which are killed at random in the middle of sending, while callbacks
come twice, late and out of order, and some customers write STOP: each message is sent once, by the vendor's count.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL

from console.adapters.jobs import JobsAdapter
from console.jobs.schema import prepare_job_tables
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.messages.queue import queue_message
from domain.work.application import Application
from tests.support.asking import one as value
from tests.support.builders import Builders
from tests.support.databases import copy_of_template
from tests.support.jobs import NotedJobs
from tests.support.long import times
from tests.support.phone_desk import PhoneDesk, phone_desk
from tests.support.worker import workers

MESSAGES, KILLS, STOPS, MOST_SECONDS = times(24, long=1_000), times(3, long=30), 2, times(420, long=1_500)
ENDED = "SELECT count(*) FROM outbound_messages WHERE status NOT IN ('queued', 'sending', 'unknown', 'sent')"


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


def test_each_is_sent_once_whoever_dies(real: tuple[str, PhoneDesk], tmp_path: Path, administrator: Actor) -> None:
    url, desk = real
    desk.telephone.faults(*_faults())
    numbers = _write(Builders(desk.console.application, administrator))
    settings = {
        "DATABASE_URL": url,
        "VAR": str(tmp_path),
        "WORKER_CONCURRENCY": "2",
        "PUBLIC_URL": desk.url,
        **desk.telephone.environment,
    }
    chance, deadline = random.Random(11), time.monotonic() + MOST_SECONDS
    with workers(settings, log=tmp_path / "worker.log") as pool:
        pair, kills, stopped = [pool.start(), pool.start()], 0, False
        while (ended := value(url, ENDED)) < MESSAGES:
            assert time.monotonic() < deadline, f"{ended} of {MESSAGES} have ended"
            time.sleep(chance.uniform(0.05, 0.2))
            sent = value(url, "SELECT count(*) FROM outbound_messages WHERE attempts > 0")
            if not stopped and sent > MESSAGES // 4:
                stopped = bool([desk.telephone.write(number, "STOP") for number in list(numbers)[-STOPS:]])
            if kills < KILLS and sent > (kills + 1) * MESSAGES // (KILLS + 2):
                victim = chance.randrange(2)
                pool.kill(pair[victim])
                pair[victim], kills = pool.start(), kills + 1
    assert (kills > 0, stopped) == (True, True)
    outward = Counter(one["to"] for one in desk.telephone.messages() if one["direction"] == "outbound-api")
    *others, _, _ = numbers
    assert {number: outward[number] for number in others} == {number: numbers[number] for number in others}
    sent_to = "SELECT count(*) FROM outbound_messages WHERE status = 'delivered' AND address = '{}'"
    for number in list(numbers)[-STOPS:]:
        assert outward[number] == value(url, sent_to.format(number))
    assert sum(outward.values()) == value(url, "SELECT count(*) FROM outbound_messages WHERE status = 'delivered'")
    lost = "SELECT count(*) FROM outbound_messages WHERE status <> 'delivered' AND problem <> 'opted_out'"
    assert value(url, lost) == 0


def _faults() -> list[dict[str, Any]]:
    """The vendor is slow to answer, and its callbacks are a mess."""
    callbacks = [
        {"match": {"kind": "callback", "status": status}, "fault": fault, "times": MESSAGES // 4, "seconds": 0.5}
        for status, fault in (("sent", "reorder"), ("delivered", "twice"), ("sent", "late"), ("queued", "late"))
    ]
    return [{"match": {"kind": "message"}, "fault": "late", "seconds": 0.4, "times": None}, *callbacks]


def _write(build: Builders) -> dict[str, int]:
    """Two messages of the same words to every customer, told by number."""
    numbers = {f"+336123{40_000 + place}": 2 for place in range(MESSAGES // 2)}
    for number in numbers:
        customer: UUID = build.customer(phones=[number], language="fr")
        for _ in range(2):
            build.perform(
                queue_message,
                customer_id=customer,
                template="refunded",
                channel="sms",
                address=number,
                language="fr",
                values={"number": "#C1", "amount": "10 €"},
                purpose="awaited",
            )
    return numbers
