"""Nobody is there: a visitor leaves a message and says where the answer may go."""

from uuid import UUID

from domain.conversations.load import load_conversation
from domain.conversations.open_thread import take_part
from domain.conversations.receive_message import LONGEST_NAME, Received
from domain.kernel.email import check_email, fold_email
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.visitors.load import load_visitor
from domain.visitors.write_message import write_message
from domain.work.unit import Unit


def leave_message(unit: Unit, *, visitor_id: UUID, name: str, email: str, body: str, key: str) -> Received:
    """Keep the message like any other; the next answer goes to `email`, unless the visitor is heard in the chat before.

    The address proves nothing: whose customer it may be is for an agent to see. Records what `write_message` does.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    address = check_email(email, field="email")
    who = clean_text(name, field="name", most=LONGEST_NAME, required=False)
    visitor = load_visitor(unit, visitor_id)
    visitor.email, visitor.name = address, who or visitor.name
    received = write_message(unit, visitor_id=visitor_id, body=body, key=key)
    if received.repeated:
        return received
    conversation, case = load_conversation(unit, received.conversation_id)
    take_part(unit, conversation, "email", fold_email(address), visitor.name)
    conversation.channel = case.channel = "email"
    conversation.address = fold_email(address)
    conversation.contact_name = visitor.name or conversation.contact_name
    unit.session.flush()
    return received
