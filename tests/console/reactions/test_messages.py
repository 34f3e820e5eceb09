"""From an action to a mail on the disk, by the product's own queue and worker."""

import email
import email.policy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from console.adapters.channels import channels_of
from console.jobs.registry import TASKS
from console.reactions import subscriptions
from console.reactions.messages import REQUEUE, TELL
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.messages.queue import DELIVER
from domain.orders.cancel import cancel_order
from domain.ports.ports import Ports
from domain.work.application import Application
from notifications.catalogue import CUSTOMER_EVENTS
from notifications.render import TemplateLetters
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.server import CHECKOUT


class Desk:
    """What tasks are handed."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self.application = application
        self.channels = channels_of(settings)


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    command = [sys.executable, "-m", "console.adapters.local_mail", "--port", "0", "--folder", str(tmp_path / "mail")]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        yield process.stdout.readline().split()[-1], tmp_path / "mail"
        process.terminate()
        assert process.wait(10) == 0


def run(desk: Desk, jobs: NotedJobs, *names: str) -> int:
    """Do the jobs of these tasks that are waiting; how many."""
    waiting = [job for job in jobs.noted if job.task in names]
    jobs.noted[:] = [job for job in jobs.noted if job.task not in names]
    for job in waiting:
        TASKS[job.task].work(desk, **job.args)
    return len(waiting)


def test_a_cancelled_order_becomes_one_mail(
    database: Database,
    clock: SetClock,
    jobs: NotedJobs,
    administrator: Actor,
    mailbox: tuple[str, Path],
    tmp_path: Path,
) -> None:
    url, folder = mailbox
    application = Application(
        database, clock=clock, jobs=jobs, subscriptions=subscriptions(), ports=Ports(letters=TemplateLetters())
    )
    desk = Desk(application, Settings(var=tmp_path, smtp_url=SecretStr(url)))
    build = Builders(application, administrator)
    order = build.order(build.customer(emails=["marie@example.org"], language="fr"), number="#C77")
    build.perform(cancel_order, order=order, reason="twice")
    told = [job for job in jobs.noted if job.task == TELL]
    assert run(desk, jobs, TELL) == 2
    jobs.noted += told  # a job may run twice
    run(desk, jobs, TELL)
    assert run(desk, jobs, DELIVER) == 2
    TASKS[REQUEUE].work(desk)
    assert run(desk, jobs, DELIVER) == 0
    mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in folder.glob("*.eml")]
    assert {(mail["To"], mail["Subject"]) for mail in mails} == {
        ("marie@example.org", "Commande #C77 : merci"),
        ("marie@example.org", "La commande #C77 est annulée"),
    }


def test_every_event_of_the_catalogue_is_followed() -> None:
    class Happened:
        def __init__(self, type: str) -> None:
            self.type, self.id, self.customer_id, self.order_id = type, "e", "c", "o"
            self.data = {"case_id": "x"}

    for type in CUSTOMER_EVENTS:
        tasks = {job.task for job in subscriptions().jobs_for([Happened(type)])}  # type: ignore[list-item]
        assert TELL in tasks, type
