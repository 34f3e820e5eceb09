"""Which buttons stand above an order, and how many of them."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.actions.links import Ways
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.orders.new_order import NewPayment
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.support.builders import Builders

LONGEST = 33  # letters of four buttons that fit beside "More"


@pytest.fixture
def paid(build: Builders) -> UUID:
    customer_id = build.customer()
    payment = NewPayment("captured", Money(3998, "EUR"), build.payment_method(customer_id))
    return build.order(customer_id, number="#W1", payments=[payment])


def ways(application: Application, administrator: Actor, order: UUID, actor: Actor, language: str = "en") -> Ways:
    reader = Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=datetime(2026, 11, 24, 10, tzinfo=UTC))
    found = application.ask(read_order, administrator, order=order)
    return Ways(found, actor, reader, "/?customer=C&order=W1")


def test_what_makes_sense_now_comes_first_and_the_rest_is_under_more(
    application: Application, administrator: Actor, paid: UUID
) -> None:
    first, more = ways(application, administrator, paid, administrator).buttons()
    assert [link.label for link in first] == ["Edit", "Address", "Cancel", "Refund"]
    assert first[0].href == "/?customer=C&order=W1&do=edit"
    assert {"hold", "change_payment", "reorder"} <= {link.action for link in more}
    assert not {"return", "exchange", "replace"} & {link.action for link in (*first, *more)}


def test_the_first_ones_fit_in_french_too(application: Application, administrator: Actor, paid: UUID) -> None:
    first, more = ways(application, administrator, paid, administrator, "fr").buttons()
    assert first
    assert more
    assert sum(len(link.label) for link in first) <= LONGEST


def test_a_person_without_rights_is_offered_nothing(
    application: Application, administrator: Actor, powerless: Actor, paid: UUID
) -> None:
    assert ways(application, administrator, paid, powerless).buttons() == ([], [])
    assert ways(application, administrator, paid, powerless).beside("X", "release_hold", "retry_payment") == []


def test_who_sees_returns_and_may_not_receive_them_is_not_offered_to(
    application: Application, administrator: Actor, paid: UUID
) -> None:
    agent = Actor(administrator.kind, "Léa", DEFAULT_RIGHTS[Role.AGENT], id=administrator.id, role="agent")
    beside = ways(application, administrator, paid, agent).beside("R1", "receive_return", "cancel_return")
    assert [(link.action, link.opener, link.href) for link in beside] == [
        ("cancel_return", "cancel_return:R1", "/?customer=C&order=W1&do=cancel_return&of=R1")
    ]
