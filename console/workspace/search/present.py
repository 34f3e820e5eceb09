"""Search results as rows of the left pane. Pure."""

from collections.abc import Iterable

from babel import Locale

from console.ui.figures import Reader
from console.ui.states import state
from console.ui.words import word
from console.workspace.customer.present import TIER_TONES, phone_number
from console.workspace.orders.present import order_key
from console.workspace.search.rows import FoundRow
from domain.customers.rows import CustomerRow
from domain.orders.rows import OrderRow
from domain.search.rows import ProductHit


def found_customers(customers: Iterable[CustomerRow], reader: Reader) -> list[FoundRow]:
    """Customers by name, with what tells two of the same name apart."""
    return [_customer(customer, reader) for customer in customers]


def found_orders(orders: Iterable[OrderRow], reader: Reader) -> list[FoundRow]:
    """Orders by whose they are, with their number and what they came to."""
    return [_order(order, reader) for order in orders]


def found_products(products: Iterable[ProductHit], reader: Reader) -> list[FoundRow]:
    """Variants by name, with SKU and list price."""
    return [_product(product, reader) for product in products]


def _customer(customer: CustomerRow, reader: Reader) -> FoundRow:
    country = Locale.parse(reader.locale).territories.get(customer.country, customer.country)
    place = customer.city or country
    contact = customer.email or (phone_number(customer.phone) if customer.phone else customer.number)
    return FoundRow(
        id=f"customer-{customer.id}",
        customer=str(customer.id),
        order="",
        href=f"/?customer={customer.id}",
        title=customer.name,
        detail=" · ".join(part for part in (contact, place) if part),
        aside=reader.day_short(customer.last_order_at) if customer.last_order_at else "",
        badge=word(customer.tier, reader) if customer.tier != "standard" else "",
        tone=TIER_TONES.get(customer.tier, ""),
    )


def _order(order: OrderRow, reader: Reader) -> FoundRow:
    text, tone = state(order.status, reader)
    return FoundRow(
        id=f"order-{order.id}",
        customer=str(order.customer_id),
        order=order_key(order.number),
        href=f"/?customer={order.customer_id}&order={order_key(order.number)}",
        title=order.customer_name,
        detail=f"{order.number} · {reader.recently(order.placed_at)}",
        aside=reader.money(order.total),
        badge=text,
        tone=tone,
    )


def _product(product: ProductHit, reader: Reader) -> FoundRow:
    options = ", ".join(product.options.values())
    return FoundRow(
        id=f"product-{product.product_id}-{product.sku}",
        customer="",
        order="",
        href="",
        title=product.name,
        detail=" · ".join(part for part in (product.sku, options) if part),
        aside=reader.money(product.prices[0]) if product.prices else "",
        badge="",
        tone="",
    )
