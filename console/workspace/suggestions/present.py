"""Cards and steps in words. Pure."""

from typing import Final

from console.ui.figures import Reader
from console.workspace.actions.registry import panel_at
from console.workspace.orders.present import order_key
from console.workspace.suggestions.rows import Card, StepLine
from domain.conversations.suggest import ActionCard
from domain.conversations.suggestions import SuggestedAction, Suggestions

_MOST_GOODS: Final = 2


def card_rows(found: Suggestions, reader: Reader) -> list[Card]:
    """One for each action that has a panel."""
    return [
        Card(
            key=key_of(each.card),
            label=_label(each, reader),
            of=each.card.order_number,
            sure=f"{round(each.card.confidence * 100)} %",
        )
        for each in found.actions
        if panel_at(each.card.action) is not None
    ]


def step_lines(found: Suggestions, reader: Reader, *, base: str) -> list[StepLine]:
    """The steps in the reader's language; `base` is where a panel is opened, "" where no order is."""
    return [
        StepLine(each.sentence(reader.language), f"{base}&do={each.panel}" if each.panel and base else "")
        for each in found.steps
    ]


def key_of(card: ActionCard) -> str:
    """A name for it on the page."""
    return f"{card.action}:{card.order_id}"


def address_of(card: ActionCard, *, customer: str, conversation: str) -> str:
    """Where its panel is open, with the conversation beside it."""
    of = f"&of={card.subject}" if card.subject else ""
    place = f"/?conversation={conversation}&customer={customer}&order={order_key(card.order_number)}"
    return f"{place}&do={card.action}{of}"


def _label(each: SuggestedAction, reader: Reader) -> str:
    panel = panel_at(each.card.action)
    name = panel.name(reader) if panel else each.card.action
    goods = ", ".join(f"{count} × {title}" for count, title in each.goods[:_MOST_GOODS])
    more = " …" if len(each.goods) > _MOST_GOODS else ""
    return f"{name}: {goods}{more}" if goods else name
