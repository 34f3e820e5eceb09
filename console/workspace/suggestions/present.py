"""Cards and steps in words. Pure."""

from typing import Final

from console.ui.figures import Reader
from console.ui.states import parcel_state, state
from console.workspace.actions.registry import panel_at
from console.workspace.orders.present import order_key
from console.workspace.suggestions.rows import Card, StepLine, Told
from domain.conversations.suggest import ActionCard
from domain.conversations.suggestions import SuggestedAction, SuggestedAnswer, Suggestions
from domain.conversations.whereabouts import Whereabouts

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


def told_rows(found: Suggestions, reader: Reader, *, base: str) -> list[Told]:
    """One for each order that was asked for; `base` is the address of the conversation beside its customer."""
    return [
        Told(
            key=key_of_answer(each),
            number=each.where.order.number,
            href=f"{base}&order={order_key(each.where.order.number)}",
            facts=" · ".join(_where(each.where, reader)),
            late=each.where.standing == "late",
            answer=each.text,
            sure=f"{round(each.where.confidence * 100)} %",
        )
        for each in found.answers
    ]


def key_of_answer(each: SuggestedAnswer) -> str:
    """A name for it on the page."""
    return f"answer:{each.where.order.id}"


def _where(where: Whereabouts, reader: Reader) -> list[str]:
    """Its state, who carries it, what was said of it last, and the day."""
    order, parcel = where.order, where.parcel
    held = order.held and order.status != "shipped"
    facts = [reader.say("held") if held else state(order.status, reader)[0]]
    if parcel is not None:
        facts.append(
            " ".join(part for part in (parcel.carrier or reader.say("Parcel"), parcel.tracking_number) if part)
        )
        facts += [
            ", ".join(
                part for part in (parcel_state(scan.status, reader)[0], scan.place, reader.moment(scan.at)) if part
            )
            for scan in parcel.scans[:1]
        ]
    if where.promised is not None and where.standing in ("late", "expected"):
        day = reader.day(where.promised)
        late = where.standing == "late"
        facts.append(
            reader.say("was promised for {day}", day=day) if late else reader.say("promised for {day}", day=day)
        )
    return facts


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
