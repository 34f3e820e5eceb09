"""What was typed for a new order becomes what the domain is asked; every refusal finds its input."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from console.workspace.actions.case import CustomerCase
from console.workspace.actions.form import Field
from console.workspace.actions.registry import CUSTOMER_PANELS
from domain.approvals.act import Acted, act
from domain.approvals.preview import ActionPreview
from domain.kernel.actor import Actor
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.support.builders import PARIS, Builders

PANEL = CUSTOMER_PANELS["new-order"]
Cases = Callable[..., CustomerCase]
TWO_SHIRTS = {"add.SHIRT": "2"}


def field(form: list[Field], name: str) -> Field:
    return next(each for each in form if each.name == name)


def filled(case: CustomerCase, **more: str) -> dict[str, str]:
    """What the page sends of a form with goods on it: what is shown, `__` standing for a dot."""
    form = PANEL.form(case)
    shown = ("fulfilment", "address", "payment_method", "channel", "shipping", "discount", "valid_days")
    as_it_came = {name: field(form, name).value for name in shown}
    given = TWO_SHIRTS | {name.replace("__", "."): value for name, value in more.items()}
    return {name: value for name, value in (as_it_came | given).items() if value != "hidden"}


def preview(application: Application, actor: Actor, args: dict[str, Any]) -> ActionPreview:
    shown: Acted = application.preview(act, actor, action=PANEL.action, args=args).result
    return shown.preview


def test_it_goes_home_by_phone_and_is_paid_later_unless_somebody_says_otherwise(case_of: Cases, marie: UUID) -> None:
    case = case_of("new-order", marie)
    assert PANEL.args(case, filled(case)) == {
        "customer_id": str(marie),
        "currency": "EUR",
        "lines": [{"sku": "SHIRT", "quantity": 2}],
        "channel": "phone",
        "fulfilment": "ship",
        "address_id": str(case.customer.addresses[0].id),
    }


def test_everything_that_is_said_is_asked_for(
    case_of: Cases, marie: UUID, build: Builders, application: Application, administrator: Actor
) -> None:
    card = build.payment_method(marie)
    case = case_of("new-order", marie)
    street = {"line1": "9 rue Neuve", "postal_code": "75002", "city": "Paris", "country": "FR"}
    typed = filled(case, add__MUG="1", address="elsewhere", **street, shipping="4,90", discount="5",
                   discount_reason="loyalty", channel="store", payment_method=str(card))  # fmt: skip
    args = PANEL.args(case, typed)
    assert args["shipping_address"]["line1"] == "9 rue Neuve"
    assert (args["shipping"], args["discount"]) == (
        {"amount": "4.90", "currency": "EUR"},
        {"amount": "5", "currency": "EUR"},
    )
    shown = preview(application, administrator, args)
    assert shown.after is not None
    assert (shown.after.total, shown.after.channel) == (Money(11460, "EUR"), "store")
    assert PANEL.commit(case, shown) == "Place the order, €114.60"


def test_what_is_picked_up_goes_nowhere_and_is_not_quoted(
    case_of: Cases, marie: UUID, application: Application, administrator: Actor
) -> None:
    case = case_of("new-order", marie)
    typed = filled(case, fulfilment="pickup", node="LYO", address="hidden", shipping="hidden", valid_days="hidden")
    args = PANEL.args(case, typed)
    assert not {"address_id", "shipping_address"} & args.keys()
    assert preview(application, administrator, args).after is not None
    assert PANEL.quote(case, args) == ""
    assert PANEL.quote(case, PANEL.args(case, filled(case))) == "Make a quote"


@pytest.mark.parametrize(
    ("more", "at"),
    [({"add__SHIRT": "0"}, "add"), ({"discount": "much"}, "discount"), ({"shipping": "abc"}, "shipping")],
)
def test_what_cannot_be_read_is_named(case_of: Cases, marie: UUID, more: dict[str, str], at: str) -> None:
    case = case_of("new-order", marie)
    with pytest.raises(Invalid) as refused:
        PANEL.args(case, filled(case, **more))
    assert refused.value.field == at
    assert refused.value.en != refused.value.fr


@pytest.mark.parametrize("days", ["", "two", "1.5", "-3", "9" * 20])
def test_days_are_a_whole_number(days: str) -> None:
    with pytest.raises(Invalid) as refused:
        PANEL.valid_days({"valid_days": days})
    assert refused.value.field == "valid_days"
    assert PANEL.valid_days({"valid_days": " 30 "}) == 30


@pytest.mark.parametrize(
    ("of_domain", "of_form"),
    [
        ("lines[0].quantity", "add.SHIRT"),
        ("lines[7].sku", "add"),
        ("lines", "add"),
        ("address_id", "address"),
        ("shipping_address.city", "city"),
        ("discount", "discount"),
        ("shipping.amount", "shipping"),
        ("payment_method", "payment_method"),
        ("valid_days", "valid_days"),
        ("currency", ""),
    ],
)
def test_a_refusal_stands_at_its_input(case_of: Cases, marie: UUID, of_domain: str, of_form: str) -> None:
    case = case_of("new-order", marie)
    assert PANEL.input_of(case, filled(case, city="Paris"), of_domain) == of_form


def test_addresses_are_masked_until_the_customer_is_known_and_ordered_to_by_their_ids(
    case_of: Cases, marie: UUID, actor_with: Callable[..., Actor], application: Application
) -> None:
    agent = actor_with(
        Permission.CUSTOMERS_READ, Permission.ORDERS_READ, Permission.ORDERS_WRITE, Permission.STOCK_READ, session=True
    )
    case = case_of("new-order", marie, actor=agent)
    choices = field(PANEL.form(case), "address").choices
    assert [choice.label for choice in choices] == ["Paris, France", "Lyon, France", "Another address"]
    shown = preview(application, agent, PANEL.args(case, filled(case)))
    assert shown.identity_needed
    assert shown.after is not None
    assert PARIS["line1"] not in shown.after.shipping_address.values()


def test_who_has_no_address_types_one_and_no_store_offers_no_pickup(case_of: Cases, build: Builders) -> None:
    build.node("PAR")
    form = PANEL.form(case_of("new-order", build.customer(addresses=[])))
    assert field(form, "address").value == "elsewhere"
    assert [choice.value for choice in field(form, "fulfilment").choices] == ["ship", "locker"]


def test_two_addresses_that_look_alike_are_told_apart_by_their_names(case_of: Cases, marie: UUID) -> None:
    case = case_of("new-order", marie)
    home, other = case.customer.addresses
    twice = replace(
        case,
        customer=replace(
            case.customer, addresses=(replace(home, label="home"), replace(home, id=new_id(), label="work"))
        ),
    )
    labels = [choice.label for choice in field(PANEL.form(twice), "address").choices]
    assert [label.rsplit(" ", 1)[1] for label in labels[:2]] == ["(home)", "(work)"]
    assert other.city == "Lyon"


def test_it_speaks_french(case_of: Cases, marie: UUID) -> None:
    english, french = (case_of("new-order", marie, language=language) for language in ("en", "fr"))
    pairs = zip(PANEL.form(english), PANEL.form(french), strict=True)
    assert PANEL.title(french) == "Nouvelle commande"
    assert [one.label for one, other in pairs if one.label == other.label] == []
