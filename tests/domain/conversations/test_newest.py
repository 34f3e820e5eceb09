"""Threads that are read together are told as each is alone; marks of many desks are kept together."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from domain.conversations.entries import NewFile
from domain.conversations.merge import merge_conversations
from domain.conversations.note_delivery import mark_read_by_staff
from domain.conversations.queries import newest, thread
from domain.conversations.receive_message import Received, receive_message
from domain.conversations.reply import reply
from domain.db.database import Database
from domain.kernel.ids import new_id
from domain.orders.queries import order
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
LIMIT = 5


@pytest.fixture
def hear(build: Builders) -> Callable[..., Received]:
    def receive(number: int, body: str, **values: Any) -> Received:
        return build.perform(receive_message, channel="sms", address=f"+3361234560{number}", body=body, **values)

    return receive


def test_together_each_thread_is_told_as_alone(
    application: Application, team: Team, build: Builders, ask: Callable[..., Any], hear: Callable[..., Received]
) -> None:
    known = build.customer(phones=["+33612345601"])
    number = ask(order, order=build.order(known)).number
    ours = hear(1, "Mine", customer_id=known)
    unknown = hear(2, f"Where is {number}?")
    with_file = hear(3, "Look", files=[NewFile("lamp.png", PNG)])
    long, *_ = (hear(4, f"Line {line}") for line in range(LIMIT + 2))
    gone, into = hear(5, "First"), hear(6, "Second")
    build.perform(merge_conversations, conversation_id=gone.conversation_id, into_id=into.conversation_id)
    application.perform(reply, team.hire(name="Zoé"), conversation_id=ours.conversation_id, body="Yes")
    alone = [each.conversation_id for each in (ours, unknown, with_file, long)]
    asked = [*alone, gone.conversation_id, into.conversation_id, new_id()]
    together = ask(newest, conversations=asked, limit=LIMIT)
    assert together == {id: ask(thread, conversation_id=id, limit=LIMIT) for id in alone}
    assert [entry.body for entry in together[alone[0]].entries] == ["Mine", "Yes"]
    assert [named[2] for named in together[alone[1]].named] == [number]
    assert together[alone[2]].entries[0].files[0].name == "lamp.png"
    assert len(together[alone[3]].entries) == LIMIT
    assert together[alone[3]].earlier is not None


def test_marks_of_many_desks_are_kept_and_only_news_announced(
    build: Builders, ask: Callable[..., Any], hear: Callable[..., Received], database: Database
) -> None:
    first, second, third = (hear(number, "One").conversation_id for number in (1, 2, 3))
    hear(2, "Two")
    build.perform(mark_read_by_staff, upto={third: 1})
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as listening:
        listening.execute("LISTEN comptoir")
        build.perform(mark_read_by_staff, upto={first: 2**50, second: 1, third: 1, new_id(): 1})
        heard = [json.loads(each.payload) for each in listening.notifies(timeout=5, stop_after=2)]
    assert {(each["t"], UUID(each["s"].partition(":")[2])) for each in heard} == {
        ("thread.seen", first),
        ("thread.seen", second),
    }
    unread = [ask(thread, conversation_id=id).conversation.unread for id in (first, second, third)]
    assert unread == [0, 1, 0]
    build.perform(mark_read_by_staff, upto={first: -5})
    assert ask(thread, conversation_id=first).conversation.unread == 0
