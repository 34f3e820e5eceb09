"""What was signed cannot be taken back, not even together with the head."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from domain.audit.heads import sign_heads, signing_key
from domain.audit.verify import Verification, verify_events
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, Invalid
from domain.work.application import Application
from tests.support.builders import Builders

Sql = Callable[..., list[Any]]
KEY = signing_key("a secret of this installation")


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    """A customer with five events, signed."""
    id = build.customer()
    for n in range(4):
        build.note(id, f"note {n}")
    build.perform(sign_heads, key=KEY)
    return id


@pytest.fixture
def verify(ask: Callable[..., Any]) -> Callable[..., Verification]:
    return lambda **values: ask(verify_events, **{"key": KEY} | values)


def problems(found: Verification) -> list[tuple[int, str]]:
    return [(each.sequence, each.problem) for each in found.breaks]


def test_who_may_not_read_events_signs_nothing(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.perform(sign_heads, powerless, key=KEY)


def test_only_what_has_grown_is_signed_again(build: Builders, clock: SetClock, sql: Sql, customer_id: UUID):
    other = build.customer()
    assert build.perform(sign_heads, key=KEY) == 1
    assert build.perform(sign_heads, key=KEY) == 0
    clock.advance(timedelta(days=1))
    build.note(customer_id, "once more")
    assert build.perform(sign_heads, key=KEY) == 1
    rows = sql("SELECT stream, sequence FROM signed_heads ORDER BY signed_at, stream, sequence")
    assert sorted(rows) == sorted(
        [(f"customer:{customer_id}", 5), (f"customer:{other}", 1), (f"customer:{customer_id}", 6)]
    )


def test_more_streams_than_are_signed_at_once(build: Builders, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("domain.audit.heads._AT_ONCE", 2)
    for _ in range(5):
        build.customer()
    assert build.perform(sign_heads, key=KEY) == 5


def test_an_untouched_chain_holds_also_as_it_grows(
    customer_id: UUID, build: Builders, verify: Callable[..., Verification]
):
    assert verify().breaks == ()
    build.note(customer_id, "later")
    assert verify().breaks == ()
    assert verify(stream=f"customer:{customer_id}").breaks == ()


def test_a_tail_that_is_cut_together_with_its_head_shows(
    customer_id: UUID, sql: Sql, verify: Callable[..., Verification]
):
    sql("DELETE FROM events WHERE sequence >= 4", past_triggers=True)
    sql("UPDATE event_streams SET sequence = 3, hash = (SELECT hash FROM events WHERE sequence = 3)")
    assert problems(verify()) == [(5, "cut")]
    assert problems(verify(key=None)) == [(5, "cut")]


def test_a_tail_that_is_written_anew_shows(
    customer_id: UUID, build: Builders, sql: Sql, verify: Callable[..., Verification]
):
    sql("DELETE FROM events WHERE sequence >= 4", past_triggers=True)
    sql("UPDATE event_streams SET sequence = 3, hash = (SELECT hash FROM events WHERE sequence = 3)")
    for n in range(4):
        build.note(customer_id, f"another {n}")
    assert problems(verify()) == [(5, "cut")]


@pytest.mark.parametrize(
    "change",
    [
        "sequence = 4, hash = (SELECT hash FROM events WHERE sequence = 4)",
        "hash = sha256('x')",
        "signed_at = signed_at - interval '1 day'",
        "signature = sha256('x')",
    ],
)
def test_a_signed_head_that_is_changed_shows(
    change: str, customer_id: UUID, sql: Sql, verify: Callable[..., Verification]
):
    sql(f"UPDATE signed_heads SET {change}", past_triggers=True)
    assert [problem for _, problem in problems(verify())] == ["signature"]


def test_what_another_key_signed_does_not_count(customer_id: UUID, verify: Callable[..., Verification]):
    assert problems(verify(key=signing_key("the secret of somebody else"))) == [(5, "signature")]


@pytest.mark.parametrize("statement", ["UPDATE signed_heads SET sequence = 1", "DELETE FROM signed_heads"])
def test_a_signed_head_is_final(statement: str, customer_id: UUID, sql: Sql):
    with pytest.raises(psycopg.errors.RestrictViolation):
        sql(statement)


def test_a_short_key_is_refused(build: Builders):
    with pytest.raises(Invalid):
        build.perform(sign_heads, key=b"short")
