"""Notes and tags."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.customers.add_note import LONGEST_NOTE, add_note
from domain.customers.change_note import change_note
from domain.customers.queries import customer, notes
from domain.customers.tag import MOST_TAGS, tag_customer, untag_customer
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, DomainError, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.tag import tag_order, untag_order
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.together import errors_of, together


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


def bodies(ask: Callable[..., Any], customer_id: UUID) -> list[str]:
    return [note.body for note in ask(notes, customer_id=customer_id)]


def test_the_newest_note_is_first_and_pinned_ones_before_all(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], clock: SetClock
):
    for body, pinned in (("old, pinned", True), ("old", False), ("new", False)):
        build.note(customer_id, body, pinned=pinned)
        clock.advance(timedelta(seconds=1))
    assert bodies(ask, customer_id) == ["old, pinned", "new", "old"]


def test_a_note_says_who_wrote_it_when_and_about_which_order(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], clock: SetClock, administrator: Actor
):
    order_id = build.order(customer_id)
    id = build.note(customer_id, "  Call\r\n back <b>now</b>  ", order_id=order_id)
    (note,) = ask(notes, customer_id=customer_id)
    assert (note.id, note.order_id, note.body) == (id, order_id, "Call\n back <b>now</b>")
    assert (note.author_name, note.created_at, note.version) == (administrator.name, clock.now(), 1)


def test_a_note_on_somebody_elses_order_is_refused(
    build: Builders, customer_id: UUID, refusal_of: Callable[..., DomainError]
):
    for order_id in (build.order(), new_id()):
        refusal = refusal_of(add_note, customer_id=customer_id, body="x", order_id=order_id)
        assert isinstance(refusal, NotFound)


def test_what_a_note_said_before_stays_on_record(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]],
    sql: Callable[..., list[Any]],
):  # fmt: skip
    id = build.note(customer_id, "first words")
    build.perform(change_note, note_id=id, body="second words", expected_version=1)
    build.perform(change_note, note_id=id, pinned=True)
    build.perform(change_note, note_id=id, pinned=False)
    build.perform(change_note, note_id=id, body="second words", pinned=False)
    (note,) = ask(notes, customer_id=customer_id)
    assert (note.body, note.version) == ("second words", 4)
    types = [event.type for event in happened() if event.type.startswith("note.")]
    assert types == ["note.added", "note.changed", "note.pinned", "note.unpinned"]
    said = {value for (value,) in sql("SELECT value FROM event_texts WHERE field = 'body'")}
    assert said == {"first words", "second words"}


def test_a_stale_correction_is_refused(build: Builders, customer_id: UUID, refusal_of: Callable[..., DomainError]):
    id = build.note(customer_id)
    build.perform(change_note, note_id=id, body="mine", expected_version=1)
    refusal = refusal_of(change_note, note_id=id, body="yours", expected_version=1)
    assert (type(refusal), refusal.details) == (StaleVersion, {"expected": 1, "actual": 2})


@pytest.mark.parametrize(
    ("body", "code"),
    [("", "missing"), (" \n ", "missing"), ("x" * (LONGEST_NOTE + 1), "too_long"), ("x" * 10**6, "too_long"),
     ("a\x00b", "control_characters"), ("\ud800", "control_characters"), (None, "missing"), (b"x", "not_text")],
)  # fmt: skip
def test_what_is_no_note_is_refused(
    body: Any, code: str, build: Builders, customer_id: UUID, refusal_of: Callable[..., DomainError]
):
    refusal = refusal_of(add_note, customer_id=customer_id, body=body)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, "body", code)
    if body is not None:
        assert refusal_of(change_note, note_id=build.note(customer_id), body=body).code == code


@pytest.mark.parametrize("text", ["'; DELETE FROM notes; --", "<img src=x onerror=alert(1)>", "%s %(x)s {0} 😀 \u202e"])
def test_a_note_is_only_text(text: str, build: Builders, customer_id: UUID, ask: Callable[..., Any]):
    build.note(customer_id, text)
    assert bodies(ask, customer_id) == [text]


def test_who_may_not_write_notes_writes_none(
    application: Application, actor_with: Callable[..., Actor], customer_id: UUID, build: Builders
):
    note_id, order_id = build.note(customer_id), build.order(customer_id)
    reader = actor_with(Permission.CUSTOMERS_READ, Permission.CUSTOMERS_WRITE, Permission.ORDERS_WRITE)
    attempts: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (add_note, {"customer_id": customer_id, "body": "x"}),
        (change_note, {"note_id": note_id, "body": "x"}),
        (tag_customer, {"customer_id": customer_id, "tag": "x"}),
        (untag_customer, {"customer_id": customer_id, "tag": "x"}),
        (tag_order, {"order": order_id, "tag": "x"}),
        (untag_order, {"order": order_id, "tag": "x"}),
    ]
    for use_case, values in attempts:
        with pytest.raises(Denied):
            application.perform(use_case, reader, **values)
    with pytest.raises(Denied):
        application.ask(notes, actor_with(Permission.NOTES_WRITE), customer_id=customer_id)


def test_what_is_not_there_is_not_found(refusal_of: Callable[..., DomainError]):
    assert isinstance(refusal_of(change_note, note_id=new_id(), body="x"), NotFound)
    assert isinstance(refusal_of(add_note, customer_id=new_id(), body="x"), NotFound)
    assert isinstance(refusal_of(tag_customer, customer_id=new_id(), tag="x"), NotFound)
    assert isinstance(refusal_of(tag_order, order="#W1", tag="x"), NotFound)


def test_tags_are_put_on_once_and_taken_off(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    for tag in ("VIP", " vip ", "Éco"):
        build.perform(tag_customer, customer_id=customer_id, tag=tag)
    assert ask(customer, customer_id=customer_id).tags == ("vip", "éco")
    for tag in ("Vip", "vip"):
        build.perform(untag_customer, customer_id=customer_id, tag=tag)
    assert ask(customer, customer_id=customer_id).tags == ("éco",)
    types = [event.type for event in happened() if "tagged" in event.type]
    assert types == ["customer.tagged", "customer.tagged", "customer.untagged"]


def test_the_same_tag_by_many_at_once_is_put_on_once(
    build: Builders, customer_id: UUID, happened: Callable[..., list[EventRow]]
):
    results = together(*[lambda: build.perform(tag_customer, customer_id=customer_id, tag="vip")] * 8)
    assert errors_of(results) == []
    assert len(happened("customer.tagged")) == 1


@pytest.mark.parametrize(
    ("tag", "code"), [("", "missing"), ("x" * 41, "too_long"), ("\x00", "control_characters"), (5, "not_text")]
)
def test_what_is_no_tag_is_refused(tag: Any, code: str, customer_id: UUID, refusal_of: Callable[..., DomainError]):
    for use_case in (tag_customer, untag_customer):
        refusal = refusal_of(use_case, customer_id=customer_id, tag=tag)
        assert (refusal.field, refusal.code) == ("tag", code)


def test_there_is_an_end_to_tags(build: Builders, customer_id: UUID, refusal_of: Callable[..., DomainError]):
    for n in range(MOST_TAGS):
        build.perform(tag_customer, customer_id=customer_id, tag=f"t{n}")
    assert refusal_of(tag_customer, customer_id=customer_id, tag="one more").code == "too_many"
    build.perform(tag_customer, customer_id=customer_id, tag="t0")
