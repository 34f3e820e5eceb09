"""The quotes that can still be ordered: listed, ordered, withdrawn."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.bootstrap import console
from console.workspace.actions.case import CustomerCase
from console.workspace.actions.registry import CUSTOMER_PANELS
from console.workspace.actions.state import ActionState
from console.workspace.quotes.state import QuotesState
from console.workspace.reading import reader_for
from domain.kernel.clock import SetClock
from domain.kernel.errors import NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.orders.new_order import NewLine
from domain.orders.queries import orders
from domain.quotes.make_quote import make_quote
from domain.quotes.queries import quote
from tests.console.supervise.conftest import Screen
from tests.support.builders import PARIS, Builders

PANEL = CUSTOMER_PANELS["order-quote"]


@pytest.fixture
def made(build: Builders, marie: UUID) -> UUID:
    lines = [NewLine("SHIRT", 2), NewLine("MUG", 1)]
    wish = {"customer_id": marie, "currency": "EUR", "lines": lines, "shipping_address": PARIS}
    offered: UUID = build.perform(make_quote, **wish)
    return offered


async def listed(screen: Screen, customer_id: UUID, language: str = "en") -> QuotesState:
    state = await screen.of(QuotesState)
    await state._read(screen.person, reader_for(screen.person, language), str(customer_id))
    return state


@pytest.mark.parametrize(
    ("language", "until", "total"),
    [("en", "good until 8 Dec", "€114.70"), ("fr", "valable jusqu’au 8 déc.", "114,70\xa0€")],
)
def test_a_row_says_what_how_much_and_how_long(
    screen: Screen, marie: UUID, made: UUID, language: str, until: str, total: str
) -> None:
    (row,) = asyncio.run(listed(screen, marie, language)).rows
    assert (row.content, row.total, row.until) == ("2 × Linen shirt (0), 1 × Ceramic mug (0)", total, until)
    assert row.href == f"/?customer={marie}&do=order-quote&of={made}"


def test_only_what_can_still_be_ordered_is_listed(
    screen: Screen, marie: UUID, made: UUID, build: Builders, clock: SetClock
) -> None:
    assert asyncio.run(listed(screen, build.customer())).rows == []
    clock.advance(timedelta(days=15))
    assert asyncio.run(listed(screen, marie)).rows == []


def test_withdrawn_by_who_may(screen: Screen, marie: UUID, made: UUID) -> None:
    rule = guard.rule_for(f"{QuotesState.get_full_name()}.withdraw")
    assert rule is not None
    assert rule.needs == Permission.ORDERS_WRITE

    async def story() -> QuotesState:
        await listed(screen, marie)
        await screen.call(QuotesState, "withdraw", str(made))
        return await listed(screen, marie)

    assert asyncio.run(story()).rows == []


def test_ordered_at_its_prices(screen: Screen, marie: UUID, made: UUID) -> None:
    async def story() -> tuple[ActionState, str, Any]:
        state = await screen.of(ActionState)
        await state._turn_to(
            screen.person, marie, None, action="order-quote", subject=str(made), close_to=f"/?customer={marie}"
        )
        await screen.call(ActionState, "changed", 1, '{"payment_method": ""}')
        button = state.button
        went = await screen.call(ActionState, "commit", 2, '{"payment_method": ""}', "")
        return state, button, went

    state, button, went = asyncio.run(story())
    assert (button, state.quote) == ("Place the order, €114.70", "")
    actor = screen.person.actor
    (order,) = asyncio.run(console().ask(orders, actor=actor)).items
    assert f"order={order.number[1:]}" in str(went)
    assert asyncio.run(console().ask(quote, actor=actor, quote_id=made)).order_id == order.id


def test_its_panel_says_what_it_is_about(case_of: Callable[..., CustomerCase], marie: UUID, made: UUID) -> None:
    case = case_of("order-quote", marie, subject=made, language="fr")
    assert PANEL.title(case).startswith("Commander le devis #Q")
    (says, pay) = PANEL.form(case)
    assert (says.label, says.hint) == (
        "114,70\xa0€ · valable jusqu’au 8 déc.",
        "2 × Linen shirt (0), 1 × Ceramic mug (0)",
    )
    assert pay.name == "payment_method"


def test_the_quote_of_somebody_else_is_not_there(
    case_of: Callable[..., CustomerCase], build: Builders, marie: UUID, made: UUID
) -> None:
    for customer_id, subject in ((build.customer(), made), (marie, new_id()), (marie, "nonsense")):
        with pytest.raises(NotFound):
            case_of("order-quote", customer_id, subject=subject)
