"""Who is there for new chats at this moment."""

from dataclasses import dataclass

from domain.assignment.standing import online
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class ChatStaffing:
    """How many agents are online who take chats, and how many of them could take one more now."""

    present: int
    free: int


def chat_staffing(unit: Unit) -> ChatStaffing:
    """Agents who are online and whose capacity for chats is not nothing; no names: strangers are told of it."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    there = [agent for agent in online(unit) if agent.capacity.get("chat", 0) > 0]
    return ChatStaffing(len(there), sum(agent.has_room("chat") for agent in there))
