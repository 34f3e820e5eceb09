"""What a customer writes becomes actions on their own orders, filled in; nothing where nothing is sure."""

from collections.abc import Callable
from typing import Any

import pytest

from console.understanding.reading import LocalUnderstanding
from domain.cases.close_case import close_case
from domain.conversations.canned import keep_canned_reply
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.conversations.suggestions import suggestions
from domain.edits.change_promise import change_promise
from domain.kernel.actor import Actor
from domain.orders.queries import order as read_order
from domain.ports.ports import Ports
from domain.work.application import Application
from tests.conftest import NOW
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


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_is_my_order_is_answered_in_the_customers_language(
    application: Application, administrator: Actor, build: Builders, ask: Callable[..., Any], language: str
) -> None:
    reading = Application(application.database, clock=application.clock, ports=Ports(understands=LocalUnderstanding()))
    customer = build.customer(phones=[PHONE], language=language)
    number = ask(read_order, order=build.order(customer)).number
    build.perform(change_promise, order=number, promised_on=NOW.date(), reason="carrier_delay")
    texts = {"body_en": "{order_number} comes {promised}.", "body_fr": "{order_number} arrive {promised}."}
    build.perform(keep_canned_reply, shortcut="promised", title="When it comes", **texts)

    def heard(body: str) -> Any:
        received = reading.perform(receive_message, administrator, channel="sms", address=PHONE, body=body)
        return reading.ask(suggestions, administrator, conversation_id=received.conversation_id)

    asked = {
        "en": f"Where is my order {number}? It should be here by now.",
        "fr": f"Où est ma commande {number} ? Elle devrait être là.",
    }
    found = heard(asked[language])
    (answer,) = found.answers
    assert (answer.where.order.number, answer.where.standing, found.actions) == (number, "expected", ())
    assert answer.text.startswith(f"{number} {'comes' if language == 'en' else 'arrive'} ") and "{" not in answer.text
    assert heard("Where is my order C9999999?").answers == ()  # somebody else's, or nobody's
    assert heard("ok").answers == ()
