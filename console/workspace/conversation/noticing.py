"""What others are told of whoever has the conversation open: that it was read, and that an answer is being written."""

from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.workspace.conversation.gathered import seen_by_staff
from console.workspace.conversation.state import ConversationState
from domain.conversations.tell_typing import tell_staff_typing
from domain.kernel.permissions import Permission


class Noticing(rx.State):
    """Keeps nothing of its own."""

    @screen_event(Permission.CASES_WRITE)
    async def seen(self, seq: int) -> Any:
        """The person has looked at the thread up to `seq`; not who listens in, for the customer is told of it."""
        shown = await self.get_state(ConversationState)
        if shown.id and not shown.head.observes:
            await seen_by_staff(signed_in().actor, shown._open_id(), seq)

    @screen_event(Permission.CASES_WRITE)
    async def type_on(self) -> Any:
        """The person writes just now."""
        shown = await self.get_state(ConversationState)
        if shown.id:
            await console().perform(tell_staff_typing, actor=signed_in().actor, conversation_id=shown._open_id())
