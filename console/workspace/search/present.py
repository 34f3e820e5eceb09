"""Search results as rows of the left pane. Pure."""

from collections.abc import Iterable

from console.ui.figures import Reader
from console.ui.words import state
from console.workspace.orders.present import order_key
from console.workspace.search.rows import FoundRow
from domain.orders.rows import OrderRow


def found_orders(orders: Iterable[OrderRow], reader: Reader) -> list[FoundRow]:
    """Orders by number, with whose they are and what they came to."""
    return [_order(order, reader) for order in orders]


def _order(order: OrderRow, reader: Reader) -> FoundRow:
    text, tone = state(order.status, reader)
    return FoundRow(
        id=f"order-{order.id}",
        href=f"/?customer={order.customer_id}&order={order_key(order.number)}",
        title=order.customer_name,
        detail=f"{order.number} · {reader.moment(order.placed_at)}",
        aside=reader.money(order.total),
        badge=text,
        tone=tone,
    )
