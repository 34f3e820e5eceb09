"""The conversation pane: what is read, what is sent again when something is said, and what is done with a case."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console import threads as threads_module
from console.threads import Stirred
from console.ui.figures import Reader
from console.workspace.conversation.deeds import Deeds
from console.workspace.conversation.noticing import Noticing
from console.workspace.conversation.overseeing import Overseeing
from console.workspace.conversation.present import lines
from console.workspace.conversation.state import ConversationState
from console.workspace.conversation.waking import wakes_at
from domain.conversations.add_private_note import add_private_note
from domain.conversations.identify import identify_conversation
from domain.conversations.macros import keep_macro
from domain.conversations.note_delivery import note_delivery
from domain.conversations.oversee import whisper
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.kernel.actor import Actor
from domain.kernel.errors import Invalid
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.awaited import awaited
from tests.support.builders import Builders
from tests.support.team import Team


@pytest.fixture(autouse=True)
def _nobody_follows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(threads_module, "_threads", threads_module.Threads())
    yield


@pytest.fixture
def screen(wired: None, agent: Actor) -> Screen:
    """An agent's, who has signed in on it."""
    return Screen(replace(agent, session_id=agent.id))


@pytest.fixture
def heard(build: Builders) -> Callable[..., UUID]:
    def hear(body: str = "Where is it?", **values: Any) -> UUID:
        said = {"channel": "sms", "address": "+33612345678", "body": body} | values
        received: UUID = build.perform(receive_message, **said).conversation_id
        return received

    return hear


async def opened(screen: Screen, conversation_id: UUID) -> Any:
    state: Any = await screen.of(ConversationState)
    await state._turn_to(screen.person, conversation_id)
    return state


async def told(screen: Screen, state: Any, what: str, who: str = "") -> None:
    await screen.of(ConversationState)
    await state._stirred(screen.person, [Stirred(what, UUID(state.id), who)])


@awaited
async def test_a_conversation_is_shown_with_what_an_answer_needs(
    screen: Screen, heard: Callable[..., UUID], build: Builders
) -> None:
    customer = build.customer(first_name="Marie", last_name="Dupont", emails=["marie@example.org"])
    state = await opened(screen, heard(customer_id=customer))
    assert (state.head.name, state.head.unread, state.head.may_write) == ("Marie Dupont", 1, True)
    assert [line.text for line in state.base] == ["Where is it?"]
    assert [way.channel for way in state.ways] == ["sms", "email"]
    assert "marie@example.org" not in str(state.ways)
    assert state.facts["first_name"] == "Marie"
    await state._turn_to(screen.person, None)
    assert (state.id, state.base, state.head.name) == ("", [], "")


@awaited
async def test_texts_are_filled_as_soon_as_anybody_says_who_it_is(
    screen: Screen, heard: Callable[..., UUID], build: Builders, application: Application, agent: Actor
) -> None:
    customer = build.customer(first_name="Emily", last_name="Johnson", emails=["emily@example.org"])
    number = application.ask(read_order, agent, order=build.order(customer)).number
    talk = heard(body=f"Where is my order {number}?", address="+33699999999")
    state = await opened(screen, talk)
    assert "first_name" not in state.facts
    build.perform(identify_conversation, conversation_id=talk, customer_id=customer)  # somebody else, elsewhere
    await told(screen, state, "conversation.identified")
    assert (state.facts["first_name"], state.facts["order_number"]) == ("Emily", number)
    assert "email" in [way.channel for way in state.ways]
    address = f"/?conversation={talk}&customer={customer}&order={number.lstrip('#')}"
    assert state.summons.split("#")[0] == address
    facts = state.facts
    await told(screen, state, "conversation.note_added")
    assert state.facts is facts or state.facts == facts


@awaited
async def test_whoever_says_who_it_is_sees_the_order_that_was_named(
    screen: Screen, heard: Callable[..., UUID], build: Builders, application: Application, agent: Actor
) -> None:
    customer = build.customer(emails=["emily@example.org"])
    number = application.ask(read_order, agent, order=build.order(customer)).number
    talk = heard(body=f"Where is my order {number}?", address="+33699999999")
    await opened(screen, talk)
    went = await screen.call(Deeds, "identify", str(customer))
    assert f"customer={customer}&order={number.lstrip('#')}" in str(went)


@awaited
async def test_one_message_sends_one_line(screen: Screen, heard: Callable[..., UUID], build: Builders) -> None:
    talk = heard()
    state = await opened(screen, talk)
    before = state.base
    build.perform(add_private_note, conversation_id=talk, body="Ask the warehouse.")
    await told(screen, state, "conversation.note_added")
    assert state.base is before or state.base == before
    assert [(line.side, line.text) for line in state.fresh] == [("note", "Ask the warehouse.")]
    fresh = state.fresh
    await told(screen, state, "conversation.note_added")
    assert state.fresh is fresh or state.fresh == fresh


@awaited
async def test_a_delivery_changes_the_line_that_is_there(
    screen: Screen, heard: Callable[..., UUID], build: Builders, application: Application, agent: Actor
) -> None:
    talk = heard()
    entry = application.perform(reply, agent, conversation_id=talk, body="Tomorrow.")
    state = await opened(screen, talk)
    build.perform(note_delivery, entry_id=entry, status="failed", problem="no_address")
    await told(screen, state, "conversation.delivery_failed")
    (line,) = state.fresh
    assert (line.id, line.tick, line.again) == (str(entry), "failed", True)
    await screen.call(ConversationState, "send_again", line.id)
    await screen.call(ConversationState, "send_again", line.id)
    shown = application.ask(thread, agent, conversation_id=talk)
    assert [each.body for each in shown.entries].count("Tomorrow.") == 2


@awaited
async def test_more_than_the_newest_are_read_whole_and_the_window_stays_small(
    screen: Screen, heard: Callable[..., UUID], build: Builders
) -> None:
    talk = heard()
    state = await opened(screen, talk)
    for number in range(60):
        build.perform(add_private_note, conversation_id=talk, body=f"Note {number}")
    await told(screen, state, "conversation.note_added")
    assert (len(state.base), state.fresh, state.earlier) == (50, [], True)
    await screen.call(ConversationState, "read_earlier")
    assert (len(state.base), len(state.older), state.earlier) == (50, 11, False)  # the page keeps what it was sent
    assert state.older[0].text == "Where is it?"
    await state._turn_to(screen.person, UUID(state.id))
    assert (len(state.base), state.older, state.earlier) == (50, [], True)


@awaited
async def test_who_types_is_told_to_others_only(screen: Screen, heard: Callable[..., UUID]) -> None:
    state = await opened(screen, heard())
    await told(screen, state, "thread.typing", str(screen.person.actor.id))
    assert state.typing == ""
    await told(screen, state, "thread.typing", "customer")
    assert state.typing.endswith(":customer")
    await told(screen, state, "thread.typing", "0b51b6a2-4e30-4c52-9a6c-2f7a1f7a1f7a")
    assert state.typing.endswith(":staff")


@awaited
async def test_who_listens_in_is_not_shown_and_whoever_is_relieved_is_told(
    screen: Screen, heard: Callable[..., UUID], application: Application, agent: Actor, team: Team
) -> None:
    talk, supervisor = heard(), team.hire("supervisor", "Hugo Lefèvre")
    application.perform(reply, agent, conversation_id=talk, body="I am sorry.")
    heard(body="Again!", conversation_id=talk)
    boss = Screen(replace(supervisor, session_id=supervisor.id))
    watched, mine = await opened(boss, talk), await opened(screen, talk)
    assert (watched.head.observes, mine.head.observes, watched.head.unread) == (True, False, 1)
    await boss.call(Noticing, "seen", watched.head.last_seq)
    assert application.ask(thread, agent, conversation_id=talk).conversation.unread == 1
    application.perform(whisper, supervisor, conversation_id=talk, body="Offer a new one.")
    await told(screen, mine, "conversation.note_added")
    assert [(line.side, line.kind, line.text) for line in mine.fresh] == [("note", "whisper", "Offer a new one.")]
    await boss.call(Overseeing, "take_over")
    await told(screen, mine, "thread.taken", str(agent.id))
    assert (mine.taken_by, mine.head.mine) == ("Hugo Lefèvre", False)
    await told(boss, watched, "conversation.taken_over")
    assert (watched.taken_by, watched.head.mine, watched.head.observes) == ("", True, False)
    line = (watched.fresh or watched.base)[-1]
    assert (line.side, line.who, line.text) == ("line", f"Hugo Lefèvre took over from {agent.name}", "")
    await screen.of(ConversationState)
    await mine._turn_to(screen.person, None)
    assert mine.taken_by == ""


@awaited
async def test_a_case_is_taken_tagged_put_aside_and_closed(
    screen: Screen, heard: Callable[..., UUID], application: Application, agent: Actor
) -> None:
    talk = heard()
    state = await opened(screen, talk)

    def row() -> Any:
        return application.ask(thread, agent, conversation_id=talk).conversation

    await screen.call(Deeds, "take")
    assert row().owner == agent.name
    await screen.call(Deeds, "tag", {"tag": "Late"})
    assert "late" in row().tags
    await screen.call(Deeds, "turn", "close")
    await screen.call(Deeds, "close", {"wrap_up": "", "note": ""})
    deeds: Any = await screen.of(Deeds)
    assert deeds.problem == "Say how it ended."
    await screen.call(Deeds, "close", {"wrap_up": "solved", "note": "All well."})
    assert (row().status, row().wrap_up, deeds.panel) == ("closed", "solved", "")
    await told(screen, state, "case.closed")
    assert (state.head.closed, state.head.wrap_up) == (True, "Solved")


@awaited
async def test_a_macro_is_read_before_it_runs(
    screen: Screen, heard: Callable[..., UUID], build: Builders, application: Application, agent: Actor
) -> None:
    macro = build.perform(keep_macro, title="Thanks", steps=[{"kind": "reply", "en": "Thank you.", "fr": "Merci."}])
    talk = heard(language="fr")
    state = await opened(screen, talk)
    await screen.call(Deeds, "plan", str(macro))
    deeds: Any = await screen.of(Deeds)
    assert [(step.value, step.detail) for step in deeds.steps] == [("reply", "Merci.")]
    assert len(application.ask(thread, agent, conversation_id=talk).entries) == 1
    await screen.call(Deeds, "run")
    assert application.ask(thread, agent, conversation_id=talk).entries[-1].body == "Merci."
    assert (deeds.panel, state.id) == ("", str(talk))


@awaited
async def test_who_may_only_read_sees_nothing_that_writes(wired: None, team: Team, heard: Callable[..., UUID]) -> None:
    merchandiser = Screen(team.hire("merchandiser"))
    state = await opened(merchandiser, heard())
    assert (state.id, state.base) == ("", [])


@pytest.mark.parametrize(
    ("span", "wakes"),
    [
        ("1h", datetime(2026, 11, 26, 12, tzinfo=UTC)),
        ("tomorrow", datetime(2026, 11, 27, 8, tzinfo=UTC)),
        ("monday", datetime(2026, 11, 30, 8, tzinfo=UTC)),
    ],
)
def test_what_is_put_aside_comes_back_in_the_reader_s_morning(span: str, wakes: datetime) -> None:
    now, paris = datetime(2026, 11, 26, 11, tzinfo=UTC), ZoneInfo("Europe/Paris")
    assert wakes_at(span, now, paris) == wakes
    with pytest.raises(Invalid):
        wakes_at("never", now, paris)
    assert wakes_at("monday", now + timedelta(days=4), paris) > now + timedelta(days=7)


@awaited
async def test_what_was_merged_is_shown_and_taken_out_again(screen: Screen, heard: Callable[..., UUID]) -> None:
    gone, kept = heard(), heard("Another thing", channel="email", address="a@example.org")
    await opened(screen, gone)
    await screen.call(Deeds, "merge", str(kept))
    state = await opened(screen, gone)
    assert (state.id, len(state.parts), len(state.base)) == (str(kept), 1, 2)
    await screen.call(Deeds, "unmerge", state.parts[0].value)
    state = await opened(screen, kept)
    assert (state.parts, [line.text for line in state.base]) == ([], ["Another thing"])


def test_a_chat_that_was_taken_back_says_from_whom_and_why(
    heard: Callable[..., UUID], application: Application, agent: Actor
) -> None:
    shown = application.ask(thread, agent, conversation_id=heard())
    reader = Reader(language="fr", zone=ZoneInfo("Europe/Paris"), now=datetime(2026, 11, 24, 10, tzinfo=UTC))
    told = {"notice": "taken_back", "from": "Léa", "to": "", "why": "away"}
    gone = replace(shown.entries[0], kind="notice", direction="internal", details=told)
    assert [(line.side, line.who) for line in lines([gone], shown.conversation, reader)] == [
        ("line", "Repris à Léa : absent")
    ]
