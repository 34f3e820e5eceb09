"""How long after delivery goods come back, and from when on that counts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.grant import grant_approval
from domain.kernel.clock import SetClock
from domain.work.application import Application
from tests.support.after_sales import ARRIVED, Shop
from tests.support.team import Team

ONE = [{"sku": "SHIRT-S", "quantity": 1}]


@pytest.mark.parametrize(
    ("channel", "days", "allowed"),
    [("mail", 30, True), ("mail", 31, False), ("store", 31, True), ("digital", 15, False)],
)
def test_later_ones_need_somebody_elses_word(shop: Shop, clock: SetClock, channel: str, days: int, allowed: bool):
    order = shop.delivered()
    clock.at = ARRIVED + timedelta(days=days)
    shown = shop.preview("return", order=order, lines=ONE, channel=channel)
    acted = shop.act("return", order=order, lines=ONE, channel=channel, digest=shown.digest)
    if allowed:
        assert shown.needs == ()
        assert acted.approval_id is None
        return
    [need] = shown.needs
    assert (need.limit, need.asked, need.allowed, need.currency) == ("return.window", 2000, 0, "EUR")
    assert f"{days} days" in need.en
    assert acted.approval_id is not None
    assert shop.order(order).returns == ()


def imported(sql: Callable[..., Any], order: UUID, at: datetime) -> None:
    """As if the order had been written by an import at that moment."""
    sql("UPDATE orders SET source = 'elsewhere' WHERE id = %s", order)
    sql(
        "UPDATE events SET cause = 'import', recorded_at = %s WHERE order_id = %s AND type = 'order.placed'",
        at, order, past_triggers=True,
    )  # fmt: skip


def test_of_an_imported_order_it_counts_from_the_import(shop: Shop, clock: SetClock, sql: Callable[..., Any]):
    order = shop.delivered(arrived=datetime(2025, 12, 1, tzinfo=UTC))
    assert shop.preview("return", order=order, lines=ONE, channel="mail").needs
    imported(sql, order, datetime(2026, 11, 20, tzinfo=UTC))
    shown = shop.preview("return", order=order, lines=ONE, channel="mail")
    assert shown.needs == ()
    assert "returns.window_from_import" in [rule.code for rule in shown.rules]
    clock.at = datetime(2026, 12, 22, tzinfo=UTC)
    assert shop.preview("return", order=order, lines=ONE, channel="mail").needs


def test_a_supervisor_agrees_and_it_is_done(
    shop: Shop, team: Team, clock: SetClock, application: Application, sql: Callable[..., Any]
):
    order = shop.delivered()
    agent, supervisor = team.hire("agent"), team.hire("supervisor")
    clock.at = ARRIVED + timedelta(days=40)
    args = {"order": order, "lines": ONE, "channel": "mail", "refund_to": "store_credit"}
    acted = shop.act("return", by=agent, **args)
    assert sql("SELECT count(*) FROM returns") == [(0,)]
    assert application.perform(grant_approval, supervisor, approval_id=acted.approval_id).status == "granted"
    [back] = shop.order(order).returns
    assert (back.status, back.requested_by, back.refund_to.kind) == ("requested", agent.name, "store_credit")
    lines = [{"sku": "SHIRT-S", "new_sku": "SHIRT-M"}]
    assert shop.act("exchange", by=agent, order=order, lines=lines, channel="mail").approval_id
    assert shop.order(order).exchanges == ()
    assert shop.stock(sql, "SHIRT-M") == (100, 0)
