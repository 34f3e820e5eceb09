"""A quote is what was shown as an order."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.act import act
from domain.approvals.offer import offer
from domain.customers.queries import customer
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, IdentityNeeded, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import orders
from domain.quotes.queries import quote, quotes
from domain.work.application import Application
from tests.support.builders import LYON, PARIS, Builders

Wish = dict[str, Any]


@pytest.fixture
def wish(build: Builders, ask: Callable[..., Any]) -> Wish:
    """Two shirts to where the customer lives, as the screen says it."""
    build.goods("SHIRT", price=1999)
    customer_id = build.customer(addresses=[PARIS, LYON])
    second = ask(customer, customer_id=customer_id).addresses[1]
    return {
        "customer_id": str(customer_id),
        "currency": "EUR",
        "lines": [{"sku": "SHIRT", "quantity": 2}],
        "address_id": str(second.id),
        "shipping": {"amount": "4.90", "currency": "EUR"},
        "discount": {"amount": "3.00", "currency": "EUR"},
        "discount_reason": "loyalty",
    }


@pytest.fixture
def shown(application: Application, administrator: Actor) -> Callable[[Wish], str]:
    """The digest of what the order would come to."""

    def shown(args: Wish) -> str:
        digest: str = application.preview(act, administrator, action="place_order", args=args).result.preview.digest
        return digest

    return shown


def test_it_comes_to_what_was_shown_and_nothing_else_is_kept(
    application: Application, administrator: Actor, wish: Wish, shown: Callable[[Wish], str], build: Builders,
    ask: Callable[..., Any], happened: Callable[..., list[Any]],
) -> None:  # fmt: skip
    card = build.payment_method(UUID(wish["customer_id"]))
    args = wish | {"payment_method": str(card), "fulfilment": "ship"}
    made = application.perform(offer, administrator, args=args, digest=shown(args), valid_days=30)
    found = ask(quote, quote_id=made)
    assert (found.total, found.discount) == (Money(4188, "EUR"), Money(300, "EUR"))
    assert found.shipping_address["line1"] == LYON["line1"]
    assert (found.expires_at - found.made_at).days == 30
    assert ask(orders).items == ()
    assert not happened("order.placed", "payment.captured", "order.sourced")


def test_something_else_than_was_shown_is_refused(
    application: Application, administrator: Actor, wish: Wish, shown: Callable[[Wish], str], ask: Callable[..., Any],
    sql: Callable[..., Any],
) -> None:  # fmt: skip
    digest = shown(wish)
    sql("UPDATE variant_prices SET amount = 9999")
    with pytest.raises(Conflict) as refused:
        application.perform(offer, administrator, args=wish, digest=digest)
    assert refused.value.code == "preview_changed"
    assert refused.value.details["digest"] == shown(wish)
    assert ask(quotes).items == ()


def test_who_may_not_or_is_not_sure_offers_nothing(
    application: Application, powerless: Actor, actor_with: Callable[..., Actor], wish: Wish,
    shown: Callable[[Wish], str], ask: Callable[..., Any],
) -> None:  # fmt: skip
    for actor, refusal in ((powerless, Denied), (actor_with(Permission.ORDERS_WRITE), IdentityNeeded)):
        with pytest.raises(refusal):
            application.perform(offer, actor, args=wish, digest=shown(wish))
    assert ask(quotes).items == ()


@pytest.mark.parametrize(
    ("more", "field"),
    [({"fulfilment": "pickup", "node": "LYO"}, "fulfilment"), ({"tax": {"amount": "1", "currency": "EUR"}}, "tax")],
)
def test_what_a_quote_cannot_hold_is_named(
    application: Application, administrator: Actor, wish: Wish, more: Wish, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        application.perform(offer, administrator, args=wish | more, digest="")
    assert refused.value.field == field


@pytest.mark.parametrize("days", [0, 366])
def test_so_long_is_no_quote_good(
    application: Application, administrator: Actor, wish: Wish, shown: Callable[[Wish], str], days: int
) -> None:
    with pytest.raises(Invalid) as refused:
        application.perform(offer, administrator, args=wish, digest=shown(wish), valid_days=days)
    assert refused.value.field == "valid_days"


def test_an_address_of_somebody_else_is_not_found(
    application: Application, administrator: Actor, wish: Wish, build: Builders, ask: Callable[..., Any]
) -> None:
    other = ask(customer, customer_id=build.customer()).addresses[0]
    for id in (other.id, new_id()):
        with pytest.raises(NotFound):
            application.perform(offer, administrator, args=wish | {"address_id": str(id)}, digest="")
