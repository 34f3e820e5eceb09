"""An answer that the shop has ready: one of its canned replies, filled for an order."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.fill import filled, reply_facts
from domain.kernel.permissions import Permission
from domain.models.reply_kit import CannedReply
from domain.work.unit import Unit

# The shortcut of the canned reply that tells where an order is.
_TOLD_BY: Final[Mapping[str, str]] = {"arrived": "delivered", "late": "late", "expected": "promised"}


def ready_answer(unit: Unit, *, conversation_id: UUID, order_id: UUID, language: str, standing: str) -> str:
    """The text in the language of the conversation; "" where the shop has none, or something in it is not known."""
    unit.actor.require(Permission.CASES_READ)
    query = select(CannedReply).where(CannedReply.shortcut == _TOLD_BY.get(standing, ""))
    canned = unit.session.execute(query).scalar_one_or_none()
    body = (canned.body_fr if language == "fr" else canned.body_en) if canned is not None else ""
    if not body:
        return ""
    text = filled(body, reply_facts(unit, conversation_id=conversation_id, order_id=order_id))
    return "" if "{" in text else text
