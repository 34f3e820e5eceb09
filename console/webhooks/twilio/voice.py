"""Twilio asks what a call is to hear next: a use case says, and its answer becomes TwiML."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
from fastapi import APIRouter, Request
from starlette.responses import Response

from console.bootstrap import console
from console.webhooks.refusals import unreadable
from console.webhooks.twilio.routes import EMPTY, TELEPHONE, twiml
from console.webhooks.twilio.signed import Asked, asked_by_twilio
from console.webhooks.twilio.spoken import as_twiml
from domain.conversations.answer_call import answer_call, greet_again, press_menu
from domain.conversations.call_rows import CallStep
from domain.conversations.identify_caller import ask_who, give_code, give_order_number, give_postal_code
from domain.conversations.offer_call import answer_leg, connect_call, join_room
from domain.conversations.place_call import meet_customer
from domain.conversations.queue_call import LONGEST_WAIT, leave_line, leave_voicemail, queue_call
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from notifications.voice import menu, people
from notifications.voice.links import Links

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/webhooks/twilio", include_in_schema=False)


@router.post("/voice")
async def voice(request: Request) -> Response:
    """TwiML, always: a refusal of the domain is a farewell."""
    asked = await asked_by_twilio(request)
    if isinstance(asked, Response):
        return asked
    if not asked["CallSid"]:
        return unreadable(request)
    step, links = asked.link.get("step", ""), Links(f"{console().settings.public_url}/webhooks/twilio")
    language = asked.link.get("lang", "en")
    if step in _PLAIN:
        return twiml(_PLAIN[step](asked, links, language))
    take = _STEPS.get(step)
    if take is None:
        return unreadable(request)
    try:
        return twiml(as_twiml(await take(asked), links))
    except DomainError as refusal:
        log.info("a call was refused", step=step, code=refusal.code)
        return twiml(menu.farewell(language=language))


async def _take(use_case: Callable[..., CallStep], asked: Asked, **given: Any) -> CallStep:
    """Perform it as the machine that speaks with this caller; steps that only lead to another are taken at once."""
    step = await console().perform(use_case, _machine(asked["CallSid"]), **given)
    if step.kind == "to_queue":
        return await _take(queue_call, asked, vendor_ref=asked["CallSid"])
    if step.kind == "to_order":
        return await _take(ask_who, asked, vendor_ref=asked["CallSid"])
    return step


def _machine(call: str) -> Actor:
    """Each call is a session of its own, for whoever is made sure of in it."""
    return replace(TELEPHONE, session_id=uuid5(NAMESPACE_URL, f"call:{call}"))


def _tries(asked: Asked) -> int:
    given = asked.link.get("tries", "1")
    return int(given) if given.isdecimal() and len(given) < 3 else 1


def _id(given: str | None) -> UUID:
    try:
        return UUID(given or "")
    except ValueError:
        return UUID(int=0)


def _of_caller(use_case: Callable[..., CallStep], *fields: str) -> Callable[[Asked], Awaitable[CallStep]]:
    """A step of the caller's side; `fields` are handed over: digits, tries, or number from the link."""
    values: dict[str, Callable[[Asked], Any]] = {
        "digits": lambda asked: asked["Digits"][:40],
        "tries": _tries,
        "number": lambda asked: asked.link.get("number", "")[:40],
    }
    return lambda asked: _take(
        use_case, asked, vendor_ref=asked["CallSid"], **{name: values[name](asked) for name in fields}
    )


async def _message(asked: Asked) -> CallStep:
    seconds = asked["RecordingDuration"]
    return await _take(
        leave_voicemail,
        asked,
        vendor_ref=asked["CallSid"],
        recording_ref=asked["RecordingSid"],
        url=asked["RecordingUrl"],
        seconds=int(seconds) if seconds.isdecimal() else 0,
    )


async def _offer(asked: Asked) -> CallStep:
    return await _take(answer_leg, asked, leg_id=_id(asked.link.get("leg")), vendor_ref=asked["CallSid"])


async def _taken(asked: Asked) -> CallStep:
    return await _take(connect_call, asked, leg_id=_id(asked.link.get("leg")), digits=asked["Digits"])


async def _join(asked: Asked) -> CallStep:
    return await _take(join_room, asked, call_id=_id(asked.link.get("call")))


async def _called(asked: Asked) -> CallStep:
    """Somebody whom we called has answered."""
    return await _take(meet_customer, asked, call_id=_id(asked.link.get("call")), vendor_ref=asked["CallSid"])


async def _left(asked: Asked) -> CallStep:
    """Out of the line: by the caller's own wish, or because an agent took the call."""
    if asked["QueueResult"] != "leave":
        return CallStep("nothing", "en")
    return await _take(leave_line, asked, vendor_ref=asked["CallSid"])


_STEPS: dict[str, Callable[[Asked], Awaitable[CallStep]]] = {
    "": lambda asked: _take(answer_call, asked, vendor_ref=asked["CallSid"], number=asked["From"]),
    "greet": _of_caller(greet_again, "tries"),
    "menu": _of_caller(press_menu, "digits", "tries"),
    "order": _of_caller(give_order_number, "digits"),
    "postal": _of_caller(give_postal_code, "number", "digits"),
    "code": _of_caller(give_code, "digits"),
    "queue": _of_caller(queue_call),
    "requeue": _of_caller(queue_call),
    "message": _message,
    "offer": _offer,
    "taken": _taken,
    "join": _join,
    "called": _called,
    "left": _left,
}


def _in_line(asked: Asked, links: Links, language: str) -> str:
    waited = asked["QueueTime"]
    if waited.isdecimal() and int(waited) >= LONGEST_WAIT.total_seconds():
        return people.leave_line()
    position = asked["QueuePosition"]
    return people.hear_in_line(links, language=language, position=int(position) if position.isdecimal() else 1)


def _while_waiting(asked: Asked, _links: Links, _language: str) -> str:
    return people.leave_line() if asked["Digits"] == "3" else EMPTY


_PLAIN: dict[str, Callable[[Asked, Links, str], str]] = {
    "wait": _in_line,
    "waiting": _while_waiting,
    "hold": lambda _asked, links, language: people.hold(links, language=language),
}
