"""What agents accepted is read from the database to learn from: redacted, each message once, nothing that was erased."""

from uuid import UUID

from console.understanding.training.learned import WEIGHT, accepted_in
from domain.cases.close_case import close_case
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.conversations.record_choice import record_choice
from domain.kernel.actor import Actor
from domain.privacy.erase import erase_customer
from domain.work.application import Application
from tests.support.builders import Builders


def test_used_suggestions_are_read_redacted_and_without_the_erased(application: Application, build: Builders) -> None:
    def said(body: str, *outcomes: str, address: str, intent: str = "cancel_order") -> UUID:
        received = build.perform(receive_message, channel="sms", address=address, body=body)
        found = application.ask(thread, Actor.system("test"), conversation_id=received.conversation_id)
        entry_id = found.entries[-1].id
        for outcome in outcomes:
            build.perform(
                record_choice,
                entry_id=entry_id,
                intent=intent,
                confidence=0.9,
                model_version="1",
                action="cancel",
                outcome=outcome,
            )
        return found.conversation.case_id

    build.customer(phones=["+33612340001"], language="fr")
    gone = build.customer(phones=["+33612340002"])
    said("Annulez, carte 4111 1111 1111 1111", "opened", "used", "used", address="+33612340001")
    said("Where is it?", "dismissed", "opened", address="+33612340003")
    case_id = said("Erase me", "used", address="+33612340002")
    said("Nothing sure", "used", address="+33612340004", intent="")
    build.perform(close_case, case_id=case_id)
    build.perform(erase_customer, customer_id=gone, reason="They asked")
    (learned,) = accepted_in(application)
    assert (learned.intent, learned.language, learned.weight) == ("cancel_order", "fr", WEIGHT)
    assert "Annulez" in learned.text and "4111 1111" not in learned.text
