"""Returns that do not happen: called off, or not taken back."""

from collections.abc import Callable
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, Invalid
from domain.kernel.ids import new_id
from domain.models.event import EventRow
from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import ReturnPolicy
from domain.ports.ports import Ports
from domain.returns.cancel import cancel_return
from domain.returns.reject import reject_return
from domain.work.application import Application
from tests.support.after_sales import Shop
from tests.support.builders import Builders

LINES = [{"sku": "SHIRT-S", "quantity": 2}]


@pytest.fixture
def asked(shop: Shop) -> tuple[UUID, UUID]:
    """An order and its return by mail."""
    order = shop.delivered()
    return order, shop.act("return", order=order, lines=LINES, channel="mail").result


@pytest.mark.parametrize("use_case", [cancel_return, reject_return])
def test_denied_without_the_right(application: Application, powerless: Actor, use_case: Callable[..., UUID]):
    with pytest.raises(Denied):
        application.perform(use_case, powerless, order=new_id(), return_id=new_id(), reason="x")


def test_called_off_the_customer_keeps_the_goods(
    shop: Shop, asked: tuple[UUID, UUID], happened: Callable[..., list[EventRow]]
):
    order, back = asked
    shop.do("cancel_return", order=order, return_id=back, reason="keeps it after all")
    found = shop.order(order)
    assert (found.returns[0].status, found.total.minor) == ("cancelled", 4000)
    assert happened("return.cancelled")[0].data["reason"] == "keeps it after all"
    shop.act("return", order=order, lines=LINES, channel="mail")  # and may still send them


def test_not_taken_back(shop: Shop, asked: tuple[UUID, UUID], happened: Callable[..., list[EventRow]]):
    order, back = asked
    with pytest.raises(Invalid) as refused:
        shop.act("reject_return", order=order, return_id=back, reason=" ")
    assert refused.value.field == "reason"
    shop.do("reject_return", order=order, return_id=back, reason="worn")
    [row] = shop.order(order).returns
    assert (row.status, row.amount.minor, shop.order(order).total.minor) == ("rejected", 0, 4000)
    assert happened("return.rejected")[0].data["reason"] == "worn"


class AtOnce(BuiltInDecisions):
    """Credits everything before it is back."""

    def return_policy(self, **values: object) -> ReturnPolicy:  # type: ignore[override]
        usual = super().return_policy(**values)  # type: ignore[arg-type]
        return ReturnPolicy(usual.window, usual.fee_millionths, "once", usual.version)


def test_what_was_credited_at_once_is_neither_called_off_nor_credited_again(
    application: Application, administrator: Actor, build: Builders
):
    application.ports = Ports(decisions=AtOnce())
    shop = Shop(application, administrator, build)
    order = shop.delivered()
    back = shop.do("return", order=order, lines=LINES, channel="mail", refund_to="store_credit")
    found = shop.order(order)
    assert (found.returns[0].status, found.refunded.minor, found.total.minor) == ("requested", 4000, 0)
    for action in ("cancel_return", "reject_return"):
        with pytest.raises(Conflict) as refused:
            shop.act(action, order=order, return_id=back, reason="x")
        assert refused.value.code == "already_credited"
    with pytest.raises(Conflict):
        shop.act("return", order=order, lines=LINES, channel="mail")
    shop.do("receive_return", order=order, return_id=back, node="PAR")
    found = shop.order(order)
    assert (found.returns[0].status, found.refunded.minor, found.balance.minor) == ("refunded", 4000, 0)
