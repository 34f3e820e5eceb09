"""What happens when somebody orders for a customer, or quotes first."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.ui.desk import Desk
from console.workspace.actions.state import ActionState
from domain.approvals.queries import approvals
from domain.inventory.put_stock import StockEntry, put_stock
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import orders
from domain.quotes.queries import quotes
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.builders import Builders


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.fixture
def ask(application: Application, administrator: Actor) -> Callable[..., Any]:
    return lambda query, **values: application.ask(query, administrator, **values)


async def opened(screen: Screen, customer_id: UUID, action: str = "new-order", subject: str = "") -> ActionState:
    """The panel, as the address opens it."""
    state = await screen.of(ActionState)
    await state._turn_to(screen.person, customer_id, None, action=action, subject=subject, close_to="/?customer=X")
    return state


def typed(state: ActionState, **more: str) -> str:
    """The form as it came, with two shirts on it and `more`."""
    wanted = ("fulfilment", "address", "payment_method", "channel", "shipping", "discount", "valid_days")
    values = {field.name: field.value for field in state.form if field.name in wanted}
    return json.dumps(values | {"add.SHIRT": "2"} | more)


def test_every_handler_is_for_who_may_do_it() -> None:
    names = ("changed", "commit", "make_quote", "find")
    rules = [guard.rule_for(f"{ActionState.get_full_name()}.{name}") for name in names]
    assert [rule and rule.needs for rule in rules] == [
        Permission.ORDERS_READ,
        Permission.ORDERS_READ,
        Permission.ORDERS_WRITE,
        Permission.CATALOGUE_READ,
    ]


def test_shown_then_placed_and_opened(screen: Screen, marie: UUID, ask: Callable[..., Any]) -> None:
    async def story() -> Any:
        state = await opened(screen, marie)
        text = typed(state, discount="5", discount_reason="loyalty")
        await screen.call(ActionState, "changed", 1, text)
        shown = (state.heading, state.stage, state.button, state.quote, state.answered, state.preview)
        went = await screen.call(ActionState, "commit", 2, text, "")
        return shown, went, state, await screen.of(Desk)

    (heading, stage, button, quote, answered, preview), went, state, told = run(story())
    assert (heading.title, heading.of_customer, heading.opener) == ("New order", True, "new-order:")
    assert (stage, button, quote, answered) == ("ready", "Place the order, €94.80", "Make a quote", 1)
    assert {row.label: row.after for row in preview.facts}["Leaves from"] == "Warehouse PAR"
    (order,) = ask(orders).items
    assert (order.total, state.heading.action) == (Money(9480, "EUR"), "")
    assert f"order={order.number[1:]}" in str(went)
    assert (told.notice_tone, told.notice) == ("green", "Done: Place the order, €94.80")


def test_shown_then_quoted(screen: Screen, marie: UUID, ask: Callable[..., Any]) -> None:
    async def story() -> tuple[Any, ActionState]:
        state = await opened(screen, marie)
        text = typed(state, shipping="4.90", valid_days="30")
        await screen.call(ActionState, "changed", 1, text)
        return await screen.call(ActionState, "make_quote", 2, text), state

    went, state = run(story())
    (made,) = ask(quotes, customer_id=marie, open_only=True).items
    assert (made.total, (made.expires_at - made.made_at).days) == (Money(10470, "EUR"), 30)
    assert "/?customer=X" in str(went)
    assert state.heading.action == ""
    assert ask(orders).items == ()


@pytest.mark.parametrize("handler", ["commit", "make_quote"])
def test_what_was_not_shown_is_shown_first(screen: Screen, marie: UUID, ask: Callable[..., Any], handler: str) -> None:
    more = ("",) if handler == "commit" else ()

    async def story() -> ActionState:
        state = await opened(screen, marie)
        await screen.call(ActionState, "changed", 1, typed(state))
        await screen.call(ActionState, handler, 2, typed(state, discount="5", discount_reason="loyalty"), *more)
        return state

    state = run(story())
    assert (state.stage, state.answered, state.button) == ("ready", 2, "Place the order, €94.80")
    assert ask(orders).items == ask(quotes).items == ()


@pytest.mark.parametrize("handler", ["commit", "make_quote"])
def test_what_changed_meanwhile_is_shown_and_looked_at_again(
    screen: Screen, marie: UUID, build: Builders, ask: Callable[..., Any], handler: str
) -> None:
    more = ("",) if handler == "commit" else ()

    async def story() -> ActionState:
        state = await opened(screen, marie)
        await screen.call(ActionState, "changed", 1, typed(state))
        build.perform(put_stock, entries=[StockEntry(node="PAR", sku="SHIRT", on_hand=0)])
        await screen.call(ActionState, handler, 2, typed(state), *more)
        return state

    state = run(story())
    assert state.stage == "review"
    assert [row.label for row in state.preview.facts if row.moved] != []
    assert ask(orders).items == ask(quotes).items == ()


@pytest.mark.parametrize("handler", ["commit", "make_quote"])
def test_nothing_is_done_for_whom_one_is_not_sure_of(
    unsure: Screen, marie: UUID, ask: Callable[..., Any], handler: str
) -> None:
    more = ("",) if handler == "commit" else ()

    async def story() -> ActionState:
        state = await opened(unsure, marie)
        for ticket, name in ((1, "changed"), (2, handler), (3, handler)):
            await unsure.call(ActionState, name, ticket, typed(state), *(more if name == handler else ()))
        return state

    state = run(story())
    assert (state.stage, state.refused.identity) == ("identity", True)
    assert state.preview.known
    assert ask(orders).items == ask(quotes).items == ()


def test_a_discount_above_ones_limit_waits_for_somebody_else(
    screen: Screen, marie: UUID, ask: Callable[..., Any]
) -> None:
    async def story() -> tuple[Any, ActionState, str]:
        state = await opened(screen, marie)
        text = typed(state, discount="60", discount_reason="loyalty")
        await screen.call(ActionState, "changed", 1, text)
        button = state.button
        return await screen.call(ActionState, "commit", 2, text, "A birthday"), state, button

    went, state, button = run(story())
    assert button.startswith("Ask for approval: €60.00, limit")
    assert (state.heading.action, ask(orders).items) == ("", ())
    assert "/?customer=X" in str(went)
    assert [each.note for each in ask(approvals).items] == ["A birthday"]


@pytest.mark.parametrize(
    ("more", "at", "sentence"),
    [
        ({"add.SHIRT": "0"}, "add", "Add what is ordered."),
        ({"discount": "500"}, "discount", ""),
        ({"address": "elsewhere", "line1": "9 rue Neuve", "city": "", "country": "FR"}, "city", "“City”"),
        ({"address": "elsewhere", "line1": "9 rue Neuve", "city": "Paris", "country": "?"}, "country", "“Country"),
    ],
)
def test_a_refusal_stands_at_its_input_by_its_name(
    screen: Screen, marie: UUID, more: dict[str, str], at: str, sentence: str
) -> None:
    async def story() -> ActionState:
        state = await opened(screen, marie)
        await screen.call(ActionState, "changed", 1, typed(state, **more))
        return state

    state = run(story())
    assert (state.stage, state.refused.at) == ("refused", at)
    assert sentence in state.refused.sentence


def test_so_long_no_quote_is_good(screen: Screen, marie: UUID, ask: Callable[..., Any]) -> None:
    async def story() -> ActionState:
        state = await opened(screen, marie)
        text = typed(state, valid_days="400")
        await screen.call(ActionState, "changed", 1, text)
        await screen.call(ActionState, "make_quote", 2, text)
        return state

    state = run(story())
    assert (state.refused.at, state.refused.sentence) == (
        "valid_days",
        "“Quote good for, days” must be from 1 to 365.",
    )
    assert ask(quotes).items == ()


def test_goods_are_found_at_their_price_with_what_is_left(screen: Screen, marie: UUID) -> None:
    async def story() -> ActionState:
        state = await opened(screen, marie)
        await screen.call(ActionState, "find", "linen")
        return state

    state = run(story())
    assert [(row.sku, row.amount, row.detail) for row in state.found] == [("SHIRT", "€49.90", "20 in stock")]
    assert state.sought == "linen"


def test_nothing_is_quoted_on_an_orders_panel(
    screen: Screen, marie: UUID, build: Builders, ask: Callable[..., Any]
) -> None:
    order = build.order(marie)

    async def story() -> None:
        state = await screen.of(ActionState)
        await state._turn_to(screen.person, marie, order, action="reorder", subject="", close_to="/")
        await screen.call(ActionState, "changed", 1, "{}")
        await screen.call(ActionState, "make_quote", 2, "{}")

    run(story())
    assert ask(quotes).items == ()


def test_who_may_not_or_nobody_opens_nothing(wired: None, marie: UUID, build: Builders, team: Any) -> None:
    merchandiser = Screen(team.hire("merchandiser"))
    assert run(opened(merchandiser, marie)).heading.action == ""
    agent = Screen(team.hire("agent"))

    async def for_nobody() -> ActionState:
        state = await agent.of(ActionState)
        await state._turn_to(agent.person, None, None, action="new-order", subject="", close_to="/")
        return state

    assert run(for_nobody()).heading.action == ""
