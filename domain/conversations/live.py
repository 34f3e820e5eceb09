"""Who waits at the other end at this moment, rather than for a letter."""

from datetime import datetime, timedelta
from typing import Any, Final

from domain.conversations.rows import ConversationRow
from domain.models.conversation import Conversation

LIVE: Final = ("chat", "phone", "store")  # somebody is on the other side at this moment
# For how long somebody stands in a shop, keeps a chat open, or holds a line that we do not see.
HELD: Final = timedelta(minutes=30)


def is_live(row: ConversationRow, now: datetime) -> bool:
    """Whether somebody can still be there: they came by a live channel, and something was said not long ago."""
    return row.channel in LIVE and row.last_at > now - HELD


def lives(now: datetime) -> Any:
    """The same as an expression of a conversation."""
    return Conversation.channel.in_(LIVE) & (Conversation.last_at > now - HELD)
