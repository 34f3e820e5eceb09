"""Bring a conversation to one's screen, when one accepts it."""

from typing import Any
from uuid import UUID

import reflex as rx


def show_conversation(conversation_id: UUID) -> Any:
    """For a screen event to return: the page goes to the conversation, with its customer beside it."""
    return rx.redirect(f"/?conversation={conversation_id}")
