"""Search as you type."""

from domain.kernel.page import check_limit
from domain.kernel.permissions import Permission
from domain.kernel.text import sought_text
from domain.search.customers import customers_by_contact, customers_by_words
from domain.search.orders import orders_by_number, orders_by_sku
from domain.search.products import products_by_sku_or_name
from domain.search.rows import SearchResults
from domain.work.unit import Unit

SHORTEST = 2
LONGEST = 200


def search(unit: Unit, *, text: str, limit: int = 8) -> SearchResults:
    """Customers by name, number, e-mail or phone in any format; orders by number or SKU; products by SKU or name.

    Typing errors are forgiven. Fewer than `SHORTEST` characters find nothing; beyond `LONGEST` they are ignored. What
    the actor may not read is left out.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    check_limit(limit)
    wanted = sought_text(text[:LONGEST])
    if len(wanted) < SHORTEST:
        return SearchResults((), (), ())
    by_contact = customers_by_contact(unit, wanted, limit)
    by_words = () if len(by_contact) >= limit else customers_by_words(unit, wanted, limit)
    known = {row.id for row in by_contact}
    customers = (*by_contact, *(row for row in by_words if row.id not in known))[:limit]
    orders = orders_by_number(unit, wanted, limit) if unit.actor.can(Permission.ORDERS_READ) else ()
    products = products_by_sku_or_name(unit, wanted, limit) if unit.actor.can(Permission.CATALOGUE_READ) else ()
    if not orders and unit.actor.can(Permission.ORDERS_READ):
        orders = orders_by_sku(unit, wanted, limit)
    return SearchResults(customers=customers, orders=orders, products=products)
