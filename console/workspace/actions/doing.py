"""What the panels ask of the domain: what a form is filled from, what an action would do, and to do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from console import live
from console.bootstrap import console
from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import GoodsRow
from console.workspace.orders.names import with_options
from domain.approvals.act import Acted, act
from domain.catalogue.queries import ProductRow, VariantRow, products
from domain.customers.queries import customer
from domain.identity.assure import is_assured, sees_plainly
from domain.inventory.queries import nodes
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.messages.queries import contacts_of
from domain.orders.queries import order as read_order
from domain.overview.queries import masked_order
from domain.staff.sessions import SignedIn
from domain.work import Unit
from notifications.catalogue import PlannedMessage, planned

_GOODS_MOST = 8


@dataclass(frozen=True, slots=True)
class Foreseen:
    acted: Acted
    messages: Sequence[PlannedMessage]


async def case(person: SignedIn, reader: Reader, order_id: UUID, subject: str, reads: Sequence[str]) -> Case:
    """The order as it stands, and what `reads` asks for beside it."""
    return await console().ask(
        read_case, actor=person.actor, reader=reader, order_id=order_id, subject=subject, reads=reads
    )


async def preview(person: SignedIn, action: str, args: Mapping[str, Any]) -> Foreseen:
    """What the action would come to, and the messages that would go out; nothing is kept."""
    shown = await console().preview(_foresee, actor=person.actor, action=action, args=args)
    return shown.result


async def perform(
    person: SignedIn, customer_id: UUID, action: str, args: Mapping[str, Any], *, digest: str, note: str
) -> Acted:
    """Do it, if it comes to what `digest` stands for; or ask whoever has to agree."""
    done = await console().perform(act, actor=person.actor, action=action, args=args, digest=digest, note=note)
    live.hub().changed(customer_id)
    return done


async def goods(person: SignedIn, reader: Reader, text: str, currency: str) -> list[GoodsRow]:
    """Variants to add, by the product's name or the SKU, that have a price in `currency`."""
    if not text.strip():
        return []
    found = await console().ask(products, actor=person.actor, q=text, limit=_GOODS_MOST)
    rows = [_goods(product, variant, currency, reader) for product in found.items for variant in product.variants]
    return [row for row in rows if row is not None][: 3 * _GOODS_MOST]


def _foresee(unit: Unit, *, action: str, args: Mapping[str, Any]) -> Foreseen:
    acted = act(unit, action=action, args=args)
    after = acted.preview.after
    if after is None:
        return Foreseen(acted, ())
    product = replace(unit, actor=Actor.system(unit.actor.name))  # contacts are masked by `planned`
    return Foreseen(acted, planned(unit.events, contacts=contacts_of(product, customer_id=after.customer_id)))


def read_case(unit: Unit, *, reader: Reader, order_id: UUID, subject: str, reads: Sequence[str]) -> Case:
    order = read_order(unit, order=order_id)
    if not sees_plainly(unit.actor) and not is_assured(unit, order.customer_id):
        order = masked_order(order)
    skus = {line.sku for line in order.lines} if "variants" in reads else set()
    return Case(
        order=order,
        customer=customer(unit, customer_id=order.customer_id),
        reader=reader,
        subject=subject,
        variants={sku: _variants(unit, sku) for sku in skus},
        nodes=nodes(unit) if "nodes" in reads else (),
    )


def _variants(unit: Unit, sku: str) -> tuple[VariantRow, ...]:
    for product in products(unit, q=sku, limit=5).items:
        if any(variant.sku == sku for variant in product.variants):
            return product.variants
    return ()


def _goods(product: ProductRow, variant: VariantRow, currency: str, reader: Reader) -> GoodsRow | None:
    price = price_in(variant, currency)
    if price is None or not variant.available:
        return None
    return GoodsRow(variant.sku, with_options(product.name, variant.options), reader.money(price))


def price_in(variant: VariantRow, currency: str) -> Money | None:
    """The variant's price in `currency`, if it has one."""
    return next((price for price in variant.prices if price.currency == currency), None)
