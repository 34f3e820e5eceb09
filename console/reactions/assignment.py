"""What waits is offered, what is offered is answered or offered on, and clocks tell when time runs out."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import structlog

from console.jobs.registry import task
from domain.assignment.answer_offer import expire_offer, withdraw_offer
from domain.assignment.beat import note_sign_out, note_silence
from domain.assignment.look import what_can_be_offered, what_is_due, what_is_stale
from domain.assignment.offer_case import EXPIRE, QUEUE, offer_case
from domain.assignment.overflow import overflow
from domain.assignment.take_back import take_back
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.staff.sessions import open_sessions

OFFER: Final = "assignment.offer"
MATCH: Final = "assignment.match"
LOOK: Final = "assignment.look"
SIGNED_OUT: Final = "assignment.signed_out"
DESK: Final = Actor.system("assignment")

# After these one case may wait for somebody; after the others somebody may be free.
_WAITS: Final = ("case.opened", "case.released", "case.moved", "case.routed", "case.reopened", "case.woken")
_WROTE: Final = ("conversation.message_received",)
_FREES: Final = (
    *("agent.went_online", "agent.changed", "agent.wrapped_up", "case.closed", "case.snoozed"),
    *("offer.accepted", "offer.declined", "offer.expired", "offer.withdrawn", "queue.changed"),
    *("conversation.call_ended", "conversation.call_wrapped_up"),
)

log = structlog.get_logger("assignment")


def follow_work(subscriptions: Subscriptions) -> None:
    """Offer after each event that lets a case wait, or an agent be free."""
    subscriptions.on((*_WAITS, *_WROTE), task=OFFER, args=lambda event: {"case_id": event.data["case_id"]})
    subscriptions.on(_FREES, task=MATCH, args=lambda _event: {}, lock=lambda _event: MATCH)
    subscriptions.on(
        ("staff.signed_out", "staff.signed_out_everywhere", "staff.locked"),
        task=SIGNED_OUT,
        args=lambda event: {"staff_id": event.data["staff_id"]},
    )


@task(OFFER)
def offer(console: Any, /, **args: Any) -> object:
    """The task: see `offer_case`."""
    return console.application.perform(offer_case, DESK, case_id=UUID(args["case_id"]))


@task(MATCH)
def match(console: Any, /, **_args: Any) -> object:
    """Offer whatever somebody is free for; who wraps up from now on is left in peace."""
    take_back_offers(console, console.application.ask(what_is_stale, DESK))
    return offer_what_can_be(console)


@task(EXPIRE, queue=QUEUE)
def expire(console: Any, /, **args: Any) -> object:
    """The task: see `expire_offer`."""
    return console.application.perform(expire_offer, DESK, offer_id=UUID(args["offer_id"]))


@task(SIGNED_OUT)
def signed_out(console: Any, /, **args: Any) -> object:
    """Who has no sign-in left open is offline; see `note_sign_out`."""
    staff_id = UUID(args["staff_id"])
    if console.application.ask(open_sessions, DESK, staff_id=staff_id):
        return None
    return console.application.perform(note_sign_out, DESK, staff_id=staff_id)


@task(LOOK, cron="* * * * * */5", queue=QUEUE)
def look_regularly(console: Any, /, **_args: Any) -> object:
    """Nothing waits unseen: whatever the clock has made due is done, and what can be offered is."""
    return look(console)


def look(console: Any) -> int:
    """Do what is due; how much was. One that fails does not keep the others."""
    app = console.application
    due = app.ask(what_is_due, DESK)
    done = 0
    done += sum(_guarded(app, note_silence, staff_id=id) for id in due.silent)
    done += sum(_guarded(app, expire_offer, offer_id=id) for id in due.expired)
    done += take_back_offers(console, due.stale)
    done += sum(_guarded(app, take_back, case_id=id) for id in due.left)
    done += sum(_guarded(app, overflow, case_id=id) for id, _ in due.overflowing)
    return done + offer_what_can_be(console)


def take_back_offers(console: Any, stale: Sequence[UUID]) -> int:
    """Withdraw what is no longer true; how many were."""
    return sum(_guarded(console.application, withdraw_offer, offer_id=id) for id in stale)


def offer_what_can_be(console: Any) -> int:
    """Offer a case to everybody who is free for one; how many were offered."""
    found = console.application.ask(what_can_be_offered, DESK)
    return sum(_guarded(console.application, offer_case, case_id=id) for id in found)


def _guarded(app: Any, use_case: Any, **values: Any) -> bool:
    try:
        return bool(app.perform(use_case, DESK, **values))
    except DomainError as refusal:
        log.info("not due any more", use_case=use_case.__name__, code=refusal.code)
    except Exception:
        log.exception("could not be done, is tried again", use_case=use_case.__name__)
    return False
