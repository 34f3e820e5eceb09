"""The label of a return by post is drawn from what stands in the return, always the same."""

from collections.abc import Callable
from uuid import UUID

import pytest

from console.adapters.papers import PdfPapers
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, IdentityNeeded, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.ports.papers import EvidencePaper, ReturnLabel
from domain.ports.ports import Ports
from domain.returns.label import return_label
from domain.work.application import Application
from tests.support.after_sales import Shop

LINES = [{"sku": "SHIRT-S", "quantity": 2}]


class Noted:
    """Keeps what it was asked to draw."""

    def __init__(self) -> None:
        self.labels: list[ReturnLabel] = []

    def return_label(self, label: ReturnLabel) -> bytes:
        self.labels.append(label)
        return b"drawn"

    def evidence(self, paper: EvidencePaper) -> bytes:
        raise AssertionError


@pytest.fixture
def asked(shop: Shop) -> Callable[..., UUID]:
    def asked(channel: str = "mail", **values: str) -> UUID:
        return shop.act("return", order=shop.delivered(), lines=LINES, channel=channel, **values).result

    return asked


def test_denied_and_not_without_knowing_the_customer(
    application: Application, powerless: Actor, actor_with: Callable[..., Actor], asked: Callable[..., UUID]
):
    back = asked()
    with pytest.raises(Denied):
        application.ask(return_label, powerless, return_id=back)
    with pytest.raises(IdentityNeeded):
        application.ask(return_label, actor_with(Permission.RETURNS_WRITE, session=True), return_id=back)


def test_it_says_from_whom_to_whom_and_what(
    shop: Shop, application: Application, administrator: Actor, asked: Callable[..., UUID]
):
    application.ports = Ports(papers=(noted := Noted()))
    back = asked("drop_off", drop_off="Tabac du Centre")
    assert application.ask(return_label, administrator, return_id=back) == b"drawn"
    [label] = noted.labels
    assert label.number.startswith("#R")
    assert label.tracking_number.startswith("RT")
    assert (label.sender[0][:6], label.sender[-2:]) == ("Éloïse", ["75011 Paris", "FR"])
    assert (label.receiver[0], label.receiver[1]) == ("Tabac du Centre", "Warehouse PAR")
    assert list(label.lines) == [("Shirt (SHIRT-S)", 2)]


def test_it_is_always_the_same_pdf(application: Application, administrator: Actor, asked: Callable[..., UUID]):
    application.ports = Ports(papers=PdfPapers())
    back = asked()
    first = application.ask(return_label, administrator, return_id=back)
    assert first.startswith(b"%PDF")
    assert application.ask(return_label, administrator, return_id=back) == first


def test_none_for_what_does_not_come_by_post_or_is_closed(
    shop: Shop, application: Application, administrator: Actor, asked: Callable[..., UUID]
):
    for back in (asked("store"), asked("digital")):
        with pytest.raises(Conflict) as refused:
            application.ask(return_label, administrator, return_id=back)
        assert refused.value.code == "no_label"
    with pytest.raises(NotFound):
        application.ask(return_label, administrator, return_id=new_id())
