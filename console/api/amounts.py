"""Amounts in requests become money; what cannot be is refused by its field."""

from console.api.shapes.base import MoneyBody
from domain.kernel.money import Money, check_currency


def money(body: MoneyBody, *, field: str) -> Money:
    """The amount of `body`; `Invalid` names `field.amount` or `field.currency`."""
    currency = check_currency(body.currency, field=f"{field}.currency")
    return Money.parse(body.amount, currency, field=f"{field}.amount")


def optional_money(body: MoneyBody | None, *, field: str) -> Money | None:
    return None if body is None else money(body, field=field)
