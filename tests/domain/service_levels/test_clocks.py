"""The clocks of a case: what starts, pauses, meets and breaks them; each said once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cases.close_case import close_case, reopen_case
from domain.cases.move_case import move_case
from domain.cases.snooze_case import snooze_case, wake_case
from domain.conversations.inbox import place_in_list
from domain.conversations.queries import conversations, thread
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.conversations.rows import ConversationRow
from domain.kernel.business_time import Calendar, seconds_between
from domain.kernel.clock import SetClock
from domain.kernel.errors import Invalid
from domain.queues.put_queue import put_queue
from domain.service_levels.calendars import put_calendar
from domain.service_levels.clocks import NOTE
from domain.service_levels.follow_event import FOLLOWED, catch_up, follow_event
from domain.service_levels.levels import put_service_level
from domain.service_levels.note_due import clocks_due, note_due
from domain.service_levels.queries import ClockRow, answers_kept, clocks_of
from domain.service_levels.terms import Terms
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.team import Team
from tests.support.together import together


class Desk:
    """A queue whose customers are answered within an hour, after half an hour again, and done within four."""

    def __init__(self, application: Application, build: Builders, team: Team, happened: Any, clock: SetClock) -> None:
        self.application, self.build, self.happened, self.clock = application, build, happened, clock
        self.agent = team.hire()
        self._followed: set[UUID] = set()
        self.minutes = {"first_answer": 60, "next_answer": 30, "resolution": 240}
        build.perform(put_service_level, name="hourly", label={"en": "H", "fr": "H"}, **self.minutes)
        build.perform(put_queue, name="general", label={"en": "G", "fr": "G"}, service_level="hourly")

    def pass_minutes(self, minutes: int) -> None:
        self.follow()
        self.clock.advance(timedelta(minutes=minutes))

    def write(self, body: str = "Hello?") -> UUID:
        values = {"channel": "email", "address": "ana@example.org", "body": body}
        got = self.build.perform(receive_message, **values)
        self.follow()
        return got.conversation_id

    def answer(self, conversation_id: UUID) -> None:
        self.application.perform(reply, self.agent, conversation_id=conversation_id, body="Here it is.")
        self.follow()

    def follow(self, *, twice: bool = False) -> None:
        for event in self.happened(*FOLLOWED):
            if event.id not in self._followed or twice:
                self._followed.add(event.id)
                self.build.perform(follow_event, event_id=event.id)

    def case_id(self) -> UUID:
        return UUID(self.happened("case.opened")[0].data["case_id"])

    def clocks(self) -> dict[str, ClockRow]:
        """The last of each kind."""
        rows = self.application.ask(clocks_of, self.build.actor, cases=[self.case_id()])
        return {row.kind: row for row in rows}

    def look(self) -> list[str]:
        due = self.application.ask(clocks_due, self.build.actor)
        return [self.build.perform(note_due, clock_id=id) for id in due]


@pytest.fixture
def desk(application: Application, build: Builders, team: Team, happened: Any, clock: SetClock) -> Desk:
    return Desk(application, build, team, happened, clock)


def states(desk: Desk) -> dict[str, str]:
    return {kind: row.state for kind, row in desk.clocks().items()}


def test_answered_in_time(desk: Desk, clock: SetClock) -> None:
    opened = clock.now()
    thread = desk.write()
    rows = desk.clocks()
    assert {kind: row.due_at - opened for kind, row in rows.items()} == {
        "first_answer": timedelta(hours=1),
        "resolution": timedelta(hours=4),
    }
    assert rows["first_answer"].warn_at == opened + timedelta(minutes=48)
    desk.pass_minutes(20)
    desk.answer(thread)
    assert states(desk) == {"first_answer": "met", "resolution": "paused"}
    desk.pass_minutes(600)  # it is the customer's turn
    assert desk.look() == []
    desk.write("One more thing")
    assert states(desk) == {"first_answer": "met", "next_answer": "running", "resolution": "running"}
    assert desk.clocks()["resolution"].due_at == clock.now() + timedelta(minutes=220)
    desk.write("And another")  # does not start it anew
    desk.pass_minutes(10)
    desk.answer(thread)
    desk.build.perform(close_case, case_id=desk.case_id())
    desk.follow()
    assert set(states(desk).values()) == {"met"}
    kept = desk.application.ask(answers_kept, desk.build.actor, since=opened)
    assert (kept.kept, kept.broken, kept.percent) == (2, 0, 100)


def test_what_is_due_next_is_read_with_conversations_and_sorts_them(desk: Desk, clock: SetClock) -> None:
    def listed() -> tuple[ConversationRow, ...]:
        rows: tuple[ConversationRow, ...] = desk.application.ask(conversations, desk.build.actor, sort="due").items
        pages = [desk.application.ask(conversations, desk.build.actor, sort="due", limit=2)]
        while pages[-1].next_cursor:
            more = {"limit": 2, "cursor": pages[-1].next_cursor}
            pages.append(desk.application.ask(conversations, desk.build.actor, sort="due", **more))
        assert [row.id for page in pages for row in page.items] == [row.id for row in rows]
        assert sorted(rows, key=lambda row: place_in_list(row, "due", view="open", now=clock.now())) == list(rows)
        return rows

    talks = []
    for number in range(4):
        values = {"channel": "sms", "address": f"+3361234567{number}", "body": "Hello?"}
        talks.append(desk.build.perform(receive_message, **values).conversation_id)
        if number < 3:
            desk.follow()
        clock.advance(timedelta(minutes=10))
    assert [row.id for row in listed()] == talks and listed()[3].due is None
    desk.answer(talks[0])
    first, *others, paused = listed()
    assert [row.id for row in (first, *others, paused)] == [*talks[1:], talks[0]]
    assert first.due and (first.due.kind, first.due.due_at) == ("first_answer", clock.now() + timedelta(minutes=30))
    assert paused.due and (paused.due.kind, paused.due.left) == ("resolution", 200 * 60) and paused.due.paused_at
    desk.build.perform(close_case, case_id=first.case_id)
    desk.follow()
    assert desk.application.ask(thread, desk.build.actor, conversation_id=first.id).conversation.due is None


def test_followed_twice_nothing_changes(desk: Desk) -> None:
    thread = desk.write()
    desk.pass_minutes(5)
    desk.answer(thread)
    desk.pass_minutes(5)
    desk.write("Again")
    before = desk.clocks()
    desk.follow(twice=True)
    assert desk.clocks() == before


def test_warned_then_broken_each_once(desk: Desk, clock: SetClock, happened: Any) -> None:
    desk.write()
    desk.pass_minutes(47)
    assert desk.look() == []
    desk.pass_minutes(1)
    assert desk.look() == ["warned"] and desk.look() == []
    desk.pass_minutes(12)
    (clock_id,) = desk.application.ask(clocks_due, desk.build.actor)
    said = together(*[lambda: desk.build.perform(note_due, clock_id=clock_id)] * 4)
    assert sorted(said) == ["", "", "", "breached"]
    told = [(event.type, event.data["clock"]) for event in happened("service_level.warned", "service_level.breached")]
    assert told == [("service_level.warned", "first_answer"), ("service_level.breached", "first_answer")]
    assert states(desk)["first_answer"] == "breached"


def test_after_a_long_sleep_only_what_counts_is_said(desk: Desk) -> None:
    desk.write()
    desk.pass_minutes(300)
    assert desk.look() == ["breached", "breached"] and desk.look() == []


def test_answered_too_late_before_anybody_looked_is_broken_all_the_same(desk: Desk, happened: Any) -> None:
    thread = desk.write()
    desk.pass_minutes(61)
    desk.answer(thread)
    desk.follow(twice=True)
    assert [event.data["clock"] for event in happened("service_level.breached")] == ["first_answer"]
    assert states(desk)["first_answer"] == "breached"


def test_what_ends_soon_has_a_timer_of_its_own(desk: Desk, jobs: NotedJobs, clock: SetClock) -> None:
    desk.write()
    timers = [job.run_at for job in jobs.noted if job.task == NOTE]
    assert timers == [clock.now() + timedelta(minutes=48), clock.now() + timedelta(minutes=60)]


def test_put_aside_nothing_runs(desk: Desk, clock: SetClock) -> None:
    desk.write()
    desk.pass_minutes(30)
    until = clock.now() + timedelta(hours=5)
    desk.build.perform(snooze_case, case_id=desk.case_id(), until=until)
    desk.pass_minutes(299)
    assert set(states(desk).values()) == {"paused"}
    desk.build.perform(wake_case, case_id=desk.case_id())
    desk.follow()
    assert desk.clocks()["first_answer"].due_at == clock.now() + timedelta(minutes=30)


def test_another_level_counts_the_time_that_was_used(desk: Desk, clock: SetClock) -> None:
    desk.build.perform(put_service_level, name="quick", label={"en": "Q", "fr": "R"}, first_answer=40)
    desk.build.perform(put_queue, name="vip", label={"en": "V", "fr": "V"}, service_level="quick")
    desk.write()
    desk.pass_minutes(30)
    desk.build.perform(move_case, case_id=desk.case_id(), queue="vip")
    desk.follow()
    rows = desk.clocks()
    assert rows["first_answer"].due_at == clock.now() + timedelta(minutes=10)
    assert rows["first_answer"].service_level == "quick" and rows["resolution"].state == "cancelled"


def test_closed_without_a_word_and_opened_again(desk: Desk) -> None:
    desk.write()
    desk.build.perform(close_case, case_id=desk.case_id())
    desk.follow()
    assert states(desk) == {"first_answer": "cancelled", "resolution": "met"}
    desk.build.perform(reopen_case, case_id=desk.case_id())
    desk.follow()
    assert states(desk)["resolution"] == "running"


def test_cases_from_before_catch_up(desk: Desk) -> None:
    values = {"channel": "email", "address": "ana@example.org", "body": "Hello"}
    desk.build.perform(receive_message, **values)
    desk.clock.advance(timedelta(minutes=10))
    desk.build.perform(catch_up, case_id=desk.case_id())
    first = desk.clocks()
    assert set(first) == {"first_answer", "resolution"}
    desk.follow()
    assert desk.clocks() == first


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"time_zone": "Mars"}, "time_zone"),
        ({"hours": {"mon": ["18:00-09:00"]}}, "hours.mon[0]"),
        ({"hours": {"noday": ["08:00-09:00"]}}, "hours.noday"),
        ({"hours": {}}, "hours"),
        ({"holidays": ["2026-02-30"]}, "holidays[0]"),
        ({"label": {"en": "x"}}, "label.fr"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(
    refusal_of: Callable[..., Any], values: dict[str, Any], field: str
) -> None:
    right = {
        "name": "desk 2",
        "label": {"en": "x", "fr": "y"},
        "time_zone": "Europe/Paris",
        "hours": {"mon": ["08:00-12:00", "13:00-18:00"]},
    }
    assert refusal_of(put_calendar, **right | values).field == field


def test_queues_do_not_overflow_in_a_circle(desk: Desk, refusal_of: Callable[..., Any]) -> None:
    label = {"en": "x", "fr": "y"}
    refused = refusal_of(put_queue, name="general", label=label, overflow_after=60, overflow_queue="orders")
    assert isinstance(refused, Invalid) and refused.code == "circle"
    assert refusal_of(put_queue, name="orders", label=label, overflow_after=60).field == "overflow_queue"
    assert refusal_of(put_queue, name="orders", label=label, service_level="no such").field == "service_level"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 500), min_size=1, max_size=6), st.integers(5_000, 20_000))
def test_pauses_never_cost_time_nor_give_any(spans: list[int], minutes: int) -> None:
    """Run, pause, run …: what is used of the target is what passed in business time while it ran."""
    calendar = Calendar("Europe/Paris", tuple((day, 8 * 60, 20 * 60) for day in range(6)))
    terms = Terms("x", calendar, {"resolution": minutes * 60}, 80)
    now = datetime.fromisoformat("2026-10-23T15:00+00:00")  # the clocks are changed two days later
    _, due = terms.due("resolution", now)
    used = 0
    for i, span in enumerate(spans):
        later = now + timedelta(minutes=span)
        if i % 2 == 0:
            used += seconds_between(calendar, now, later)
            left = terms.left(later, due)
            assert left == minutes * 60 - used
        else:
            _, due = terms.due("resolution", later, left)
        now = later
