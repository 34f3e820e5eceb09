"""What is suggested for the open conversation. Read anew when the customer has written."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.figures import Reader
from console.workspace.actions.state import ActionState
from console.workspace.suggestions.present import address_of, card_rows, key_of, key_of_answer, step_lines, told_rows
from console.workspace.suggestions.rows import Card, StepLine, Told
from domain.conversations.record_choice import record_choice
from domain.conversations.rows import Thread
from domain.conversations.suggest import ActionCard
from domain.conversations.suggestions import Suggestions, suggestions
from domain.conversations.whereabouts import INTENT
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class SuggestionsState(rx.State):
    """`cards` are at most three; `told` says where the orders are that were asked for; `steps` the playbook of what is
    asked for, shown with `unfolded`.
    """

    cards: list[Card] = []
    told: list[Told] = []
    steps: list[StepLine] = []
    unfolded: bool = False
    _found: Suggestions = Suggestions()
    _read_for: tuple[str, str, str, str] = ("", "", "", "")
    _gone: list[str] = []
    _noted: tuple[Thread, Reader] | None = None

    @screen_event(Permission.ORDERS_READ)
    async def open(self, key: str) -> Any:
        """Open the panel of a card, filled with what the customer said."""
        card = self._card(key)
        if card is None:
            return None
        await self._keep(card.action, card.intent, card.confidence, "opened")
        panels = await self.get_state(ActionState)
        panels._give(card.action, card.order_id, card.values)
        _, conversation, customer, _ = self._read_for
        return rx.redirect(address_of(card, customer=customer, conversation=conversation))

    @screen_event(Permission.CASES_WRITE)
    async def dismiss(self, key: str) -> Any:
        """It is not what the customer wants."""
        card = self._card(key)
        if card is not None:
            await self._keep(card.action, card.intent, card.confidence, "dismissed")
            self._gone = [*self._gone, key]
            self.cards = [each for each in self.cards if each.key != key]

    @screen_event(Permission.CASES_WRITE)
    async def answer(self, key: str) -> Any:
        """What was ready was put into the box; the page does that by itself."""
        await self._note_answer(key, "opened")

    @screen_event(Permission.CASES_WRITE)
    async def dismiss_answer(self, key: str) -> Any:
        """It is not what the customer asks."""
        await self._note_answer(key, "dismissed")
        self.told = [each for each in self.told if each.key != key]

    @screen_event(Permission.CASES_READ)
    async def unfold(self) -> Any:
        """Show the steps, or hide them."""
        self.unfolded = not self.unfolded

    async def _turn_to(self, person: SignedIn, found: Thread, reader: Reader) -> None:
        """What is suggested for the thread as it is now; read only where the customer has written since."""
        self._noted = None
        wanted = _about(found, reader)
        if wanted == self._read_for or not person.actor.can(Permission.CASES_READ):
            return
        row = found.conversation
        self._read_for, self._gone = wanted, []
        self._found = await console().ask(suggestions, actor=person.actor, conversation_id=row.id)
        base = f"/?conversation={row.id}&customer={row.customer_id}" if row.customer_id else ""
        self.cards = card_rows(self._found, reader)
        self.told = told_rows(self._found, reader, base=base)
        self.steps = step_lines(self._found, reader, base=base if row.order_id else "")

    def _note(self, found: Thread, reader: Reader) -> None:
        """The thread as it is now; what is suggested for it is read by `_catch_up`, after the message is shown."""
        self._noted = (found, reader) if _about(found, reader) != self._read_for else None

    async def _catch_up(self, person: SignedIn) -> None:
        """Turn to what was noted last."""
        if self._noted is not None:
            await self._turn_to(person, *self._noted)

    def _leave(self) -> None:
        self._noted = None
        if self._read_for != ("", "", "", ""):
            self.cards, self.told, self.steps = [], [], []
            self._found, self._read_for = Suggestions(), ("", "", "", "")

    def _card(self, key: str) -> ActionCard | None:
        return next((each.card for each in self._found.actions if key_of(each.card) == key), None)

    async def _note_answer(self, key: str, outcome: str) -> None:
        where = next((each.where for each in self._found.answers if key_of_answer(each) == key), None)
        if where is not None:
            await self._keep("answer", INTENT, where.confidence, outcome)

    async def _keep(self, action: str, intent: str, confidence: float, outcome: str) -> None:
        entry: UUID | None = self._found.entry_id
        if entry is not None and signed_in().actor.can(Permission.CASES_WRITE):
            await console().perform(
                record_choice,
                signed_in().actor,
                entry_id=entry,
                intent=intent,
                confidence=confidence,
                model_version=self._found.model_version,
                action=action,
                outcome=outcome,
            )


def _about(found: Thread, reader: Reader) -> tuple[str, str, str, str]:
    """What suggestions are made from: as long as it is the same, so are they."""
    row = found.conversation
    newest = next((each.id for each in reversed(found.entries) if each.direction == "in"), None)
    return f"{newest or ''}:{row.status == 'closed'}", str(row.id), str(row.customer_id or ""), reader.language
