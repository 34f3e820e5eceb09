"""Whatever is returned piece by piece, by whichever return, gives back exactly what was paid for the goods."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.orders.rows import ReturnRow
from domain.pricing.set_tax_rate import set_tax_rate
from tests.support.after_sales import Shop


def row_of(shop: Shop, order: UUID, back: UUID) -> ReturnRow:
    return next(each for each in shop.order(order).returns if each.id == back)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("taxed", ["given", "added", "included"])
def test_piece_by_piece(shop: Shop, seed: int, taxed: str, sql: Callable[..., Any]):
    random = Random(seed)
    lines = [
        NewLine(sku, random.randint(1, 4), Money(random.randint(1, 3333), "EUR"))
        for sku in ("SHIRT-S", "SHIRT-M", "SHIRT-L")[: random.randint(1, 3)]
    ]
    goods = sum(line.quantity * (line.unit_price.minor if line.unit_price else 0) for line in lines)
    discount, shipping = random.randint(0, goods // 2), random.choice([0, 490])
    tax = random.randint(0, (goods - discount) // 4)
    if taxed != "given":
        shop.build.perform(
            set_tax_rate,
            country="FR",
            label="VAT",
            millionths=200_000,
            included=taxed == "included",
            effective_from=date(2026, 1, 1),
        )
    order = shop.delivered(
        *lines,
        discount=Money(discount, "EUR"),
        shipping=Money(0 if taxed == "included" else shipping, "EUR"),
        tax=Money(tax, "EUR") if taxed == "given" else None,
    )
    shipping = shop.order(order).shipping.minor
    pieces = [line.id for line in shop.order(order).lines for _ in range(line.quantity)]
    random.shuffle(pieces)
    before = shop.order(order)
    assert before.balance.minor == 0
    given = 0
    while pieces:
        line = pieces.pop()
        quantity = random.randint(1, 1 + pieces.count(line))
        for _ in range(quantity - 1):
            pieces.remove(line)
        back = shop.act(
            "return",
            order=order,
            lines=[{"line_id": line, "quantity": quantity}],
            channel=random.choice(["mail", "digital"]),
            refund_to="store_credit",
        ).result
        if row_of(shop, order, back).status == "requested":
            shop.act("receive_return", order=order, return_id=back, node="PAR")
        given += row_of(shop, order, back).amount.minor
    after = shop.order(order)
    assert given == before.total.minor - shipping == after.refunded.minor
    assert (after.total.minor, after.balance.minor, after.discount.minor, after.tax.minor) == (shipping, 0, 0, 0)
    assert sql("SELECT sum(amount)::int FROM credit_entries") == [(given or None,)]
