"""What changed reaches the screens that show it, and no others."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from console.live import ALERTS, APPROVALS, RULES, WALL, Hub, Watcher
from domain.customers.presence import Look
from domain.kernel.actor import Actor, ActorKind
from domain.staff.sessions import SignedIn
from tests.conftest import NOW

CUSTOMER, OTHER = UUID("181fdc78-0ae1-43ce-88ab-576779c7789a"), UUID("2e4f40ac-5d3a-4ba1-8e68-b88c96a5604d")


class NotedScreens:
    """Open screens that note what they are asked. `ended` are sessions that are over, `gone` tabs that are closed,
    `known` the looks that were noted not long ago.
    """

    def __init__(self) -> None:
        self.refreshed: list[tuple[str, bool]] = []
        self.told_news: list[str] = []
        self.brought: list[str] = []
        self.closed: list[str] = []
        self.looks: list[tuple[UUID, bool]] = []
        self.gone: set[str] = set()
        self.ended: set[UUID] = set()
        self.forgotten = 0
        self.beats: list[UUID] = []
        self.kept: list[list[Look]] = []
        self.known: set[Look] = set()

    def is_open(self, watcher: Watcher) -> bool:
        return watcher.token not in self.gone

    async def person(self, watcher: Watcher) -> SignedIn | None:
        return None if watcher.session_id in self.ended else person(watcher.session_id)

    async def refresh(self, watcher: Watcher, person: SignedIn, *, viewers_only: bool, news: bool) -> None:
        self.refreshed.append((watcher.token, viewers_only))
        if news:
            self.told_news.append(watcher.token)

    async def bring(self, watcher: Watcher, person: SignedIn, work: Callable[[Any], Awaitable[None]]) -> None:
        self.brought.append(watcher.token)

    async def close(self, watcher: Watcher) -> None:
        self.closed.append(watcher.token)

    async def look(self, person: SignedIn, subject: tuple[str, UUID], *, away: bool) -> None:
        self.looks.append((subject[1], away))

    async def keep_looking(self, looks: Sequence[Look]) -> set[Look]:
        self.kept.append(list(looks))
        return self.known & set(looks)

    async def beat(self, people: Sequence[SignedIn]) -> None:
        self.beats.extend(each.staff_id for each in people)

    def forget_sessions(self) -> None:
        self.forgotten += 1


def person(session_id: UUID, staff_id: UUID | None = None) -> SignedIn:
    id = staff_id or uuid4()
    actor = Actor(kind=ActorKind.STAFF, name="Léa", permissions=frozenset(), id=id, session_id=session_id)
    return SignedIn(
        actor=actor,
        session_id=session_id,
        staff_id=uuid4(),
        email="lea@example.org",
        language="en",
        time_zone="UTC",
        expires_at=NOW,
        keep=False,
    )


def watcher(token: str, customer_id: UUID | None, session_id: UUID | None = None, topic: str = "") -> Watcher:
    return Watcher(
        token=token,
        connection=token,
        digest=b"",
        session_id=session_id or uuid4(),
        customer_id=customer_id,
        topic=topic,
    )


async def followed(hub: Hub, *watchers: Watcher) -> None:
    """Each tab is followed, and has found out whom its person watches: by and by."""
    for each in watchers:
        hub.follow(each, person(each.session_id, each.staff_id))
        hub.renew(each.token, each.watches or frozenset())
        await asyncio.sleep(0.01)


def hear(*messages: dict[str, object], watching: tuple[Watcher, ...], screens: NotedScreens) -> None:
    async def run() -> None:
        hub = Hub(screens)
        await followed(hub, *watching)
        for message in messages:
            hub.hear(json.dumps(message))
        await asyncio.sleep(0.1)

    asyncio.run(run())


def test_a_change_reaches_those_who_look_at_it_once() -> None:
    screens = NotedScreens()
    note = {"e": str(uuid4()), "t": "note.added", "c": str(CUSTOMER), "o": None}
    hear(note, note, watching=(watcher("a", CUSTOMER), watcher("b", OTHER), watcher("c", None)), screens=screens)
    assert screens.refreshed == [("a", False)]


def test_what_happens_to_a_merged_record_reaches_who_looks_at_the_kept_one() -> None:
    screens = NotedScreens()
    merged = uuid4()
    kept = replace(watcher("a", CUSTOMER), merged=frozenset({merged}))
    hear({"t": "order.placed", "c": str(merged)}, watching=(kept, watcher("b", OTHER)), screens=screens)
    assert screens.refreshed == [("a", False)]


def test_presence_alone_reads_only_the_viewers() -> None:
    screens = NotedScreens()
    hear({"t": "presence", "c": str(CUSTOMER)}, watching=(watcher("a", CUSTOMER),), screens=screens)
    assert screens.refreshed == [("a", True)]


@pytest.mark.parametrize("customer", [str(CUSTOMER), None])
def test_a_request_reaches_who_decides_whatever_it_is_about(customer: str | None) -> None:
    screens = NotedScreens()
    deciding, watching = watcher("a", None, topic=APPROVALS), watcher("b", CUSTOMER)
    hear({"t": "approval.asked", "c": customer}, watching=(deciding, watching), screens=screens)
    assert screens.refreshed == [("a", False), *([("b", False)] if customer else [])]


def test_other_changes_leave_the_screen_that_decides_alone() -> None:
    screens = NotedScreens()
    hear({"t": "order.placed", "c": str(CUSTOMER)}, watching=(watcher("a", None, topic=APPROVALS),), screens=screens)
    assert screens.refreshed == []


def test_an_ended_session_closes_its_screens_at_once() -> None:
    screens, session = NotedScreens(), uuid4()
    screens.ended.add(session)
    hear(
        {"t": "staff.signed_out_everywhere", "c": None},
        watching=(watcher("a", CUSTOMER, session), watcher("b", CUSTOMER)),
        screens=screens,
    )
    assert (screens.closed, screens.forgotten) == (["a"], 1)


@pytest.mark.parametrize("payload", ["", "[]", "null", '{"c": "x"}', '{"t": 5, "c": 7}'])
def test_nonsense_on_the_channel_is_ignored(payload: str) -> None:
    screens = NotedScreens()
    Hub(screens).hear(payload)
    assert screens.refreshed == []


def test_moving_on_looks_away_unless_another_tab_stays() -> None:
    async def run() -> None:
        hub, session = Hub(screens), uuid4()
        await followed(hub, watcher("a", CUSTOMER, session), watcher("b", CUSTOMER, session))
        await followed(hub, watcher("a", OTHER, session))
        await followed(hub, watcher("b", None, session))

    screens = NotedScreens()
    asyncio.run(run())
    assert screens.looks == [(CUSTOMER, False), (CUSTOMER, False), (OTHER, False), (CUSTOMER, True)]


def test_who_has_a_draft_open_is_seen_until_they_leave_it_in_every_tab() -> None:
    draft, other = uuid4(), uuid4()

    async def run() -> None:
        hub, session = Hub(screens), uuid4()
        tab = replace(watcher("a", None, session, topic=RULES), draft_id=draft)
        await followed(hub, tab, replace(tab, token="b", connection="b"))
        await hub.sweep(renew=True)
        await followed(hub, replace(tab, draft_id=other))
        screens.gone.add("b")
        await hub.sweep(renew=False)

    screens = NotedScreens()
    asyncio.run(run())
    once = (draft, False)
    assert screens.looks == [once, once, once, (other, False), (draft, True)]


def test_a_tab_that_is_gone_is_forgotten() -> None:
    async def run() -> None:
        hub = Hub(screens)
        await followed(hub, watcher("a", CUSTOMER))
        screens.gone.add("a")
        await hub.sweep(renew=True)
        assert hub.watchers == {}

    screens = NotedScreens()
    asyncio.run(run())
    assert screens.looks[-1] == (CUSTOMER, True)


def test_after_a_lost_listener_every_screen_reads_anew() -> None:
    async def run() -> None:
        hub = Hub(screens)
        await followed(hub, watcher("a", CUSTOMER), watcher("b", OTHER))
        await hub.tell_everyone()

    screens = NotedScreens()
    asyncio.run(run())
    assert screens.refreshed == [("a", False), ("b", False)]


def test_who_decides_is_told_how_many_requests_wait() -> None:
    screens = NotedScreens()
    deciding, asking = replace(watcher("a", CUSTOMER), counts=True), watcher("b", CUSTOMER)
    hear({"t": "approval.asked"}, watching=(deciding, asking), screens=screens)
    assert screens.refreshed == [("a", True)]


def watching(token: str, *customers: UUID, at: UUID | None = None, staff_id: UUID | None = None) -> Watcher:
    return replace(watcher(token, at), watches=frozenset(customers), staff_id=staff_id)


def test_news_reach_only_the_tabs_whose_person_watches_who_changed() -> None:
    screens = NotedScreens()
    tabs = (watching("a", CUSTOMER), watching("b", OTHER), watching("c"), watcher("d", None, topic=APPROVALS))
    hear({"t": "note.added", "c": str(CUSTOMER)}, {"t": "presence", "c": str(OTHER)}, watching=tabs, screens=screens)
    assert screens.refreshed == [("a", True)]
    assert screens.told_news == ["a"]


def test_who_has_the_customer_open_reads_it_with_its_news_once() -> None:
    screens = NotedScreens()
    tabs = (watching("a", CUSTOMER, at=CUSTOMER), watcher("b", CUSTOMER))
    hear({"t": "note.added", "c": str(CUSTOMER)}, watching=tabs, screens=screens)
    assert screens.refreshed == [("a", False), ("b", False)]
    assert screens.told_news == ["a"]


def test_all_tabs_of_somebody_are_told_that_they_watch_or_have_seen_something() -> None:
    screens, me = NotedScreens(), uuid4()
    tabs = (watching("a", staff_id=me), watching("b", CUSTOMER, staff_id=me), watching("c", CUSTOMER))
    hear({"t": "watching", "p": str(me)}, watching=tabs, screens=screens)
    assert screens.refreshed == [("a", True), ("b", True)]
    assert screens.told_news == ["a", "b"]


def test_a_tab_is_told_everything_until_it_is_known_whom_its_person_watches() -> None:
    async def run() -> None:
        hub, tab, me = Hub(screens), watcher("a", None), uuid4()
        hub.follow(tab, person(tab.session_id, me))
        hub.hear(json.dumps({"t": "note.added", "c": str(CUSTOMER)}))
        await asyncio.sleep(0.1)
        hub.renew("a", frozenset({OTHER}))
        hub.follow(tab, person(tab.session_id, me))  # moved on: it is known still
        hub.hear(json.dumps({"t": "note.added", "c": str(CUSTOMER)}))
        await asyncio.sleep(0.1)

    screens = NotedScreens()
    asyncio.run(run())
    assert screens.told_news == ["a"]


def test_looks_are_renewed_together_and_only_those_that_were_forgotten_noted_anew() -> None:
    async def run() -> None:
        hub = Hub(screens)
        one, two = watcher("a", CUSTOMER), watcher("b", OTHER)
        await followed(hub, one, two, watcher("c", None))
        screens.looks.clear()
        screens.known = {(one.session_id, "customer", CUSTOMER)}
        await hub.sweep(renew=True)
        assert len(screens.kept) == 1
        assert set(screens.kept[0]) == {(one.session_id, "customer", CUSTOMER), (two.session_id, "customer", OTHER)}

    screens = NotedScreens()
    asyncio.run(run())
    assert screens.looks == [(OTHER, False)]


def test_another_tab_keeps_presence_whatever_else_it_tells() -> None:
    async def run() -> None:
        hub, session = Hub(screens), uuid4()
        one, two = watcher("a", CUSTOMER, session), replace(watcher("b", CUSTOMER, session), counts=True)
        await followed(hub, one, two)
        await followed(hub, watcher("a", None, session))

    screens = NotedScreens()
    asyncio.run(run())
    assert screens.looks == [(CUSTOMER, False), (CUSTOMER, False)]


def test_an_alert_calls_those_of_its_roles_and_of_its_names_and_whoever_oversees_them() -> None:
    async def run() -> None:
        screens = NotedScreens()
        hub = Hub(screens)
        named = uuid4()
        tabs = {
            name: watcher(name, None, topic=ALERTS if name == "wall" else "")
            for name in ("role", "name", "else", "wall")
        }
        for name, tab in tabs.items():
            who = person(tab.session_id, named if name == "name" else None)
            role = "supervisor" if name == "role" else "agent"
            hub.follow(tab, replace(who, actor=replace(who.actor, role=role)))
            hub.renew(name, frozenset())
        for body in ({"t": "alert.raised"}, {"t": "alert", "r": ["supervisor"]}, {"t": "alert", "p": str(named)}):
            hub.hear(json.dumps(body))
        await asyncio.sleep(0.1)
        assert sorted(screens.told_news) == ["name", "role"]
        assert ("wall", False) in screens.refreshed and ("else", False) not in screens.refreshed
        hub.hear(json.dumps({"t": "alert", "r": 5}))

    asyncio.run(run())


def test_the_wall_hears_of_a_busy_floor_once_in_a_while() -> None:
    screens = NotedScreens()

    async def run() -> None:
        hub = Hub(screens)
        await followed(hub, watcher("a", None, topic=WALL), watcher("b", None, topic=APPROVALS))
        for kind in ("case.opened", "agent.went_online", "offer.made", "case.closed"):
            hub.hear(json.dumps({"t": kind, "c": None}))
        await asyncio.sleep(0.6)

    asyncio.run(run())
    assert screens.refreshed == [("a", False)]


def test_who_has_a_screen_open_is_still_there() -> None:
    screens, session = NotedScreens(), uuid4()

    async def run() -> None:
        hub = Hub(screens)
        await followed(hub, watcher("a", None, session), watcher("b", CUSTOMER), watcher("gone", None))
        screens.gone.add("gone")
        await hub.sweep(renew=False)
        assert screens.beats == []
        await hub.sweep(renew=True)

    asyncio.run(run())
    assert len(screens.beats) == 2
