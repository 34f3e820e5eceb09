"""A message is sent once, whatever happens in between; nothing of unknown fate is blindly sent again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied
from domain.messages.deliver import LOOK_AFTER, MOST_ATTEMPTS, PAUSES, begin_attempt, settle_attempt
from domain.messages.queries import messages_to
from domain.messages.queue import DELIVER
from domain.messages.waiting import release_messages, requeue_messages
from domain.overview.timeline import timeline
from domain.work.application import Application
from notifications.channels.channel import FateUnknown, NotSent
from notifications.deliver import POSTMAN, deliver
from tests.notifications.conftest import Vendor
from tests.support.jobs import NotedJobs

Queued = Callable[..., UUID]
REFUSED = NotSent("550 no such mailbox", permanent=True)
BUSY = NotSent("451 try later", permanent=False)


def told(application: Application, administrator: Actor, customer_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    entries = application.ask(timeline, administrator, customer_id=customer_id).items
    return [(entry.type, dict(entry.data)) for entry in reversed(entries) if entry.type.startswith("message.")]


def status(sql: Any) -> Any:
    return sql("SELECT status, problem, attempts FROM outbound_messages")[0]


def test_who_may_not_write_to_customers_neither_sends_nor_settles(
    application: Application, powerless: Actor, queued: Queued
):
    id = queued()
    with pytest.raises(Denied):
        application.perform(release_messages, powerless)
    for use_case, values in ((begin_attempt, {}), (settle_attempt, {"fate": "sent"})):
        with pytest.raises(Denied):
            application.perform(use_case, powerless, message_id=id, **values)
    with pytest.raises(Denied):
        application.perform(requeue_messages, powerless)


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_a_message_is_sent_once(
    channel: str, application: Application, administrator: Actor, queued: Queued, vendor: Vendor, marie: UUID, sql: Any
):
    id = queued(channel)
    for _ in range(3):
        deliver(application, {channel: vendor}, message_id=id)
    (parcel,) = vendor.sent
    assert (parcel.id, "123456" in parcel.text) == (id, True)
    assert sql("SELECT status, vendor_ref, sent_at IS NOT NULL FROM outbound_messages") == [("sent", "ref-1", True)]
    assert [type for type, _ in told(application, administrator, marie)] == ["message.queued", "message.sent"]


def test_a_refusal_for_good_is_told_and_not_tried_again(
    application: Application, administrator: Actor, queued: Queued, vendor: Vendor, marie: UUID, sql: Any
):
    id = queued()
    vendor.answers = [REFUSED]
    for _ in range(2):
        deliver(application, {"email": vendor}, message_id=id)
    assert (len(vendor.sent), status(sql)) == (1, ("failed", "550 no such mailbox", 1))
    type, data = told(application, administrator, marie)[-1]
    assert (type, data["problem"]) == ("message.failed", "550 no such mailbox")
    assert "marie@example.org" not in str(data)


def test_what_may_pass_is_tried_again_and_then_given_up(
    application: Application, queued: Queued, vendor: Vendor, clock: SetClock, jobs: NotedJobs, sql: Any
):
    id = queued()
    vendor.answers = [BUSY] * MOST_ATTEMPTS
    for pause in PAUSES:
        for _ in range(2):  # the job may run twice: the second time it is too early
            deliver(application, {"email": vendor}, message_id=id)
        assert status(sql)[:2] == ("queued", "451 try later")
        asked, early = len(jobs.noted), application.perform(release_messages, POSTMAN)
        clock.advance(pause)
        due = [application.perform(release_messages, POSTMAN) for _ in range(2)]
        assert (early, due, jobs.noted[asked].args) == (0, [1, 0], {"message_id": str(id)})
    deliver(application, {"email": vendor}, message_id=id)
    assert status(sql) == ("failed", "451 try later", MOST_ATTEMPTS)
    assert len(vendor.sent) == MOST_ATTEMPTS


def test_an_email_of_unknown_fate_is_never_sent_again(
    application: Application, administrator: Actor, queued: Queued, vendor: Vendor, marie: UUID, sql: Any
):
    id = queued()
    vendor.answers = [FateUnknown("line lost")]
    for _ in range(3):
        deliver(application, {"email": vendor}, message_id=id)
    assert (len(vendor.sent), vendor.looked, status(sql)[0]) == (1, 0, "unknown")
    assert told(application, administrator, marie)[-1][0] == "message.failed"


def test_an_email_whose_worker_died_is_never_sent_again(
    application: Application, queued: Queued, vendor: Vendor, sql: Any
):
    id = queued()
    assert application.perform(begin_attempt, POSTMAN, message_id=id)  # and then the worker is killed
    for _ in range(2):
        deliver(application, {"email": vendor}, message_id=id)
    assert (vendor.sent, status(sql)[:2]) == ([], ("unknown", "fate_unknown"))


@pytest.mark.parametrize("died", [True, False])
def test_an_sms_of_unknown_fate_is_looked_for_first(
    died: bool, application: Application, queued: Queued, vendor: Vendor, clock: SetClock, sql: Any
):
    id = queued("sms")
    if died:
        application.perform(begin_attempt, POSTMAN, message_id=id)
        deliver(application, {"sms": vendor}, message_id=id)
        assert vendor.looked == 0  # it may be on its way to the vendor
        clock.advance(LOOK_AFTER)
    else:
        vendor.answers = [FateUnknown("line lost")]
        deliver(application, {"sms": vendor}, message_id=id)
        clock.advance(PAUSES[0])
    sent = len(vendor.sent)
    vendor.found = "SM-earlier"
    deliver(application, {"sms": vendor}, message_id=id)
    assert (len(vendor.sent), vendor.looked) == (sent, 1)
    assert sql("SELECT status, vendor_ref FROM outbound_messages") == [("sent", "SM-earlier")]


def test_an_sms_that_is_not_found_is_sent_again(
    application: Application, queued: Queued, vendor: Vendor, clock: SetClock, sql: Any
):
    id = queued("sms")
    vendor.answers = [FateUnknown("line lost")]
    first = clock.now()
    deliver(application, {"sms": vendor}, message_id=id)
    clock.advance(timedelta(minutes=2))
    deliver(application, {"sms": vendor}, message_id=id)
    assert (len(vendor.sent), vendor.looked, status(sql)[0]) == (2, 1, "sent")
    assert vendor.sent[1].first_tried_at == first


def test_without_a_channel_it_fails_and_says_so(application: Application, queued: Queued, sql: Any):
    deliver(application, {}, message_id=queued("sms"))
    assert status(sql)[:2] == ("failed", "no_channel")


def test_a_secret_shows_nowhere_and_is_gone_once_it_is_sent(
    application: Application, administrator: Actor, queued: Queued, vendor: Vendor, marie: UUID, sql: Any
):
    id = queued(secret=True)
    (row,) = application.ask(messages_to, administrator, customer_id=marie)
    assert (row.subject, row.body, row.address) == ("", "", "m•••@e•••.org")
    deliver(application, {"email": vendor}, message_id=id)
    assert "123456" in vendor.sent[0].text
    assert sql("SELECT subject, body, html FROM outbound_messages") == [("", "", "")]
    assert told(application, administrator, marie) == []


def test_a_code_that_is_no_longer_good_is_not_sent(
    application: Application, queued: Queued, vendor: Vendor, clock: SetClock, sql: Any
):
    id = queued(secret=True, good_until=clock.now() + timedelta(minutes=10))
    clock.advance(timedelta(minutes=10))
    deliver(application, {"email": vendor}, message_id=id)
    assert (vendor.sent, status(sql)[:2]) == ([], ("failed", "too_late"))


def test_what_was_forgotten_is_asked_for_again(
    application: Application, queued: Queued, vendor: Vendor, clock: SetClock, jobs: NotedJobs
):
    lost, done = queued(), queued()
    deliver(application, {"email": vendor}, message_id=done)
    jobs.noted.clear()
    assert application.perform(requeue_messages, POSTMAN) == 0
    clock.advance(timedelta(hours=3))
    assert application.perform(requeue_messages, POSTMAN) == 1
    assert [(job.task, job.args) for job in jobs.noted] == [(DELIVER, {"message_id": str(lost)})]
