"""Deliveries by the product's own queue and workers, which are killed in the middle: each arrives, under one id."""

import time
from collections import Counter
from pathlib import Path
from uuid import UUID

from sqlalchemy import URL
from standardwebhooks import Webhook

from console.adapters.jobs import JobsAdapter
from console.adapters.webhook_sender import secret_of
from console.jobs.schema import prepare_job_tables
from domain.customers.create import create_customer
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.webhooks.add_endpoint import add_endpoint
from domain.webhooks.spread_events import ask_to_spread
from domain.work.application import Application
from tests.support.asking import one as value
from tests.support.databases import copy_of_template
from tests.support.webhooks import Delivery, Receiver, webhook_receiver
from tests.support.worker import workers

TOLD, KILLS, MOST_SECONDS = 8, 2, 120
KEY = "the key of this server, long enough for any"
ARRIVED = "SELECT count(*) FROM endpoint_deliveries WHERE status = 'delivered'"


def test_each_arrives_at_least_once_under_its_one_id(postgres: URL, tmp_path: Path) -> None:
    with copy_of_template(postgres) as url, webhook_receiver(seconds=0.2) as receiver:
        database = Database(url)
        prepare_job_tables(database)
        application = Application(database, jobs=JobsAdapter())
        endpoint, made = _to_tell(application, receiver)
        database.dispose()
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        came = _work(address, receiver, tmp_path)
        attempts = value(address, "SELECT sum(attempts) FROM endpoint_deliveries")
    library = Webhook(secret_of(KEY.encode(), endpoint, 1))
    told = {one.headers["webhook-id"]: library.verify(one.body, one.headers)["data"]["customer_id"] for one in came}
    assert sorted(told.values()) == sorted(str(id) for id in made)
    often = Counter(one.headers["webhook-id"] for one in came)
    assert len(often) == TOLD <= len(came) <= attempts  # who keeps ids takes each once
    assert len(came) > TOLD, "nobody was killed in the middle of a delivery"


def _to_tell(application: Application, receiver: Receiver) -> tuple[UUID, list[UUID]]:
    """An endpoint, and what it is to be told of."""
    actor = Actor.system("test")
    endpoint: UUID = application.perform(add_endpoint, actor, url=receiver.url, event_types=["customer.created"])
    made = [application.perform(create_customer, actor, first_name="Ana", last_name=f"No{i}") for i in range(TOLD)]
    application.perform(ask_to_spread, actor)
    return endpoint, made


def _work(url: str, receiver: Receiver, folder: Path) -> list[Delivery]:
    """What came until all of it had arrived; workers are killed while they wait for the answer."""
    settings = {"DATABASE_URL": url, "VAR": str(folder), "WORKER_CONCURRENCY": "2", "SECRET_KEY": KEY}
    deadline, came, kills = time.monotonic() + MOST_SECONDS, [], 0
    with workers(settings, log=folder / "worker.log") as pool:
        worker = pool.start()
        while value(url, ARRIVED) < TOLD:
            assert time.monotonic() < deadline, f"{value(url, ARRIVED)} of {TOLD} arrived"
            time.sleep(0.05)
            came += receiver.taken()
            if kills < KILLS and len(came) > (kills + 1) * TOLD // (KILLS + 2):
                pool.kill(worker)
                worker, kills = pool.start(), kills + 1
    assert kills == KILLS
    return came + receiver.taken()
