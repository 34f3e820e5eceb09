"""Whoever is away is told of alerts by SMS or e-mail: many alerts one message, each alert once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from console.jobs.registry import TASKS
from console.reactions import subscriptions
from console.reactions.notices import GATHER
from domain.alerts.about import About
from domain.alerts.gather_notices import SEND, gather_notices
from domain.alerts.preferences import Preferences, change_my_alert_preferences, my_alert_preferences
from domain.alerts.raise_alert import raise_alert
from domain.alerts.see_alerts import see_alerts
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, Invalid
from domain.kernel.ids import new_id
from domain.models.staff import StaffMember, StaffSession
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.channels.channel import FateUnknown, NotSent
from tests.notifications.conftest import Vendor
from tests.support.jobs import NotedJobs
from tests.support.team import Team

SMS = Preferences(channel="sms", phone="+33612345678", least="warning", quiet_from=0, quiet_until=0)


def alert(unit: Unit, *, severity: str = "critical", role: str = "supervisor", text: str = "Stock is gone.") -> UUID:
    words = {"en": text, "fr": f"{text} (fr)"}
    told: UUID = raise_alert(
        unit,
        About(),
        rule="r",
        name=words,
        severity=severity,
        words=words,
        subject=("engine", uuid4()),
        decision_id=None,
        roles=[role],
    )
    return told


class Night:
    """Alerts, a worker and a vendor: `fire` some, let `work` run dry."""

    def __init__(self, application: Application, jobs: NotedJobs, clock: SetClock, boss: Actor) -> None:
        self.application, self.jobs, self.clock, self.boss, self.vendor = application, jobs, clock, boss, Vendor()
        settings = SimpleNamespace(public_url="https://desk.example")
        channels = {"sms": self.vendor, "email": self.vendor}
        self.console = SimpleNamespace(application=application, channels=channels, settings=settings)

    def fire(self, **values: Any) -> None:
        self.application.perform(alert, self.boss, **values)

    def work(self) -> None:
        while due := [job for job in self.jobs.noted if (job.run_at or self.clock.now()) <= self.clock.now()]:
            self.jobs.noted[:] = [job for job in self.jobs.noted if job not in due]
            for job in due:
                if job.task in (GATHER, SEND):
                    for _ in range(2):  # a job may run twice
                        TASKS[job.task].work(self.console, **job.args)

    def texts(self) -> list[str]:
        return [parcel.text for parcel in self.vendor.sent]


@pytest.fixture
def boss(team: Team) -> Actor:
    return team.hire("supervisor")


@pytest.fixture
def night(database: Database, clock: SetClock, jobs: NotedJobs, boss: Actor) -> Night:
    application = Application(database, clock=clock, jobs=jobs, subscriptions=subscriptions())
    return Night(application, jobs, clock, boss)


@pytest.fixture
def prefer(night: Night, boss: Actor) -> Callable[..., None]:
    def prefer(wanted: Preferences = SMS) -> None:
        night.application.perform(change_my_alert_preferences, boss, wanted=wanted)

    return prefer


def sit_down(database: Database, clock: SetClock, boss: Actor) -> None:
    """Sign in, and be heard of now."""
    with database.session() as session:
        person = session.get(StaffMember, boss.id)
        assert person is not None
        person.last_seen_at = clock.now()
        session.add(
            StaffSession(
                id=new_id(),
                token_digest=uuid4().bytes,
                staff_id=person.id,
                created_at=clock.now(),
                expires_at=clock.now() + timedelta(hours=2),
                address="",
                user_agent="",
            )
        )
        session.commit()


def test_who_chose_nothing_gets_nothing_and_choices_are_checked(
    night: Night, boss: Actor, powerless: Actor, prefer: Any
) -> None:
    night.fire()
    night.work()
    assert night.vendor.sent == []
    for wrong in ({"channel": "pigeon"}, {"phone": ""}, {"phone": "12"}, {"least": "all"}, {"away_after": 1}):
        values = {name: getattr(SMS, name) for name in Preferences.__slots__} | wrong
        with pytest.raises(Invalid) as refused:
            prefer(Preferences(**values))
        assert refused.value.field == next(iter(wrong))
    for use_case, args in ((change_my_alert_preferences, {"wanted": SMS}), (gather_notices, {})):
        with pytest.raises(Denied):
            night.application.perform(use_case, powerless, **args)
    prefer()
    assert night.application.ask(my_alert_preferences, boss) == SMS


def test_one_at_once_and_then_many_in_one_message(night: Night, prefer: Any) -> None:
    prefer()
    night.fire(text="First.")
    night.work()
    assert night.texts() == ["1 alert in Comptoir:\nCritical: First.\nhttps://desk.example"]
    for number in range(5):
        night.fire(text=f"Number {number}.", severity="warning")
        night.fire(severity="info")
    night.work()
    assert len(night.texts()) == 1
    night.clock.advance(timedelta(minutes=15))
    night.work()
    (_, second) = night.texts()
    assert second.splitlines()[0] == "5 alerts in Comptoir:"
    assert second.splitlines()[-2:] == ["and 2 more", "https://desk.example"]
    night.clock.advance(timedelta(hours=1))
    TASKS[GATHER].work(night.console)
    night.work()
    assert len(night.texts()) == 2


def test_who_is_there_sees_the_bell_and_hears_once_they_have_left(
    night: Night, prefer: Any, database: Database, boss: Actor
) -> None:
    prefer()
    sit_down(database, night.clock, boss)
    night.fire()
    night.work()
    assert night.vendor.sent == []
    night.clock.advance(timedelta(minutes=10))
    TASKS[GATHER].work(night.console)
    night.work()
    assert len(night.vendor.sent) == 1


def test_what_was_seen_meanwhile_is_not_told_and_nights_are_quiet(night: Night, prefer: Any, boss: Actor) -> None:
    prefer(Preferences(channel="email", least="info", quiet_from=1_320, quiet_until=420))
    night.clock.advance(datetime(2026, 12, 1, 23, 30, tzinfo=UTC) - night.clock.now())
    night.fire(text="Seen.")
    night.work()
    night.application.perform(see_alerts, boss)
    night.fire(text="Unseen.")
    night.work()
    assert night.vendor.sent == []
    night.clock.advance(timedelta(hours=8))
    night.work()
    ((subject, body),) = [(parcel.subject, parcel.text) for parcel in night.vendor.sent]
    assert (subject, "Unseen." in body, "Seen." in body) == ("1 alert in Comptoir", True, False)


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_notice_of_unknown_fate_is_never_blindly_repeated(channel: str, night: Night, prefer: Any, sql: Any) -> None:
    prefer(Preferences(channel=channel, phone="+33612345678", quiet_from=0, quiet_until=0))
    night.vendor.answers = [NotSent("busy", permanent=False), FateUnknown("line lost")]
    night.vendor.found = "SM-earlier"
    night.fire()
    for _ in range(4):
        night.work()
        night.clock.advance(timedelta(minutes=2))
    looked, status = (1, "sent") if channel == "sms" else (0, "unknown")
    assert (len(night.vendor.sent), night.vendor.looked) == (2, looked)
    assert sql("SELECT status FROM staff_notices") == [(status,)]
