"""Who never wrote is removed in the end, and a token that nobody used any more; nothing that was written is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from console.bootstrap import Console
from console.jobs.registry import TASKS
from console.reactions.visitors import FORGET
from domain.kernel.clock import SetClock
from domain.models.conversation import ConversationEntry
from domain.models.visitor import Visitor
from tests.console.widget.conftest import Page


def forget(wired: Console) -> Any:
    return TASKS[FORGET].work(wired)


def test_visitors_and_tokens_age(visitor: Callable[..., Page], wired: Console, clock: SetClock) -> None:
    silent, writer, reader = visitor(), visitor(), visitor()
    writer.say("Where is my lamp?")
    reader.say("And mine?")
    clock.advance(timedelta(days=29))
    assert forget(wired) == {"visitors": 0, "tokens": 0}
    late = visitor()
    clock.advance(timedelta(days=2))
    assert forget(wired) == {"visitors": 1, "tokens": 0}
    assert silent("GET", "/widget/thread").status_code == 401
    assert late("GET", "/widget/thread").status_code == 200
    clock.advance(timedelta(days=100))
    assert reader("GET", "/widget/thread").status_code == 200  # a token that is used is kept
    clock.advance(timedelta(days=60))
    assert forget(wired) == {"visitors": 1, "tokens": 1}
    assert forget(wired) == {"visitors": 0, "tokens": 0}
    assert writer("GET", "/widget/thread").status_code == 401
    assert [entry["body"] for entry in reader.thread()["entries"]] == ["And mine?"]
    with wired.database.reading() as session:
        assert session.query(Visitor).count() == 2
        assert {row.body for row in session.query(ConversationEntry)} == {"Where is my lamp?", "And mine?"}


def test_how_long_is_a_setting(visitor: Callable[..., Page], wired: Console, clock: SetClock) -> None:
    visitor()
    object.__setattr__(wired.settings, "widget_visitor_days", 2)
    clock.advance(timedelta(days=3))
    assert forget(wired) == {"visitors": 1, "tokens": 0}
