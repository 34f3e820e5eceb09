"""From words to action: which panels would do what a customer asks for, filled with what they said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.conversations.mentions import mentioned_lines
from domain.conversations.possible import is_possible
from domain.conversations.prefill import Wish, prefilled
from domain.kernel.order_number import number_key
from domain.orders.rows import OrderDetail
from domain.ports.understanding import Intent, Understanding

MOST_CARDS: Final = 3
LEAST_CONFIDENCE: Final = 0.4
_SECOND: Final = 0.85  # how much less sure each next action of an intent is
GUESSED: Final = 0.75  # and an order that is only the newest of several

# What answers an intent, the usual answer first. Others are answered with words.
_ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "cancel_order": ("cancel", "return"),
    "change_order": ("edit", "exchange"),
    "change_address": ("change_address",),
    "return_item": ("return",),
    "exchange_item": ("exchange", "edit"),
    "refund_status": (),
    "request_refund": ("refund", "return"),
    "damaged_or_missing": ("replace", "return", "refund"),
    "wrong_item": ("replace", "return", "exchange"),
    "price_match_or_discount": ("price_match", "discount"),
    "payment_problem": ("retry_payment", "change_payment"),
    "dispute_charge": ("open_dispute", "refund"),
    "delivery_options": ("change_fulfilment",),
    "complaint": ("goodwill",),
}
# The second answer is only for orders that do not allow the first.
_ONE_OF: Final = frozenset({"cancel_order", "change_order", "exchange_item", "payment_problem"})


@dataclass(frozen=True, slots=True)
class ActionCard:
    """A panel of an order, ready to be opened. `action` is the panel's name, `subject` what it is about in the order.

    `values` are inputs of its form by name, as they would be typed. `start` to `end` of the message are the words that
    it comes from.
    """

    action: str
    intent: str
    order_id: UUID
    order_number: str
    subject: str
    values: Mapping[str, str]
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Choice:
    order: OrderDetail
    lines: tuple[UUID, ...]
    certainty: float


def suggest_actions(said: Understanding, orders: Sequence[OrderDetail]) -> tuple[ActionCard, ...]:
    """At most three cards, the surest first; none where nothing is sure, and none that the order does not allow.

    `orders` are the customer's, the newest first. Where an order is named that is not among them nothing is suggested:
    it could only be about the wrong one.
    """
    candidates = named_orders(said, orders)
    cards: dict[tuple[str, UUID], ActionCard] = {}
    for intent in said.intents:
        for card in _cards_for(intent, said, candidates):
            known = cards.get((card.action, card.order_id))
            if known is None or known.confidence < card.confidence:
                cards[card.action, card.order_id] = card
    sure = [card for card in cards.values() if card.confidence >= LEAST_CONFIDENCE]
    return tuple(sorted(sure, key=lambda card: -card.confidence)[:MOST_CARDS])


def answers_of(intent: str) -> tuple[str, ...]:
    """The panels that may answer `intent`."""
    return _ANSWERS.get(intent, ())


def named_orders(said: Understanding, orders: Sequence[OrderDetail]) -> Sequence[OrderDetail]:
    """Those that are named; all where none is."""
    named = {str(each.value) for each in said.of_kind("order_number")}
    if not named:
        return orders
    return [order for order in orders if any(_is_called(order, name) for name in named)]


def _is_called(order: OrderDetail, name: str) -> bool:
    """By its number or that of the other system; its letter may be left out."""
    numbers = {number_key(each) for each in (order.number, order.external_ref or "") if each}
    return name in numbers or (name.isdigit() and any(each.lstrip("CW") == name for each in numbers))


def _cards_for(intent: Intent, said: Understanding, orders: Sequence[OrderDetail]) -> list[ActionCard]:
    cards: list[ActionCard] = []
    for action in answers_of(intent.name):
        certainty = intent.confidence * _SECOND ** len(cards)
        cards += [_card(action, intent, said, choice, certainty) for choice in _choices(action, said, orders)]
        if cards and intent.name in _ONE_OF:
            break
    return cards


def _choices(action: str, said: Understanding, orders: Sequence[OrderDetail]) -> list[_Choice]:
    """The orders it may be for: those named; else those with the items that are mentioned; else the newest one."""
    possible = [_Choice(order, mentioned_lines(said, order), 1.0) for order in orders if is_possible(action, order)]
    if said.of_kind("order_number"):
        return possible
    fitting = [choice for choice in possible if choice.lines] or possible
    if len(fitting) <= 1:
        return fitting
    newest = fitting[0]
    return [_Choice(newest.order, newest.lines, GUESSED)]


def _card(action: str, intent: Intent, said: Understanding, choice: _Choice, certainty: float) -> ActionCard:
    wish = Wish(said, intent.name, choice.order, choice.lines)
    return ActionCard(
        action=action,
        intent=intent.name,
        order_id=choice.order.id,
        order_number=choice.order.number,
        subject=_subject(action, choice.order),
        values=prefilled(action, wish),
        confidence=round(certainty * choice.certainty, 4),
        start=intent.start,
        end=intent.end,
    )


def _subject(action: str, order: OrderDetail) -> str:
    """The payment that is tried again."""
    waiting = [str(each.id) for each in order.payments if each.status in ("pending", "refused")]
    return waiting[-1] if action == "retry_payment" and waiting else ""
