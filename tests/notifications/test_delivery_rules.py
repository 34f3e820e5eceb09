"""Whether a message may go is asked when it goes, not only when it was written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.ui.figures import Reader
from console.workspace.timeline.letters import lettered, parcel_lines
from console.workspace.timeline.present import moments
from domain.conversations.receive_sms import receive_sms
from domain.customers.set_consent import set_consent
from domain.fulfilment.ship import ship as ship_parcel
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, Invalid
from domain.messages.note_status import note_message_status
from domain.messages.queries import contacts_of, messages
from domain.messages.queue import DELIVER, queue_message
from domain.messages.quiet_hours import quiet_end
from domain.messages.see_to import confirm_arrival, send_again
from domain.messages.settings import change_delivery_settings, delivery_settings
from domain.messages.waiting import release_messages
from domain.messages.zones import zones_of
from domain.overview.timeline import timeline
from domain.overview.told import ParcelTold, messages_named, told_of_parcels
from domain.work.application import Application
from notifications.channels.channel import FateUnknown, NotSent
from notifications.channels.smtp_codes import is_permanent, problem_with
from notifications.deliver import POSTMAN, deliver
from notifications.twilio.codes import problem_with as twilio_problem
from tests.notifications.conftest import Vendor
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs

Send = Callable[..., UUID]
PHONE, MAIL = "+33612345678", "marie@example.org"
STOPPED = NotSent("opted_out", permanent=True)
NO_MAILBOX = NotSent("bad_address 550 5.1.1 unknown", permanent=True)
VALUES = {
    "arrives": "",
    "name": "",
    "number": "#C1",
    "items": "",
    "items_short": "",
    "amount": "",
    "total": "",
    "label": False,
    "wallet": False,
}
VALUES |= {"place": "", "return_number": "", "for_return": "", "method": "", "to_place": "", "hello": "Bonjour,"}


@pytest.fixture
def told(build: Builders, marie: UUID) -> Send:
    """Queue a service message to her, with the other channel to fall back on."""

    def told(channel: str = "sms", **values: Any) -> UUID:
        ways = {"sms": PHONE, "email": MAIL}
        other = "email" if channel == "sms" else "sms"
        standard = {
            "customer_id": marie,
            "template": "order_cancelled",
            "channel": channel,
            "address": ways[channel],
            "language": "fr",
            "values": VALUES,
            "event_id": uuid4(),
            "fall_back": (other, ways[other]),
        }
        return build.perform(queue_message, **standard | values)

    return told


@pytest.fixture
def rows(sql: Any) -> Callable[[], list[Any]]:
    return lambda: sql("SELECT channel, status, problem FROM outbound_messages ORDER BY queued_at, id")


@pytest.fixture
def run(application: Application, vendor: Vendor, jobs: NotedJobs, clock: SetClock) -> Callable[[], None]:
    """Do every delivery whose time has come; both channels lead to the same vendor."""

    def run() -> None:
        application.perform(release_messages, POSTMAN)
        due = [job for job in jobs.noted if job.task == DELIVER and (job.run_at or clock.now()) <= clock.now()]
        jobs.noted[:] = [job for job in jobs.noted if job not in due]
        for job in due:
            deliver(application, {"sms": vendor, "email": vendor}, message_id=UUID(job.args["message_id"]))
        if due:
            run()

    return run


def said(application: Application, administrator: Actor, marie: UUID) -> list[str]:
    entries = application.ask(timeline, administrator, customer_id=marie).items
    return [entry.type for entry in reversed(entries) if entry.type.startswith("message.")]


def test_stop_in_the_middle_of_a_campaign_stops_the_rest(
    application: Application, build: Builders, told: Send, vendor: Vendor, marie: UUID, rows: Any, run: Any
) -> None:
    build.perform(set_consent, customer_id=marie, channel="sms", purpose="marketing", granted=True)
    for _ in range(3):
        told(purpose="marketing", fall_back=None)
    first, *rest = application.ask(messages, POSTMAN).items
    deliver(application, {"sms": vendor}, message_id=first.id)
    build.perform(receive_sms, number=PHONE, body="stop", external_ref="SM1")
    run()
    assert len(vendor.sent) == 1
    assert sorted(row[1:] for row in rows()) == [("sent", ""), *[("skipped", "opted_out")] * len(rest)]


def test_stop_that_the_vendor_alone_knows_counts_for_everything_after(
    application: Application, administrator: Actor, told: Send, vendor: Vendor, marie: UUID, rows: Any, run: Any
) -> None:
    vendor.answers = [STOPPED]
    told()
    run()
    assert [row[:2] for row in rows()] == [("sms", "failed"), ("email", "sent")]
    assert contacts_of_marie(application, marie).refused == {"sms"}
    told()
    assert rows()[2:] == [("sms", "skipped", "opted_out"), ("email", "queued", "")]
    types = said(application, administrator, marie)
    assert types[:4] == ["message.queued", "message.failed", "message.fell_back", "message.sent"]


def contacts_of_marie(application: Application, marie: UUID) -> Any:
    return application.ask(contacts_of, POSTMAN, customer_id=marie)


def test_a_mailbox_that_does_not_exist_is_not_written_to_again(
    application: Application, told: Send, vendor: Vendor, marie: UUID, rows: Any, run: Any
) -> None:
    vendor.answers = [NO_MAILBOX]
    told("email")
    run()
    assert [row[:2] for row in rows()] == [("email", "failed"), ("sms", "sent")]
    assert contacts_of_marie(application, marie).email == ""
    told("email", address="MARIE@example.org ", fall_back=None)
    assert rows()[-1] == ("email", "skipped", "bad_address")


def test_at_night_it_waits_for_the_customers_morning_and_codes_do_not(
    administrator: Actor, application: Application, told: Send, clock: SetClock, marie: UUID, run: Any, vendor: Any
) -> None:
    clock.advance(datetime(2026, 12, 1, 21, 30, tzinfo=UTC) - clock.now())  # 22:30 in Paris
    told()
    told(purpose="awaited", template="refunded")
    told(purpose="security", template="replacement")
    told("email", template="order_edited")  # makes no sound
    run()
    assert len(vendor.sent) == 3
    (waiting,) = application.ask(messages, administrator, status="waiting").items
    assert (waiting.problem, waiting.not_before) == ("quiet_hours", datetime(2026, 12, 2, 7, tzinfo=UTC))
    assert "message.waiting" in said(application, administrator, marie)
    clock.advance(timedelta(hours=9, minutes=29))
    run()
    assert len(vendor.sent) == 3
    clock.advance(timedelta(minutes=1))
    run()
    assert len(vendor.sent) == 4


def test_over_the_cap_an_sms_becomes_an_email_and_an_email_waits(
    application: Application, administrator: Actor, told: Send, vendor: Vendor, clock: SetClock, rows: Any, run: Any
) -> None:
    application.perform(change_delivery_settings, administrator, values={"cap_sms": 1, "cap_email": 2})
    for _ in range(2):
        told()
    told("email", fall_back=None)
    run()
    assert sorted(rows()) == [
        ("email", "sent", ""),
        ("email", "sent", ""),
        ("sms", "sent", ""),
        ("sms", "skipped", "over_cap"),
    ]
    told("email", fall_back=None)
    told("email", fall_back=None, purpose="security")
    run()
    assert rows()[-2:] == [("email", "queued", "over_cap"), ("email", "sent", "")]
    clock.advance(timedelta(hours=24))
    run()
    assert rows()[-2] == ("email", "sent", "")


def test_what_stands_in_is_called_back_when_the_first_arrives_after_all(
    application: Application, told: Send, vendor: Vendor, clock: SetClock, rows: Any, run: Any
) -> None:
    id = told()
    run()
    for status, ref in (("failed", "ref-1"), ("failed", "ref-1"), ("sent", "ref-1"), ("delivered", "ref-1")):
        application.perform(note_message_status, POSTMAN, message_id=id, status=status, vendor_ref=ref)
    clock.advance(timedelta(minutes=5))
    run()
    assert rows() == [("sms", "delivered", ""), ("email", "skipped", "first_arrived")]
    assert len(vendor.sent) == 1
    assert not application.perform(note_message_status, POSTMAN, message_id=id, status="failed", vendor_ref="ref-1")


def test_where_the_vendor_is_down_the_other_channel_is_used_after_a_while(
    told: Send, vendor: Vendor, clock: SetClock, rows: Any, run: Any
) -> None:
    told()
    for _ in range(7):
        vendor.answers = [NotSent("429 busy", permanent=False)] if rows()[0][1] == "queued" else []
        run()
        clock.advance(timedelta(minutes=5))
    assert [row[:2] for row in rows()] == [("sms", "failed"), ("email", "sent")]


def test_of_an_email_in_doubt_a_person_says_what_became_of_it(
    application: Application, administrator: Actor, powerless: Actor, told: Send, vendor: Vendor, rows: Any, run: Any
) -> None:
    lost, kept = told("email"), told("email")
    vendor.answers = [FateUnknown("line lost"), FateUnknown("line lost")]
    run()
    assert [row.id for row in application.ask(messages, administrator, status="trouble").items] == [kept, lost]
    for use_case in (confirm_arrival, send_again):
        with pytest.raises(Denied):
            application.perform(use_case, powerless, message_id=lost)
    application.perform(confirm_arrival, administrator, message_id=kept)
    application.perform(send_again, administrator, message_id=lost)
    run()
    assert ([parcel.id for parcel in vendor.sent], [row[1] for row in rows()]) == (
        [lost, kept, lost],
        ["sent", "delivered"],
    )
    for use_case in (confirm_arrival, send_again):
        with pytest.raises(Conflict):
            application.perform(use_case, administrator, message_id=lost)


def test_an_sms_in_doubt_is_only_looked_for_once_they_said_stop(
    application: Application, build: Builders, told: Send, vendor: Vendor, clock: SetClock, rows: Any, run: Any
) -> None:
    told(fall_back=None)
    vendor.answers = [FateUnknown("line lost")]
    run()
    build.perform(receive_sms, number=PHONE, body="STOP", external_ref="SM9")
    clock.advance(timedelta(hours=1))
    run()
    assert (len(vendor.sent), vendor.looked, rows()) == (1, 1, [("sms", "failed", "opted_out")])


def test_settings_have_bounds_and_are_kept(application: Application, administrator: Actor, powerless: Actor) -> None:
    for values in ({"cap_sms": 0}, {"quiet_from": 1440}, {"quiet_email": 1}, {"quiet": 1}, {"cap_hours": True}):
        with pytest.raises(Invalid):
            application.perform(change_delivery_settings, administrator, values=values)
    with pytest.raises(Denied):
        application.perform(change_delivery_settings, powerless, values={})
    application.perform(change_delivery_settings, administrator, values={"quiet_email": True, "cap_sms": 3})
    kept = application.ask(delivery_settings, administrator)
    assert (kept["quiet_email"], kept["cap_sms"], kept["quiet_from"], kept["version"]) == (True, 3, 1260, 2)


def test_who_lives_in_austin_with_a_number_of_seattle_sleeps_when_austin_does() -> None:
    seattle, morning = "+12065550114", datetime(2026, 11, 26, 15, 43, tzinfo=UTC)
    zones = zones_of(seattle, own="America/Chicago", country="US")
    assert zones == ("America/Chicago",)
    assert quiet_end(morning, zones, begins=1260, ends=480) is None
    assert zones_of(seattle, own="Europe/Paris", country="FR") == ("America/Los_Angeles",)
    assert zones_of("", own="America/Chicago", country="US") == ("America/Chicago",)


def test_messages_are_read_and_parcels_say_what_was_told_of_them(
    application: Application, administrator: Actor, build: Builders, told: Send, marie: UUID, run: Any
) -> None:
    build.goods("SKU-1")
    order = build.order(marie, number="#W1")
    ship = partial(build.perform, ship_parcel, order=order)
    first = ship(carrier="UPS", tracking_number="1Z1")
    assert application.ask(told_of_parcels, administrator, order_id=order)[first].why_none == "nothing_written"
    events = application.ask(timeline, administrator, order_id=order).items
    (shipped,) = (event for event in events if event.type == "shipment.shipped")
    message = told(order_id=order, event_id=shipped.id, fall_back=None)
    run()
    (row,) = application.ask(told_of_parcels, administrator, order_id=order)[first].messages
    assert (row.id, row.status, row.address) == (message, "sent", PHONE)
    assert application.ask(messages_named, administrator, message_ids={message, uuid4()}) == {message: row}
    stranger = replace(administrator, scopes=frozenset())
    (masked,) = application.ask(told_of_parcels, stranger, order_id=order)[first].messages
    assert masked.address == "+33 6 •• •• •• 78"
    told_of = application.ask(timeline, administrator, customer_id=marie, categories=("messages",)).items
    assert [event.type for event in told_of] == ["message.sent", "message.queued"]
    reader = Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=row.queued_at)
    lines = moments(told_of, reader, customer="C", of_order=False)
    (line,) = lettered(told_of, lines, {message: row}, reader, may_send=True)
    assert line.text.startswith("Sent to the customer") and line.letter.body == row.body and line.day
    assert parcel_lines(ParcelTold((row,), ""), reader)[0].endswith(": sent")


ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")


@given(
    st.integers(0, 700 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True),
    st.integers(0, 1439),
    st.integers(0, 1439),
)
def test_the_end_of_the_night_is_outside_it_and_the_first_such_moment(
    now: datetime, zones: list[str], begins: int, ends: int
) -> None:
    end = quiet_end(now, zones, begins=begins, ends=ends)
    if end is not None:
        assert end > now
        assert quiet_end(end, zones[:1], begins=begins, ends=ends) is None
        assert len(zones) > 1 or end - now < timedelta(hours=26)
        assert quiet_end(end - timedelta(minutes=1), zones, begins=begins, ends=ends) == end


@pytest.mark.parametrize(
    ("code", "text", "permanent", "problem"),
    [
        (550, "5.1.1 No such user", True, "bad_address 550 5.1.1 No such user"),
        (550, "no such mailbox", True, "bad_address 550 no such mailbox"),
        (550, "5.7.1 spam", True, "550 5.7.1 spam"),
        (552, "5.2.2 mailbox full", False, "552 5.2.2 mailbox full"),
        (535, "authentication failed", False, "535 authentication failed"),
        (451, "4.7.1 greylisted", False, "451 4.7.1 greylisted"),
    ],
)
def test_replies_of_mail_servers_are_understood(code: int, text: str, permanent: bool, problem: str) -> None:
    assert (is_permanent(code, text), problem_with(code, text)) == (permanent, problem)


def test_codes_of_twilio_are_understood() -> None:
    told = {code: twilio_problem(code).partition(" ")[0] for code in (21610, "21614", 30003, None)}
    assert told == {21610: "opted_out", "21614": "bad_address", 30003: "twilio", None: "twilio"}
