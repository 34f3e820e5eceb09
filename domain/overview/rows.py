"""How one customer whole is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.customers.rows import CustomerCard, NoteRow
from domain.kernel.money import Money
from domain.kernel.page import Page
from domain.orders.rows import OrderDetail


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: what, when, who, why. `texts` are the erasable ones; None where erased.

    `category` is one of `timeline.CATEGORIES`; `order_number` is set for what concerns an order.
    """

    id: UUID
    type: str
    category: str
    occurred_at: datetime
    actor_kind: str
    actor_name: str
    cause: str
    order_id: UUID | None
    order_number: str | None
    data: Mapping[str, Any]
    texts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Spending:
    """What a customer paid in a currency: `kept` = captured - refunded, their lifetime value in it."""

    captured: Money
    refunded: Money
    kept: Money


@dataclass(frozen=True, slots=True)
class CustomerOverview:
    """The whole 360°: identity, value, orders, notes and the first page of the timeline.

    `lifetime_value` has one entry per currency, the largest first. `orders` are the newest; `orders_cursor` asks
    `customer_orders` for the next. `open_orders` counts those neither delivered nor cancelled.
    """

    customer: CustomerCard
    lifetime_value: tuple[Spending, ...]
    open_orders: int
    returns: int
    goodwill_given: tuple[Money, ...]
    discounts_given: tuple[Money, ...]
    orders: tuple[OrderDetail, ...]
    orders_cursor: str | None
    notes: tuple[NoteRow, ...]
    timeline: Page[TimelineEntry]
