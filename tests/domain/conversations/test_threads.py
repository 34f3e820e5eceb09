"""Conversations: a message finds its thread, is answered, handed on, put together and taken apart; nothing twice."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from domain.cases.close_case import close_case
from domain.cases.queries import case
from domain.cases.snooze_case import snooze_case, wake_due_cases
from domain.conversations.add_private_note import add_private_note
from domain.conversations.entries import NewFile
from domain.conversations.identify import identify_conversation
from domain.conversations.inbox import inbox_counts
from domain.conversations.language import choose_language
from domain.conversations.merge import merge_conversations, unmerge_conversation
from domain.conversations.note_delivery import mark_read_by_customer, mark_read_by_staff, note_delivery
from domain.conversations.oversee import take_over, whisper
from domain.conversations.queries import conversation_counts, conversations, thread
from domain.conversations.receive_message import Received, receive_message
from domain.conversations.reply import DELIVER, reply
from domain.conversations.split import split_conversation
from domain.conversations.start_conversation import start_conversation
from domain.conversations.transfer import transfer_conversation
from domain.conversations.ways import reply_ways
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, NotFound
from domain.kernel.ids import new_id
from domain.overview.queries import customer_overview
from domain.ports.ports import Ports
from domain.ports.understanding import Intent, Understanding, UnderstandsNothing
from domain.queues.queries import queues
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

PHONE = "+33612345678"


@pytest.fixture
def hear(build: Builders) -> Callable[..., Received]:
    """A customer's SMS."""
    return lambda body="Where is my lamp?", **values: build.perform(
        receive_message, **({"channel": "sms", "address": PHONE, "body": body} | values)
    )


@pytest.fixture
def answer(application: Application, team: Team) -> Callable[..., UUID]:
    """Somebody's reply."""
    zoe = team.hire(name="Zoé")
    return lambda heard, body="x": application.perform(
        reply, zoe, conversation_id=getattr(heard, "conversation_id", heard), body=body
    )


@pytest.fixture
def read(ask: Callable[..., Any]) -> Callable[..., Any]:
    return lambda received, **values: ask(
        thread, conversation_id=getattr(received, "conversation_id", received), **values
    )


def bodies(shown: Any) -> list[str]:
    return [entry.body for entry in shown.entries]


def test_the_first_message_opens_a_routed_case_and_the_next_go_on_in_it(
    hear: Callable[..., Received], read: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    first = hear()
    second = hear("Order W1", address="06 12 34 56 78".replace("06", "+33 6"))
    assert (first.conversation_id, first.seq, second.seq) == (second.conversation_id, 1, 2)
    shown = read(first)
    assert bodies(shown) == ["Where is my lamp?", "Order W1"]
    row = shown.conversation
    assert (row.subject, row.status, row.unread, row.address) == ("Where is my lamp?", "new", 2, PHONE)
    assert row.queue and row.number.startswith("#S") and row.waiting_since is not None
    types = [event.type for event in happened() if event.type.startswith(("case.", "conversation."))]
    received = "conversation.message_received"
    assert types == ["case.opened", "conversation.started", received, received]


def test_the_one_customer_with_the_address_is_known_and_of_several_all_are_likely(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any], ask: Callable[..., Any]
) -> None:
    marie = build.customer(phones=[PHONE], language="fr")
    shown = read(hear())
    assert (shown.conversation.customer_id, shown.conversation.language, shown.likely) == (marie, "fr", ())
    timeline = ask(customer_overview, customer_id=marie).timeline.items
    assert timeline[0].type == "conversation.message_received" and timeline[0].texts["body"] == "Where is my lamp?"
    house = [build.customer(emails=["us@home.example"]) for _ in range(2)]
    unsure = read(hear(channel="email", address="Us@Home.example"))
    assert unsure.conversation.customer_id is None
    assert {id for id, _ in unsure.likely} == set(house)
    build.perform(identify_conversation, conversation_id=unsure.conversation.id, customer_id=house[1])
    known = read(unsure.conversation.id)
    assert (known.conversation.customer_id, known.likely) == (house[1], ())
    assert ask(case, case_id=known.conversation.case_id).customer_id == house[1]


@pytest.mark.parametrize("twice", [{"external_ref": "SM1"}, {"client_key": "k1"}])
def test_what_comes_twice_is_kept_once(
    hear: Callable[..., Received], read: Callable[..., Any], twice: dict[str, str]
) -> None:
    first, again = hear(**twice), hear(**twice)
    assert again == Received(first.conversation_id, first.entry_id, 1, repeated=True)
    assert len(read(first).entries) == 1


def test_two_first_messages_at_once_are_one_conversation(
    application: Application, administrator: Actor, ask: Callable[..., Any]
) -> None:
    def send(number: int) -> None:
        application.perform(receive_message, administrator, channel="sms", address=PHONE, body=f"hello {number}")

    writers = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = ask(conversations, view="all").items
    assert len(found) == 1
    shown = ask(thread, conversation_id=found[0].id)
    assert sorted(bodies(shown)) == [f"hello {number}" for number in range(4)]
    assert [entry.seq for entry in shown.entries] == [1, 2, 3, 4]


def test_a_closed_case_is_opened_again_within_a_week_and_later_it_is_another(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any], clock: SetClock
) -> None:
    first = hear()
    build.perform(close_case, case_id=read(first).conversation.case_id, wrap_up="solved", note="Sent again")
    assert (read(first).conversation.status, read(first).conversation.wrap_up) == ("closed", "solved")
    assert hear("One more thing").conversation_id == first.conversation_id
    assert (read(first).conversation.status, read(first).conversation.wrap_up) == ("new", "")
    build.perform(close_case, case_id=read(first).conversation.case_id)
    clock.advance(timedelta(days=8))
    assert hear("Hello again").conversation_id != first.conversation_id


def test_a_mail_that_answers_goes_where_the_answered_one_stands(hear: Callable[..., Received]) -> None:
    first = hear(channel="email", address="a@b.example", external_ref="<1@x>")
    hear(channel="email", address="c@d.example", external_ref="<2@x>")
    answer = hear("Yes", channel="email", address="c@d.example", answers=["<0@x>", "<1@x>"], external_ref="<3@x>")
    assert answer.conversation_id == first.conversation_id


def test_whoever_answers_has_the_case_and_it_waits_for_the_customer(
    application: Application, team: Team, hear: Callable[..., Received], read: Callable[..., Any]
) -> None:
    ana = team.hire(name="Ana")
    heard = hear()
    written = {"conversation_id": heard.conversation_id, "body": "It leaves today.", "client_key": "c1"}
    entry = application.perform(reply, ana, **written)
    assert application.perform(reply, ana, **written) == entry
    shown = read(heard)
    row = shown.conversation
    assert (row.status, row.owner, row.waiting_since, row.unread) == ("waiting", "Ana", None, 0)
    assert row.first_answered_at is not None
    sent = shown.entries[-1]
    assert (sent.direction, sent.status, sent.address, sent.author_name) == ("out", "queued", PHONE, "Ana")
    hear("Thanks!")
    assert read(heard).conversation.status == "open"


def test_an_sms_is_sent_by_a_job_and_a_chat_has_it_at_once(
    application: Application, team: Team, hear: Callable[..., Received]
) -> None:
    ana = team.hire(name="Ana")
    by_sms = application.preview(reply, ana, conversation_id=hear().conversation_id, body="x")
    assert DELIVER in [job.task for job in by_sms.deferred]
    chat = hear(channel="chat", address="visitor-1")
    by_chat = application.preview(reply, ana, conversation_id=chat.conversation_id, body="x")
    assert DELIVER not in [job.task for job in by_chat.deferred]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": " "}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "store"}, "channel"),
        ({"channel": "email"}, "address"),
        ({"address": "12"}, "address"),
        ({"files": [NewFile("run.exe", b"MZ\x00\x01")]}, "files[0].content"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_leaves_nothing(
    refusal_of: Callable[..., DomainError],
    hear: Callable[..., Received],
    read: Callable[..., Any],
    values: dict[str, Any],
    field: str,
) -> None:
    heard = hear()
    refused = refusal_of(reply, **({"conversation_id": heard.conversation_id, "body": "x"} | values))
    assert refused.field == field
    assert len(read(heard).entries) == 1


def test_nothing_is_written_into_a_closed_case_or_none(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any], refusal_of: Callable[..., DomainError]
) -> None:
    heard = hear()
    build.perform(close_case, case_id=read(heard).conversation.case_id)
    assert refusal_of(reply, conversation_id=heard.conversation_id, body="x").code == "case_closed"
    assert isinstance(refusal_of(reply, conversation_id=new_id(), body="x"), NotFound)


def test_files_come_and_go_with_messages(hear: Callable[..., Received], read: Callable[..., Any]) -> None:
    heard = hear("", files=[NewFile("C:\\photos\\lamp.txt", b"broken")])
    (file,) = read(heard).entries[0].files
    assert (file.name, file.media_type, file.size) == ("lamp.txt", "text/plain", 6)


def test_a_delivery_never_goes_backwards(
    build: Builders,
    answer: Callable[..., UUID],
    hear: Callable[..., Received],
    read: Callable[..., Any],
    happened: Callable[..., Any],
) -> None:
    heard = hear()
    entry = answer(heard)
    told = ["sent", "delivered", "sent", "delivered", "failed", "nonsense"]
    assert [build.perform(note_delivery, entry_id=entry, status=each) for each in told] == [True, True, *[False] * 4]
    assert read(heard).entries[-1].status == "delivered"
    other = answer(heard)
    assert build.perform(note_delivery, entry_id=other, status="failed", problem="30003")
    assert [event.data["problem"] for event in happened("conversation.delivery_failed")] == ["30003"]
    assert not build.perform(note_delivery, entry_id=new_id(), status="sent")


def test_what_was_read(build: Builders, hear: Callable[..., Received], read: Callable[..., Any]) -> None:
    heard = hear()
    hear("second")
    build.perform(mark_read_by_staff, upto={heard.conversation_id: 1})
    assert read(heard).conversation.unread == 1
    build.perform(mark_read_by_customer, conversation_id=heard.conversation_id, seq=99)
    build.perform(mark_read_by_customer, conversation_id=heard.conversation_id, seq=1)
    assert read(heard).conversation.customer_read_seq == 2


def test_two_conversations_become_one_and_two_again(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any], refusal_of: Callable[..., DomainError]
) -> None:
    sms, mail = hear("by sms"), hear("by mail", channel="email", address="a@b.example")
    build.perform(merge_conversations, conversation_id=mail.conversation_id, into_id=sms.conversation_id)
    assert bodies(read(mail)) == bodies(read(sms)) == ["by sms", "by mail"]
    assert hear("again", channel="email", address="a@b.example").conversation_id == sms.conversation_id
    assert (
        refusal_of(merge_conversations, conversation_id=mail.conversation_id, into_id=sms.conversation_id).code
        == "same_conversation"
    )
    build.perform(unmerge_conversation, conversation_id=mail.conversation_id)
    assert (bodies(read(mail)), bodies(read(sms))) == (["by mail"], ["by sms", "again"])
    assert read(mail).conversation.status == "new"


def test_conversations_of_two_people_are_not_one(
    build: Builders, hear: Callable[..., Received], refusal_of: Callable[..., DomainError]
) -> None:
    build.customer(phones=[PHONE])
    build.customer(emails=["a@b.example"])
    other = hear(channel="email", address="a@b.example").conversation_id
    refused = refusal_of(merge_conversations, conversation_id=hear().conversation_id, into_id=other)
    assert isinstance(refused, Conflict) and refused.code == "other_customer"


def test_what_belongs_elsewhere_goes_on_there(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any], refusal_of: Callable[..., DomainError]
) -> None:
    heard = hear("about the lamp")
    hear("and about the chair")
    fresh = build.perform(split_conversation, conversation_id=heard.conversation_id, from_seq=2)
    assert (bodies(read(heard)), bodies(read(fresh))) == (["about the lamp"], ["and about the chair"])
    assert read(fresh).conversation.subject == "and about the chair"
    assert hear("more").conversation_id == fresh
    assert read(fresh).entries[-1].seq == 2
    for place in (1, 99):
        refused = refusal_of(split_conversation, conversation_id=heard.conversation_id, from_seq=place)
        assert refused.field == "from_seq"


def test_it_is_put_aside_and_comes_back_by_the_clock_or_with_the_customer(
    build: Builders,
    hear: Callable[..., Received],
    read: Callable[..., Any],
    ask: Callable[..., Any],
    clock: SetClock,
    refusal_of: Callable[..., DomainError],
) -> None:
    heard = hear()
    case_id = read(heard).conversation.case_id
    build.perform(snooze_case, case_id=case_id, until=clock.now() + timedelta(hours=1))
    assert ask(conversation_counts) == {"mine": 0, "unassigned": 0, "open": 0, "snoozed": 1}
    assert build.perform(wake_due_cases) == 0
    clock.advance(timedelta(hours=2))
    assert (build.perform(wake_due_cases), build.perform(wake_due_cases)) == (1, 0)
    build.perform(snooze_case, case_id=case_id, until=clock.now() + timedelta(hours=1))
    hear("Hello?")
    assert ask(conversation_counts)["unassigned"] == 1
    assert refusal_of(snooze_case, case_id=case_id, until=clock.now()).field == "until"


def test_it_is_handed_on_with_a_note(
    build: Builders,
    team: Team,
    hear: Callable[..., Received],
    read: Callable[..., Any],
    refusal_of: Callable[..., DomainError],
    happened: Callable[..., Any],
) -> None:
    heard, ana = hear(), team.hire(name="Ana")
    build.perform(transfer_conversation, conversation_id=heard.conversation_id, owner_id=ana.id, note="Knows lamps")
    assert (read(heard).conversation.owner, read(heard).entries[1].kind) == ("Ana", "note")
    for _ in range(2):  # what changes nothing leaves no line
        build.perform(transfer_conversation, conversation_id=heard.conversation_id, queue="returns")
    row = read(heard).conversation
    assert (row.owner, row.queue, row.status) == ("", "returns", "new")
    lines = [entry for entry in read(heard).entries if entry.kind == "notice"]
    assert [(line.details["notice"], line.details["to"]) for line in lines] == [
        ("handed_over", "Ana"),
        ("queued", "returns"),
    ]
    assert {line.direction for line in lines} == {"internal"} and row.last_preview == "Where is my lamp?"
    assert not happened("conversation.noticed")
    for both in ({}, {"queue": "x", "owner_id": ana.id}):
        assert refusal_of(transfer_conversation, conversation_id=heard.conversation_id, **both).field == "queue"


def test_somebody_of_staff_begins_one(
    application: Application, team: Team, build: Builders, read: Callable[..., Any]
) -> None:
    ana, customer = team.hire(name="Ana"), build.customer()
    started: UUID = application.perform(
        start_conversation,
        ana,
        channel="email",
        subject="Your lamp",
        address="Me@Home.example",
        customer_id=customer,
    )
    application.perform(reply, ana, conversation_id=started, body="It leaves today.")
    shown = read(started)
    assert (shown.conversation.owner, shown.conversation.customer_id) == ("Ana", customer)
    assert shown.entries[0].address == "me@home.example"


@pytest.mark.parametrize(
    ("channel", "offered"), [("email", ["email", "sms"]), ("sms", ["sms", "email"]), ("phone", ["sms", "email"])]
)
def test_where_nothing_was_said_yet_a_reply_goes_by_the_channel_that_was_chosen(
    application: Application, team: Team, build: Builders, channel: str, offered: list[str]
) -> None:
    customer, ana = build.customer(phones=["+33612345678"], emails=["me@home.example"]), team.hire()
    started = application.perform(start_conversation, ana, channel=channel, subject="x", customer_id=customer)
    assert [way.channel for way in application.ask(reply_ways, ana, conversation_id=started)] == offered


def test_long_threads_are_read_page_by_page(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any]
) -> None:
    heard = hear("0")
    for number in range(1, 5):
        build.perform(add_private_note, conversation_id=heard.conversation_id, body=str(number))
    newest = read(heard, limit=2)
    assert bodies(newest) == ["3", "4"]
    middle = read(heard, limit=2, before=newest.earlier)
    last = read(heard, limit=2, before=middle.earlier)
    assert (bodies(middle), bodies(last), last.earlier) == (["1", "2"], ["0"], None)


def test_lists_show_who_waits_longest_first(
    hear: Callable[..., Received], answer: Callable[..., UUID], clock: SetClock, ask: Callable[..., Any]
) -> None:
    waits = []
    for number in range(3):
        waits.append(hear(address=f"+3361234567{number}").conversation_id)
        clock.advance(timedelta(minutes=1))
    answer(waits[0], "Done")
    first = ask(conversations, limit=2)
    rest = ask(conversations, limit=2, cursor=first.next_cursor)
    assert [row.id for row in (*first.items, *rest.items)] == [waits[1], waits[2], waits[0]]
    assert rest.items[0].last_preview == "Done" and rest.next_cursor is None


def test_a_supervisor_says_something_aside_and_takes_over(
    application: Application,
    team: Team,
    hear: Callable[..., Received],
    answer: Callable[..., UUID],
    read: Callable[..., Any],
    refusal_of: Callable[..., DomainError],
    happened: Callable[..., Any],
) -> None:
    hugo, heard = team.hire(name="Hugo", role="supervisor"), hear()
    aside = {"conversation_id": heard.conversation_id, "body": "Offer a replacement", "client_key": "w1"}
    assert refusal_of(whisper, **aside).code == "nobody_has_it"
    answer(heard)
    for _ in range(2):
        application.perform(whisper, hugo, **aside)
    said = [entry for entry in read(heard).entries if entry.details.get("whisper")]
    assert [(entry.body, entry.direction) for entry in said] == [("Offer a replacement", "internal")]
    for _ in range(2):
        application.perform(take_over, hugo, conversation_id=heard.conversation_id)
    assert read(heard).conversation.owner == "Hugo"
    assert [event.data["from"] for event in happened("conversation.taken_over")] == ["Zoé"]
    lines = [(line.author_name, line.details) for line in read(heard).entries if line.kind == "notice"]
    assert lines == [("Hugo", {"notice": "taken_over", "from": "Zoé", "to": ""})]
    with pytest.raises(Denied):
        application.perform(take_over, team.hire(name="Ana"), conversation_id=heard.conversation_id)


def test_card_numbers_and_secrets_are_kept_nowhere(
    hear: Callable[..., Received], read: Callable[..., Any], happened: Callable[..., Any], sql: Callable[..., Any]
) -> None:
    card = "4111 1111 1111 1111"
    shown = read(hear(f"My card is {card}, please refund", subject=f"Card {card}"))
    (entry,) = shown.entries
    assert entry.redacted == ("card_number",) and "1111 1111" not in entry.body + entry.subject
    assert "1111 1111" not in shown.conversation.subject + shown.conversation.last_preview
    told = [event.data for event in happened("conversation.message_received")]
    assert card not in str(told)
    assert sql("SELECT count(*) FROM event_texts WHERE value LIKE %s", f"%{card}%") == [(0,)]


class Reads(UnderstandsNothing):
    """Understands what the test says."""

    def understand(self, text: str, *, now: datetime, language: str = "en") -> Understanding:
        return Understanding(text=text, language="fr", intents=(Intent("return_item", 0.9, 0, len(text)),))


def test_a_new_conversation_is_routed_by_what_it_is_about(
    application: Application, administrator: Actor, ask: Callable[..., Any]
) -> None:
    reading = Application(application.database, clock=application.clock, ports=Ports(understands=Reads()))
    heard = reading.perform(
        receive_message, administrator, channel="sms", address=PHONE, body="Je voudrais renvoyer la lampe"
    )
    row = ask(thread, conversation_id=heard.conversation_id).conversation
    assert (row.topic, row.queue, row.language) == ("return", "returns", "fr")
    given = reading.perform(
        receive_message, administrator, channel="sms", address="+33611111111", body="x", topic="payment", language="en"
    )
    row = ask(thread, conversation_id=given.conversation_id).conversation
    assert (row.topic, row.language) == ("payment", "en")


def test_it_is_answered_in_the_language_of_the_words_then_the_customers_then_as_chosen(
    application: Application, build: Builders, administrator: Actor, ask: Callable[..., Any]
) -> None:
    reading = Application(application.database, clock=application.clock, ports=Ports(understands=Reads()))
    write = partial(reading.perform, receive_message, administrator, channel="chat", address="v1", page_language="en")
    heard = write(body="Bonjour")

    def spoken() -> tuple[str, str]:
        row = ask(thread, conversation_id=heard.conversation_id).conversation
        return row.language, ask(case, case_id=row.case_id).language

    assert spoken() == ("fr", "fr")
    build.perform(choose_language, conversation_id=heard.conversation_id, language="en")
    write(body="Encore moi")
    assert spoken() == ("en", "en")
    other = partial(write, address="v2")(body="Bonjour")
    sven = build.customer(first_name="Sven", language="en")
    build.perform(identify_conversation, conversation_id=other.conversation_id, customer_id=sven)
    assert ask(thread, conversation_id=other.conversation_id).conversation.language == "en"
    known = partial(write, address="v3", customer_id=sven)(body="Bonjour")
    assert ask(thread, conversation_id=known.conversation_id).conversation.language == "en"


def test_who_names_an_order_may_be_its_customer_and_is_not_taken_for_them(
    build: Builders, hear: Callable[..., Received], read: Callable[..., Any]
) -> None:
    build.goods("SKU-1")
    marie = build.customer(first_name="Marie", last_name="Dupont")
    build.order(marie, number="#C101328")
    shown = read(hear("Bonjour, où est ma commande C101328 ?", channel="chat", address="v1"))
    assert (shown.conversation.customer_id, shown.likely) == (None, ())
    assert shown.named == ((marie, "Marie Dupont", "#C101328"),)
    build.perform(identify_conversation, conversation_id=shown.conversation.id, customer_id=marie)
    assert read(shown.conversation.id).named == ()


def test_the_list_of_what_is_to_be_taken_and_the_queues_count_the_same(
    sql: Callable[..., Any],
    hear: Callable[..., Received],
    answer: Callable[..., UUID],
    ask: Callable[..., Any],
) -> None:
    theirs, ours = hear(), hear("Hello", address="+33612345679")
    answer(theirs)
    case_id = ask(thread, conversation_id=theirs.conversation_id).conversation.case_id
    sql("UPDATE cases SET owner_id = NULL WHERE id = %s", case_id)
    page = ask(conversations, view="unassigned")
    assert [row.id for row in page.items] == [ours.conversation_id]
    assert ask(inbox_counts).views(None)["unassigned"] == ask(conversation_counts)["unassigned"] == 1
    assert sum(row.waiting for row in ask(queues)) == 1
