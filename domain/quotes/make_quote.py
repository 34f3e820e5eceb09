"""Make a customer an offer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from domain.customers.load import load_customer
from domain.kernel.address import Address
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.quote import Quote
from domain.orders.new_order import NewLine
from domain.quotes.content import content_of
from domain.quotes.load import record
from domain.quotes.trial_order import trial_order
from domain.work.unit import Unit

LONGEST_VALID: Final = 365  # days


def make_quote(
    unit: Unit,
    *,
    customer_id: UUID,
    currency: str,
    lines: Sequence[NewLine],
    shipping_address: Address | Mapping[str, object],
    channel: str = "phone",
    shipping: Money | None = None,
    discount: Money | None = None,
    valid_days: int = 14,
) -> UUID:
    """Keep what an order of `lines` would come to now as an offer that is good for `valid_days`, and tell its id.

    Prices and tax are those that placing the order would give; nothing is reserved. Records `quote.made`. Refuses what
    placing an order refuses, and with `Invalid` a `valid_days` that is not from 1 to `LONGEST_VALID`.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    _check_days(valid_days)
    customer = load_customer(unit, customer_id)
    with trial_order(
        unit,
        customer_id=customer.id,
        currency=currency,
        lines=lines,
        shipping_address=shipping_address,
        channel=channel,
        shipping=shipping,
        discount=discount,
    ) as order:
        content, total, code, through = content_of(order), order.total, order.currency, order.channel
    made = Quote(
        id=new_id(at=unit.now),
        number=_next_number(unit),
        customer_id=customer_id,
        status="open",
        channel=through,
        currency=code,
        total=total,
        content=content,
        made_by=unit.actor.name,
        made_at=unit.now,
        expires_at=unit.now + timedelta(days=valid_days),
        version=1,
    )
    unit.session.add(made)
    unit.session.flush()
    record(unit, "quote.made", made)
    return made.id


def _next_number(unit: Unit) -> str:
    if unit.previewing:
        return f"#preview-{new_id().hex[-8:]}"
    drawn = unit.session.execute(text("SELECT nextval('quote_numbers')")).scalar_one()
    return f"#Q{drawn}"


def _check_days(days: int) -> None:
    if not 1 <= days <= LONGEST_VALID:
        raise Invalid(
            field="valid_days",
            code="out_of_range",
            en=f"“valid_days” must be from 1 to {LONGEST_VALID}.",
            fr=f"« valid_days » doit être compris entre 1 et {LONGEST_VALID}.",
        )
