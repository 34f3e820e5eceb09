"""In which language the open conversation is answered: shown in its head, and chosen there."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.i18n import t
from console.ui.parts import badge
from console.workspace.conversation.state import ConversationState
from domain.conversations.language import choose_language
from domain.kernel.ids import parse_id
from domain.kernel.language import LANGUAGES
from domain.kernel.permissions import Permission


class SpeakingState(rx.State):
    """Holds nothing: the language stands in the head of the conversation."""

    @screen_event(Permission.CASES_WRITE)
    async def choose(self, language: str) -> Any:
        """Answer in `language` from now on."""
        person, shown = signed_in(), await self.get_state(ConversationState)
        wanted = parse_id(shown.id, field="conversation")
        await console().perform(
            choose_language, actor=person.actor, conversation_id=wanted, language=language.lower()[:2]
        )
        await shown._turn_to(person, wanted)


def language_chip() -> rx.Component:
    """The language; who may write chooses another one."""
    head = ConversationState.head
    return rx.cond(
        head.may_write & ~head.closed,
        rx.el.select(
            *[rx.el.option(each.upper(), value=each.upper()) for each in LANGUAGES],
            value=head.language,
            on_change=SpeakingState.choose,
            class_name="badge talk-language",
            aria_label=t("Language of the answers"),
            title=t("Language of the answers"),
            id="talk-language",
        ),
        badge(head.language),
    )
