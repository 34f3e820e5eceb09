"""Search as you type."""

from domain.kernel.page import check_limit
from domain.kernel.permissions import Permission
from domain.kernel.text import sought_text
from domain.search.customers import customers_by_contact, customers_by_words
from domain.search.orders import misspelt_orders, orders_by_number, orders_by_sku
from domain.search.products import is_sku_of, products_by_name, products_by_sku
from domain.search.rows import ProductHit, SearchResults
from domain.search.shape import is_code, is_email
from domain.work.unit import Unit

SHORTEST = 2
LONGEST = 200


def search(unit: Unit, *, text: str, limit: int = 8) -> SearchResults:
    """Customers by name, number, e-mail or phone in any format; orders by number or SKU; products by SKU or name.

    Typing errors are forgiven. Fewer than `SHORTEST` characters find nothing; beyond `LONGEST` they are ignored. What
    the actor may not read is left out. What a text cannot be is not asked for, and a code that is found to the letter
    (an e-mail address, a phone number, an order's or a customer's number, a SKU) is not taken for anything else.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    check_limit(limit)
    wanted = sought_text(text[:LONGEST])
    if len(wanted) < SHORTEST:
        return SearchResults((), (), ())
    to_the_letter = _to_the_letter(unit, wanted, limit)
    return to_the_letter if _is_certain(to_the_letter, wanted) else _with_guesses(unit, wanted, limit, to_the_letter)


def _to_the_letter(unit: Unit, wanted: str, limit: int) -> SearchResults:
    customers = customers_by_contact(unit, wanted, limit)
    if is_email(wanted) and customers:
        return SearchResults(customers, (), ())
    orders = orders_by_number(unit, wanted, limit) if unit.actor.can(Permission.ORDERS_READ) else ()
    products = products_by_sku(unit, wanted, limit) if unit.actor.can(Permission.CATALOGUE_READ) else ()
    if not orders and unit.actor.can(Permission.ORDERS_READ) and _may_be_sku(unit, wanted, products):
        orders = orders_by_sku(unit, wanted, limit)
    return SearchResults(customers, orders, products)


def _may_be_sku(unit: Unit, wanted: str, products: tuple[ProductHit, ...]) -> bool:
    return not unit.actor.can(Permission.CATALOGUE_READ) or is_sku_of(products, wanted)


def _is_certain(found: SearchResults, wanted: str) -> bool:
    return is_code(wanted) and bool(found.customers or found.orders or is_sku_of(found.products, wanted))


def _with_guesses(unit: Unit, wanted: str, limit: int, found: SearchResults) -> SearchResults:
    customers, orders, products = found.customers, found.orders, found.products
    if len(customers) < limit:
        known = {row.id for row in customers}
        likely = customers_by_words(unit, wanted, limit)
        customers = (*customers, *(row for row in likely if row.id not in known))[:limit]
    if not orders and unit.actor.can(Permission.ORDERS_READ):
        orders = misspelt_orders(unit, wanted, limit)
    if len(products) < limit and unit.actor.can(Permission.CATALOGUE_READ):
        skus = {hit.sku for hit in products}
        named = products_by_name(unit, wanted, limit)
        products = (*products, *(hit for hit in named if hit.sku not in skus))[:limit]
    return SearchResults(customers, orders, products)
