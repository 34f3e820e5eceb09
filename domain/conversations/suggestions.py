"""What the newest message of a customer asks for: actions that would do it, and the steps to take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.load import kept_conversation
from domain.conversations.playbooks import Step, playbook
from domain.conversations.ready_answer import ready_answer
from domain.conversations.suggest import ActionCard, suggest_actions
from domain.conversations.whereabouts import Whereabouts, whereabouts
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry
from domain.orders.rows import OrderDetail
from domain.overview.queries import customer_overview
from domain.ports.understanding import Intent
from domain.work.unit import Unit

LONGEST_READ: Final = 4_000  # characters of the message


@dataclass(frozen=True, slots=True)
class SuggestedAction:
    """A card, with the goods that it names: how many of what."""

    card: ActionCard
    goods: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class SuggestedAnswer:
    """Where an order is that was asked for. `text` can be sent as it is, "" where the shop has no such reply."""

    where: Whereabouts
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Of the message `entry_id`, None where the customer has not written. `intent` is the surest, None where nothing is
    sure; `steps` are the playbook for it.
    """

    entry_id: UUID | None = None
    model_version: str = ""
    intent: Intent | None = None
    actions: tuple[SuggestedAction, ...] = ()
    answers: tuple[SuggestedAnswer, ...] = ()
    steps: tuple[Step, ...] = ()


def suggestions(unit: Unit, *, conversation_id: UUID) -> Suggestions:
    """At most three actions for the newest message, the surest first, of orders of the customer, and where those are
    that they ask for; none for a closed case, and none while nobody knows who it is.
    """
    unit.actor.require(Permission.CASES_READ)
    found = _newest(unit, conversation_id)
    if found is None:
        return Suggestions()
    entry_id, body, customer_id, language = found
    said = unit.ports.understands.understand(body[:LONGEST_READ], now=unit.now, language=language)
    orders = _orders(unit, customer_id) if customer_id is not None and said.intents else ()
    cards = suggest_actions(said, orders)
    intent = said.intents[0] if said.intents else None
    return Suggestions(
        entry_id=entry_id,
        model_version=said.model_version,
        intent=intent,
        actions=tuple(SuggestedAction(card, _goods(card, orders)) for card in cards),
        answers=tuple(
            SuggestedAnswer(where, _answer(unit, conversation_id, where, language))
            for where in whereabouts(said, orders, today=unit.now.date())
        ),
        steps=playbook(intent.name) if intent else (),
    )


def _newest(unit: Unit, conversation_id: UUID) -> tuple[UUID, str, UUID | None, str] | None:
    kept = kept_conversation(unit, conversation_id)
    query = (
        select(ConversationEntry.id, ConversationEntry.body, Conversation.customer_id, Conversation.language)
        .join(Conversation, Conversation.id == ConversationEntry.conversation_id)
        .join(Case, Case.id == Conversation.case_id)
        .where(
            ConversationEntry.conversation_id == kept,
            ConversationEntry.direction == "in",
            ConversationEntry.kind == "message",
            Case.status != "closed",
        )
        .order_by(ConversationEntry.seq.desc())
        .limit(1)
    )
    row = unit.session.execute(query).one_or_none()
    return (row[0], row[1], row[2], row[3]) if row is not None else None


def _orders(unit: Unit, customer_id: UUID) -> Sequence[OrderDetail]:
    if not (unit.actor.can(Permission.CUSTOMERS_READ) and unit.actor.can(Permission.ORDERS_READ)):
        return ()
    return customer_overview(unit, customer_id=customer_id).orders


def _answer(unit: Unit, conversation_id: UUID, where: Whereabouts, language: str) -> str:
    return ready_answer(
        unit,
        conversation_id=conversation_id,
        order_id=where.order.id,
        language=language,
        standing=where.standing,
    )


def _goods(card: ActionCard, orders: Sequence[OrderDetail]) -> tuple[tuple[int, str], ...]:
    lines = {str(line.id): line for order in orders if order.id == card.order_id for line in order.lines}
    named = ((name.rpartition(".")[2], value) for name, value in card.values.items() if name.startswith("pieces."))
    return tuple((int(count), lines[id].title) for id, count in named if id in lines and count.isdecimal())
