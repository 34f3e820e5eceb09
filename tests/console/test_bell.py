"""The bell in words, and who has one."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from console import bootstrap, live
from console.bell.present import bell_rows
from console.bell.state import Bell
from console.bootstrap import Console
from console.settings import Settings
from console.ui.desk import Desk
from console.ui.figures import Reader
from domain.customers.watch import watch
from domain.customers.watched import LastEvent, WatchedRow
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.conftest import NOW
from tests.console.supervise.conftest import Screen
from tests.console.test_live import NotedScreens
from tests.support.builders import Builders
from tests.support.team import Team

EN, FR = (Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=NOW) for language in ("en", "fr"))
CUSTOMER, ORDER = uuid4(), uuid4()
REFUND = LastEvent("payment.refunded", {"amount": 2490, "currency": "EUR"}, "staff", "Tom Baker", NOW, "#W7")


def row(**changes: Any) -> WatchedRow:
    plain = WatchedRow("customer", CUSTOMER, CUSTOMER, (CUSTOMER,), "Marie Dupont", "C-1", 2, REFUND)
    return replace(plain, **changes)


def test_news_lead_to_where_they_happened() -> None:
    shown = bell_rows([row()], EN)[0]
    assert (shown.title, shown.number, shown.badge) == ("Marie Dupont", "#W7", "2 new")
    assert shown.detail == "€24.90 refunded · Tom Baker"
    assert shown.href == f"/?customer={CUSTOMER}&order=W7"


def test_without_news_the_customer_is_opened() -> None:
    shown = bell_rows([row(news=0)], EN)[0]
    assert (shown.number, shown.badge, shown.tone, shown.href) == ("C-1", "", "", f"/?customer={CUSTOMER}")


def test_an_order_says_its_number_and_whose_it_is() -> None:
    shown = bell_rows([row(subject_kind="order", subject_id=ORDER, number="#W9", news=0)], EN)[0]
    assert (shown.title, shown.number, shown.href) == ("Marie Dupont", "#W9", f"/?customer={CUSTOMER}&order=W9")
    assert shown.detail == "#W9 · €24.90 refunded · Tom Baker"


def test_what_has_no_name_and_no_past_is_shown_by_its_number() -> None:
    shown = bell_rows([row(name="", news=0, last=None)], EN)[0]
    assert (shown.title, shown.number, shown.detail, shown.aside) == ("C-1", "", "", "")


def test_in_french_and_beyond_what_is_counted() -> None:
    shown = bell_rows([row(news=99)], FR)[0]
    assert shown.badge == "99+ nouv."
    assert shown.detail.startswith("24,90")


@pytest.fixture
def hub(database: Database, database_url: str, application: Application) -> Iterator[live.Hub]:
    settings = Settings(database_url=database_url, public_url="http://console.test", _env_file=None)  # type: ignore[call-arg]
    before = bootstrap.use(Console(settings=settings, database=database, application=application))
    hub = live.Hub(NotedScreens())
    live.use(hub)
    yield hub
    bootstrap.use(before)


@pytest.fixture
def news(application: Application, build: Builders, clock: SetClock, team: Team) -> Callable[[Actor], UUID]:
    """A customer whom the actor watches, and to whom something was done since."""

    def news(actor: Actor) -> UUID:
        customer: UUID = build.customer(first_name="Marie", last_name="Dupont")
        application.perform(watch, actor, subject_kind="customer", subject_id=customer)
        clock.advance(timedelta(minutes=1))
        build.note(customer)
        return customer

    return news


def test_the_bell_counts_and_falls_silent(hub: live.Hub, news: Callable[[Actor], UUID], team: Team) -> None:
    async def run() -> None:
        screen = Screen(actor)
        bell = await screen.of(Bell)
        await screen.call(Bell, "look")
        assert (bell.shown, bell.count, len(bell.rows)) == (True, 1, 1)
        await bell._renew(screen.person, opened=uuid4())
        assert bell.count == 1
        await bell._renew(screen.person, opened=customer)
        assert (bell.count, len(bell.rows)) == (0, 1)
        await screen.call(Bell, "stop", "customer", str(customer))
        assert bell.rows == []

    actor = team.hire("agent", "Léa Moreau")
    customer = news(actor)
    asyncio.run(run())


def test_all_is_seen_at_once(hub: live.Hub, news: Callable[[Actor], UUID], team: Team) -> None:
    async def run() -> None:
        screen = Screen(actor)
        bell = await screen.of(Bell)
        await bell._renew(screen.person)
        assert bell.count == 2
        await screen.call(Bell, "see_all")
        assert (bell.count, len(bell.rows)) == (0, 2)

    actor = team.hire("agent", "Léa Moreau")
    news(actor)
    news(actor)
    asyncio.run(run())


def test_who_may_neither_watch_nor_be_alerted_has_no_bell(
    hub: live.Hub, news: Callable[[Actor], UUID], team: Team
) -> None:
    async def run() -> None:
        without = actor.permissions - {Permission.NOTES_WRITE}
        for rights, shown in ((without, True), (without - {Permission.ALERTS_READ}, False)):
            screen = Screen(replace(actor, permissions=rights))
            bell = await screen.of(Bell)
            await bell._renew(screen.person)
            assert (bell.shown, bell.watches, bell.count, bell.rows) == (shown, False, 0, [])

    actor = team.hire("agent", "Léa Moreau")
    news(actor)
    asyncio.run(run())


def test_what_a_client_makes_up_is_refused_in_words(hub: live.Hub, team: Team) -> None:
    async def run() -> None:
        screen = Screen(team.hire("agent", "Léa Moreau"))
        for kind, subject in (("customer", "x"), ("planet", str(uuid4())), ("order", str(uuid4()))):
            await screen.call(Bell, "stop", kind, subject)
            assert (await screen.of(Desk)).notice_tone == "red"

    asyncio.run(run())
