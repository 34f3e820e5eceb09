"""What a customer writes becomes actions on their own orders, filled in; nothing where nothing is sure."""

from collections.abc import Callable
from typing import Any

from console.understanding.reading import LocalUnderstanding
from domain.cases.close_case import close_case
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.conversations.suggestions import suggestions
from domain.kernel.actor import Actor
from domain.orders.queries import order as read_order
from domain.ports.ports import Ports
from domain.work.application import Application
from tests.support.builders import Builders

PHONE = "+33612345678"


def test_a_message_becomes_an_action_on_the_order_it_names(
    application: Application, administrator: Actor, build: Builders, ask: Callable[..., Any]
) -> None:
    reading = Application(application.database, clock=application.clock, ports=Ports(understands=LocalUnderstanding()))
    customer = build.customer(phones=[PHONE], language="en")
    order = build.order(customer)
    number = ask(read_order, order=order).number

    def heard(body: str, address: str = PHONE) -> Any:
        received = reading.perform(receive_message, administrator, channel="sms", address=address, body=body)
        return received.conversation_id, reading.ask(
            suggestions, administrator, conversation_id=received.conversation_id
        )

    conversation, found = heard(f"Hello, please cancel my order {number}, I don't need it any more")
    assert found.intent is not None and found.intent.name == "cancel_order"
    assert [(each.card.action, each.card.order_number) for each in found.actions] == [("cancel", number)]
    assert found.steps and found.entry_id is not None
    _, unsure = heard("ok")
    assert (unsure.actions, unsure.entry_id != found.entry_id) == ((), True)
    _, unknown = heard(f"please cancel my order {number}", address="+33699999999")
    assert unknown.intent is not None and unknown.actions == ()  # of somebody nobody knows
    case_id = ask(thread, conversation_id=conversation).conversation.case_id
    build.perform(close_case, case_id=case_id)
    assert reading.ask(suggestions, administrator, conversation_id=conversation).entry_id is None
