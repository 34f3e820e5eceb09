"""A supervisor beside the open conversation, and what whoever has it sees of that."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.i18n import t
from console.ui.parts import icon
from console.workspace.conversation.state import ConversationState
from domain.conversations.oversee import take_over
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission

head = ConversationState.head


class Overseeing(rx.State):
    """What a supervisor does with somebody's conversation; a whisper goes the way of what is written."""

    @screen_event(Permission.CONVERSATIONS_OVERSEE)
    async def take_over(self) -> Any:
        """It is mine from now on, and whoever had it is told."""
        shown = await self.get_state(ConversationState)
        wanted = parse_id(shown.id, field="conversation")
        await console().perform(take_over, actor=signed_in().actor, conversation_id=wanted)


def overseen() -> rx.Component:
    """Says that somebody listens in, or that the conversation was taken from whoever looks at it."""
    return rx.fragment(
        rx.cond(head.observes, _listening()),
        rx.cond(ConversationState.taken_by != "", _taken()),
    )


def _listening() -> rx.Component:
    return rx.el.div(
        icon("ear", 14),
        rx.el.span(t("You listen in on {name}. The customer does not see you.", name=head.owner), class_name="wrap"),
        rx.cond(
            head.may_write,
            rx.el.button(
                icon("hand", 13),
                t("Take over"),
                type="button",
                class_name="button small row-end",
                id="talk-take-over",
                on_click=Overseeing.take_over,
            ),
        ),
        class_name="talk-observed",
        id="talk-observed",
    )


def _taken() -> rx.Component:
    return rx.el.div(
        icon("hand", 14),
        rx.el.span(t("{name} has taken this conversation over.", name=ConversationState.taken_by), class_name="wrap"),
        class_name="talk-observed taken",
        id="talk-taken",
        role="status",
    )
