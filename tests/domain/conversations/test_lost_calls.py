"""Nobody waits for ever for a caller of whose end the vendor never told."""

from datetime import timedelta

import pytest

from domain.conversations.answer_call import answer_call
from domain.conversations.calls import running_calls
from domain.conversations.end_lost_calls import LONGEST, end_lost_calls
from domain.conversations.note_call import note_call_status
from domain.conversations.queue_call import queue_call
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied
from domain.models.telephone import Call
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders


def outcome(unit: Unit, vendor_ref: str) -> str:
    return str(unit.session.query(Call.outcome).where(Call.vendor_ref == vendor_ref).scalar())


def test_it_is_over_when_no_call_lasts_that_long(
    build: Builders, application: Application, administrator: Actor, clock: SetClock
) -> None:
    for ref, number in (("CA1", "+33612345678"), ("CA2", "+33698765432")):
        if ref == "CA2":
            clock.advance(LONGEST - timedelta(minutes=1))
        build.perform(answer_call, vendor_ref=ref, number=number)
        build.perform(queue_call, vendor_ref=ref)
    assert build.perform(end_lost_calls) == 0
    clock.advance(timedelta(minutes=2))
    assert build.perform(end_lost_calls) == 1
    assert [one.number for one in application.ask(running_calls, administrator)] == ["+33698765432"]
    assert build.perform(end_lost_calls) == 0
    build.perform(note_call_status, vendor_ref="CA1", status="completed")  # late news change nothing
    assert application.ask(outcome, administrator, "CA1") == "abandoned"


def test_not_by_anybody(application: Application, powerless: Actor) -> None:
    with pytest.raises(Denied):
        application.perform(end_lost_calls, powerless)
