"""What was told by webhook about conversations is worked off, once, and what staff wrote is sent."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from domain.conversations import inbound
from domain.conversations.note_delivery import note_delivery
from domain.conversations.receive_sms import receive_sms
from domain.conversations.reply import DELIVER
from domain.conversations.waiting import requeue_replies
from domain.inbound.kept import Delivery
from domain.kernel.actor import Actor
from domain.kernel.errors import Busy, DomainError
from domain.messages.note_status import note_message_status
from notifications.answer import send_answer
from notifications.twilio.codes import problem_with

TELEPHONE: Final = Actor.system("telephone")
REQUEUE: Final = "conversations.requeue"

# What is done about a delivery of a type: handed the console, the fields that the vendor tells, and what we wrote into
# the address that it tells them to. A handler may run twice for one delivery; a `DomainError` is kept as its problem.
Handler = Callable[[Any, Mapping[str, Any], Mapping[str, str]], object]
HANDLERS: Final[dict[str, Handler]] = {}

_STATUSES: Final = {"sent": "sent", "delivered": "delivered", "failed": "failed", "undelivered": "failed"}


@task(inbound.TASK, queue=inbound.QUEUE)
def work_off_inbound(console: Any, /, **args: Any) -> object:
    """Hand a delivery to the handler of its type, once; what nobody handles, or is refused, is kept and marked."""
    named = {"vendor": args["vendor"], "delivery_id": args["delivery_id"]}
    found = console.application.perform(inbound.inbound_to_work_off, TELEPHONE, **named)
    if found is None:
        return None
    return console.application.perform(inbound.end_inbound, TELEPHONE, **named, problem=_handle(console, found))


def _handle(console: Any, delivery: Delivery) -> str:
    """What kept the delivery from having an effect, "" if nothing did."""
    handler = HANDLERS.get(delivery.type)
    if handler is None:
        return "unknown type"
    told = json.loads(delivery.body)
    try:
        problem = handler(console, told.get("fields", {}), told.get("link", {}))
    except Busy:
        raise
    except DomainError as refusal:
        return f"{refusal.code}: {refusal.en}"
    return problem if isinstance(problem, str) else ""


@task(DELIVER, attempts=20, queue=inbound.QUEUE)
def deliver_answer(console: Any, /, **args: Any) -> object:
    """The task: see `send_answer`."""
    send_answer(console.application, console.channels, entry_id=UUID(args["entry_id"]))
    return None


@task(REQUEUE, cron="*/5 * * * *", queue=inbound.QUEUE)
def requeue(console: Any, /, **_args: Any) -> object:
    """The task: see `requeue_replies`."""
    return console.application.perform(requeue_replies, TELEPHONE)


def _sms_received(console: Any, fields: Mapping[str, Any], _link: Mapping[str, str]) -> object:
    return console.application.perform(
        receive_sms,
        TELEPHONE,
        number=fields["From"],
        body=fields.get("Body") or "…",
        external_ref=fields["MessageSid"],
    )


def _sms_status(console: Any, fields: Mapping[str, Any], link: Mapping[str, str]) -> object:
    """Of a reply in a conversation, or of a message that told of an event."""
    status = _STATUSES.get(str(fields.get("MessageStatus")))
    if status is None:
        return None
    id, sid = _id(link.get("message")), fields["MessageSid"]
    if id is None:
        return "unknown message"
    problem = problem_with(fields["ErrorCode"]) if fields.get("ErrorCode") else ""
    noted = console.application.perform(
        note_message_status, TELEPHONE, message_id=id, status=status, vendor_ref=sid, problem=problem
    )
    if noted is None:
        console.application.perform(
            note_delivery, TELEPHONE, entry_id=id, status=status, problem=problem, external_ref=sid
        )
    return None


def _id(given: str | None) -> UUID | None:
    try:
        return UUID(given or "")
    except ValueError:
        return None


HANDLERS["sms.received"] = _sms_received
HANDLERS["sms.status"] = _sms_status
