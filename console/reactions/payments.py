"""Payments that the worker moves: the gateway is asked, its webhooks are worked off, shipments are captured."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from console.jobs.registry import task
from domain.alerts.alert_given_back_twice import alert_given_back_twice
from domain.events.subscriptions import Subscriptions
from domain.inbound.kept import Delivery
from domain.kernel.actor import Actor
from domain.kernel.errors import Busy, DomainError, Invalid
from domain.kernel.money import Money, check_currency
from domain.payments import ask, deliveries
from domain.payments.capture_shipped import capture_shipped
from domain.payments.settle import begin_attempt, note_trouble, settle_intent
from domain.payments.waiting import requeue_payments
from domain.ports.gateway import GatewayAnswer, GatewayUnavailable

GIVEN_BACK_TWICE = "payments.given_back_twice"
CAPTURE_SHIPPED = "payments.capture_shipped"
REQUEUE = "payments.requeue"
GATEWAY = Actor.system("payments")
_ATTEMPTS = 1000  # an hour apart in the end: a vendor may be away for weeks

# What is done about a delivery of a type: handed the console and the delivery's `data`. Other parts of the product add
# theirs ("dispute.opened"). A handler may run twice for one delivery; a `DomainError` is kept as its problem.
Handler = Callable[[Any, Mapping[str, Any]], object]
HANDLERS: Final[dict[str, Handler]] = {}

_ALIVE = text(
    "SELECT args->>'intent_id' FROM procrastinate_jobs WHERE task_name = :task AND status IN ('todo', 'doing')"
)


def follow_shipments(subscriptions: Subscriptions) -> None:
    """Capture what was authorised after each parcel; and tell people of money that went back twice."""
    subscriptions.on(
        ("payment.given_back_twice",),
        task=GIVEN_BACK_TWICE,
        args=lambda event: {"event_id": str(event.id)},
        lock=lambda event: f"given-back:{event.order_id}",
    )
    subscriptions.on(
        ("shipment.shipped", "order.shipped"),
        task=CAPTURE_SHIPPED,
        args=lambda event: {"order_id": str(event.order_id)},
        lock=lambda event: f"order:{event.order_id}",
    )


@task(ask.TASK, attempts=_ATTEMPTS, queue=ask.QUEUE)
def settle(console: Any, /, **args: Any) -> object:
    """Ask the gateway, outside any transaction, and book its answer. Without one, the same is asked again later."""
    intent_id = UUID(args["intent_id"])
    request = console.application.perform(begin_attempt, GATEWAY, intent_id=intent_id)
    if request is None:
        return None
    try:
        answer = console.gateway.send(request)
    except GatewayUnavailable as trouble:
        console.application.perform(note_trouble, GATEWAY, intent_id=intent_id, problem=str(trouble))
        raise
    return console.application.perform(settle_intent, GATEWAY, intent_id=intent_id, answer=answer)


@task(CAPTURE_SHIPPED)
def capture(console: Any, /, **args: Any) -> object:
    """The task: see `capture_shipped`."""
    return console.application.perform(capture_shipped, GATEWAY, order_id=UUID(args["order_id"]))


@task(REQUEUE, cron="* * * * *", queue=ask.QUEUE)
def requeue(console: Any, /, **_args: Any) -> object:
    """Payments whose job was lost (given up, or removed by hand) get a new one."""
    with console.database.reading() as session:
        alive = {UUID(id) for id in session.execute(_ALIVE, {"task": ask.TASK}).scalars()}
    return console.application.perform(requeue_payments, GATEWAY, alive=alive)


@task(deliveries.TASK, queue=deliveries.QUEUE)
def work_off_webhook(console: Any, /, **args: Any) -> object:
    """Hand a delivery to the handler of its type, once; what nobody handles, or is refused, is kept and marked."""
    named = {"vendor": args["vendor"], "delivery_id": args["delivery_id"]}
    found = console.application.perform(deliveries.delivery_to_work_off, GATEWAY, **named)
    if found is None:
        return None
    problem = _handle(console, found)
    return console.application.perform(deliveries.mark_worked_off, GATEWAY, **named, problem=problem)


def _handle(console: Any, delivery: Delivery) -> str:
    """What kept the delivery from having an effect, "" if nothing did."""
    handler = HANDLERS.get(delivery.type)
    if handler is None:
        return "unknown type"
    data = json.loads(delivery.body).get("data")
    try:
        handler(console, data if isinstance(data, dict) else {})
    except Busy:
        raise
    except DomainError as refusal:
        return f"{refusal.code}: {refusal.en}"
    return ""


def _movement(console: Any, data: Mapping[str, Any]) -> object:
    """The gateway has decided about a movement of ours; what it tells is booked as its direct answer would be."""
    intent_id = _intent_id(data.get("idempotency_key"))
    minor, status = data.get("amount"), data.get("status")
    if status not in ("settled", "refused") or not isinstance(minor, int) or isinstance(minor, bool):
        raise unreadable("data")
    answer = GatewayAnswer(
        settled=status == "settled", vendor_ref=str(data.get("id") or ""), code=str(data.get("code") or "")
    )
    amount = Money(minor, check_currency(data.get("currency"), field="data.currency"))
    return console.application.perform(settle_intent, GATEWAY, intent_id=intent_id, answer=answer, amount=amount)


def _intent_id(key: object) -> UUID:
    try:
        return UUID(str(key))
    except ValueError:
        raise unreadable("data.idempotency_key") from None


def unreadable(field: str) -> Invalid:
    """A delivery that lacks what its type needs; kept with this as its problem."""
    return Invalid(
        field=field,
        code="unreadable",
        en=f"“{field}” of the delivery cannot be read.",
        fr=f"« {field} » de l’envoi est illisible.",
    )


for _type in ("payment.settled", "payment.refused", "refund.settled"):
    HANDLERS[_type] = _movement


@task(GIVEN_BACK_TWICE)
def tell_of_money_given_back_twice(console: Any, /, **args: Any) -> object:
    """The task: see `alert_given_back_twice`."""
    return console.application.perform(alert_given_back_twice, GATEWAY, event_id=UUID(args["event_id"]))
