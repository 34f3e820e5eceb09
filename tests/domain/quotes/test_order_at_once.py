"""An order on behalf of a customer: paid, limited, and only for whom one is sure of."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.approvals.act import act
from domain.customers.queries import customer
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, IdentityNeeded, Invalid, NotFound
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.work.application import Application
from tests.support.builders import LYON, PARIS, Builders


def eur(text: str) -> dict[str, str]:
    return {"amount": text, "currency": "EUR"}


@pytest.fixture
def wish(build: Builders) -> dict[str, Any]:
    """Two shirts to Paris: €39.98, and €4.90 of shipping."""
    build.goods("SHIRT", price=1999, on_hand=10)
    return {
        "customer_id": str(build.customer()),
        "currency": "EUR",
        "lines": [{"sku": "SHIRT", "quantity": 2}],
        "shipping_address": dict(PARIS),
        "shipping": eur("4.90"),
    }


def test_who_may_not_or_is_not_sure_orders_nothing(
    application: Application,
    powerless: Actor,
    actor_with: Callable[..., Actor],
    wish: dict[str, Any],
    ask: Callable[..., Any],
) -> None:
    for actor, refusal in ((powerless, Denied), (actor_with(Permission.ORDERS_WRITE), IdentityNeeded)):
        with pytest.raises(refusal):
            application.perform(act, actor, action="place_order", args=wish)
    assert ask(orders).items == ()


def test_it_comes_to_what_was_shown_and_is_paid(
    application: Application, administrator: Actor, build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
) -> None:
    card = build.payment_method(wish["customer_id"], kind="store_credit", balance=Money(10_000, "EUR"))
    args = wish | {"discount": eur("3.00"), "discount_reason": "loyalty", "payment_method": str(card)}
    shown = application.preview(act, administrator, action="place_order", args=args).result.preview
    assert ask(orders).items == ()
    acted = application.perform(act, administrator, action="place_order", args=args, digest=shown.digest)
    placed = ask(read_order, order=acted.result)
    assert (placed.total, placed.balance) == (shown.after.total, Money(0, "EUR"))
    assert placed.channel == "phone"


def test_a_discount_above_the_limit_is_asked_for(
    application: Application,
    actor_with: Callable[..., Actor],
    wish: dict[str, Any],
    build: Builders,
    ask: Callable[..., Any],
) -> None:
    build.product("SOFA", name="Sofa", price=99_900)
    build.stock("SOFA", 3)
    agent = actor_with(Permission.ORDERS_WRITE, role="agent", attested=True)
    dear = wish | {"lines": [{"sku": "SOFA", "quantity": 1}], "discount": eur("90.00"), "discount_reason": "apology"}
    acted = application.perform(act, agent, action="place_order", args=dear)
    assert (acted.approval_id is None, acted.result) == (False, None)
    assert ask(orders).items == ()


def test_it_is_picked_up_at_a_store_without_shipping(
    application: Application, administrator: Actor, build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
) -> None:
    build.node("LYO", kind="store", name="Lyon")
    args = wish | {"fulfilment": "pickup", "node": "LYO"}
    placed = ask(read_order, order=application.perform(act, administrator, action="place_order", args=args).result)
    assert (placed.fulfilment, placed.shipping) == ("pickup", Money(0, "EUR"))


def test_it_goes_to_an_address_that_the_customer_has_left(
    application: Application, administrator: Actor, build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
) -> None:
    home, others = (ask(customer, customer_id=id).addresses[0] for id in (wish["customer_id"], build.customer()))
    unsaid = {name: value for name, value in wish.items() if name != "shipping_address"}

    def place(**more: Any) -> Any:
        return application.perform(act, administrator, action="place_order", args=unsaid | more).result

    assert ask(read_order, order=place(address_id=str(home.id))).shipping_address["line1"] == PARIS["line1"]
    for more, field in (
        ({}, "shipping_address"),
        ({"address_id": str(home.id), "shipping_address": PARIS}, "address_id"),
    ):
        with pytest.raises(Invalid) as refused:
            place(**more)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        place(address_id=str(others.id))


def test_what_is_picked_up_needs_no_address(
    application: Application, administrator: Actor, build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
) -> None:
    build.node("LYO", kind="store", name="Lyon", address=dict(LYON))
    args = {name: value for name, value in wish.items() if name != "shipping_address"} | {"fulfilment": "pickup"}
    placed = application.perform(act, administrator, action="place_order", args=args | {"node": "lyo"}).result
    assert ask(read_order, order=placed).shipping_address["city"] == "Lyon"
    with pytest.raises(NotFound):
        application.perform(act, administrator, action="place_order", args=args | {"node": "NOWHERE"})


def test_a_balance_that_does_not_suffice_orders_nothing(
    application: Application, administrator: Actor, build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
) -> None:
    credit = build.payment_method(wish["customer_id"], kind="store_credit", balance=Money(100, "EUR"))
    with pytest.raises(Conflict):
        application.perform(act, administrator, action="place_order", args=wish | {"payment_method": str(credit)})
    assert ask(orders).items == ()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "discount_reason"),
        ({"discount_reason": "because"}, "discount_reason"),
        ({"discount_reason": "other"}, "discount_note"),
    ],
)
def test_a_discount_is_given_for_a_reason(
    application: Application, administrator: Actor, wish: dict[str, Any], sql: Any, more: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        application.perform(act, administrator, action="place_order", args=wish | {"discount": eur("3.00")} | more)
    assert refused.value.field == field
    given = {"discount": eur("3.00"), "discount_reason": "other", "discount_note": "A birthday"}
    application.perform(act, administrator, action="place_order", args=wish | given)
    assert sql("SELECT kind, amount, reason FROM allowances") == [("discount", 300, "other")]
