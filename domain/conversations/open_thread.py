"""Begin a thread: a case that rules route, and the conversation in it."""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from domain.cases.load import load_case
from domain.cases.open_case import open_case
from domain.conversations.record import record_conversation
from domain.conversations.redaction import redact
from domain.db.prepared import Prepared
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit


def open_thread(
    unit: Unit,
    *,
    channel: str,
    address: str,
    subject: str,
    topic: str,
    customer_id: UUID | None,
    order_id: UUID | None = None,
    language: str | None = None,
    contact_name: str = "",
) -> tuple[Conversation, Case]:
    """Open a case and its conversation, both locked. Everything is checked already but what `open_case` checks.

    Records what `open_case` does, and `conversation.started`.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case_id = open_case(
        unit,
        subject=redact(subject).text,
        topic=topic,
        channel=channel,
        customer_id=customer_id,
        order_id=order_id,
        language=language,
    )
    case = load_case(unit, case_id)
    conversation = _empty(unit, case, channel, address, contact_name)
    unit.session.add(conversation)
    unit.session.flush()
    take_part(unit, conversation, channel, address, contact_name)
    record_conversation(unit, "conversation.started", conversation, case, {"channel": channel})
    return conversation, case


def _empty(unit: Unit, case: Case, channel: str, address: str, contact_name: str) -> Conversation:
    """Nothing was said yet."""
    return Conversation(
        id=new_id(at=unit.now),
        case_id=case.id,
        customer_id=case.customer_id,
        channel=channel,
        address=address,
        contact_name=contact_name,
        language=case.language,
        started_at=unit.now,
        last_at=unit.now,
        last_seq=0,
        last_preview="",
        last_from="",
        customer_read_seq=0,
        staff_read_seq=0,
        version=1,
    )


def take_part(unit: Unit, conversation: Conversation, channel: str, address: str, name: str = "") -> None:
    """From now on messages from this address lead to the conversation."""
    if not address:
        return
    _TAKE_PART.run(unit.session, conversation_id=conversation.id, channel=channel, address=address, name=name)


_TAKE_PART: Final = Prepared(
    lambda: text("""
        INSERT INTO conversation_contacts AS known (conversation_id, channel, address, name)
        VALUES (CAST(:conversation_id AS uuid), :channel, :address, :name)
        ON CONFLICT (conversation_id, channel, address) DO UPDATE SET name = excluded.name
        WHERE excluded.name <> '' AND known.name <> excluded.name
    """)
)
