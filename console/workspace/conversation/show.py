"""Bring a conversation to somebody's screen: when they accept it, or when their phone rings."""

from typing import Any
from uuid import UUID

import reflex as rx

from console import live
from console.workspace.conversation.state import ConversationState


def show_conversation(conversation_id: UUID) -> Any:
    """For a screen event to return: the page goes to the conversation, with its customer beside it."""
    return rx.redirect(f"/?conversation={conversation_id}")


async def summon(staff_id: UUID, conversation_id: UUID) -> bool:
    """Show the conversation on the tab that this person used last, in this process; whether there is one."""
    tabs = [watcher.token for watcher in live.hub().watchers.values() if watcher.staff_id == staff_id]

    async def work(root: Any) -> None:
        (await root.get_state(ConversationState))._summon(f"/?conversation={conversation_id}")

    for token in reversed(tabs):
        if await live.hub().bring(token, work):
            return True
    return False
