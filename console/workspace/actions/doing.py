"""What the panels ask of the domain: what a form is filled from, what an action would do, and to do it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from console import live
from console.bootstrap import console
from console.ui.figures import Reader
from console.workspace.actions.case import Case, CustomerCase, subject_id
from console.workspace.actions.form import GoodsRow
from console.workspace.orders.names import with_options
from domain.approvals.act import Acted, act
from domain.approvals.offer import offer
from domain.catalogue.queries import VariantRow, products
from domain.customers.queries import customer
from domain.identity.assure import is_assured, sees_plainly
from domain.inventory.queries import nodes
from domain.kernel.actor import Actor
from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import order as read_order
from domain.overview.queries import masked_order
from domain.quotes.queries import QuoteRow, quote
from domain.quotes.usual_currency import usual_currency
from domain.search.goods_for_sale import GoodsForSale, goods_for_sale
from domain.staff.sessions import SignedIn
from domain.work import Unit
from notifications.foresee import PlannedMessage, foresee


@dataclass(frozen=True, slots=True)
class Foreseen:
    acted: Acted
    messages: Sequence[PlannedMessage]


async def case(person: SignedIn, reader: Reader, order_id: UUID, subject: str, reads: Sequence[str]) -> Case:
    """The order as it stands, and what `reads` asks for beside it."""
    return await console().ask(
        read_case, actor=person.actor, reader=reader, order_id=order_id, subject=subject, reads=reads
    )


async def customer_case(
    person: SignedIn, reader: Reader, customer_id: UUID, subject: str, reads: Sequence[str]
) -> CustomerCase:
    """The customer as they stand, and what `reads` asks for beside them."""
    return await console().ask(
        read_customer_case, actor=person.actor, reader=reader, customer_id=customer_id, subject=subject, reads=reads
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


async def make_quote(
    person: SignedIn, customer_id: UUID, args: Mapping[str, Any], *, digest: str, valid_days: int
) -> None:
    """Keep the new order that was shown as a quote, if it still comes to what `digest` stands for."""
    await console().perform(offer, actor=person.actor, args=args, digest=digest, valid_days=valid_days)
    live.hub().changed(customer_id)


async def goods(person: SignedIn, reader: Reader, text: str, currency: str) -> list[GoodsRow]:
    """Variants to add, by the product's name or the SKU, that have a price in `currency`."""
    found = await console().ask(goods_for_sale, actor=person.actor, text=text, currency=currency)
    return [_goods(each, reader) for each in found]


def _foresee(unit: Unit, *, action: str, args: Mapping[str, Any]) -> Foreseen:
    acted = act(unit, action=action, args=args)
    after = acted.preview.after
    if after is None:
        return Foreseen(acted, ())
    plain = sees_plainly(unit.actor) or is_assured(unit, after.customer_id)
    product = replace(unit, actor=Actor.system(unit.actor.name))
    return Foreseen(acted, foresee(product, unit.events, customer_id=after.customer_id, plain=plain))


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


def read_customer_case(
    unit: Unit, *, reader: Reader, customer_id: UUID, subject: str, reads: Sequence[str]
) -> CustomerCase:
    known = customer(unit, customer_id=customer_id)
    return CustomerCase(
        customer=known,
        reader=reader,
        currency=usual_currency(unit, customer_id=customer_id),
        nodes=nodes(unit) if "nodes" in reads and unit.actor.can(Permission.STOCK_READ) else (),
        offered=_offered(unit, subject, known.members) if "quote" in reads else None,
    )


def _offered(unit: Unit, subject: str, members: Collection[UUID]) -> QuoteRow:
    """The quote of that id, if it was made to one of `members`."""
    found = quote(unit, quote_id=subject_id(subject))
    if found.customer_id not in members:
        raise NotFound.of("quote", "devis", subject)
    return found


def _variants(unit: Unit, sku: str) -> tuple[VariantRow, ...]:
    for product in products(unit, q=sku, limit=5).items:
        if any(variant.sku == sku for variant in product.variants):
            return product.variants
    return ()


def _goods(each: GoodsForSale, reader: Reader) -> GoodsRow:
    left = "" if each.available is None else reader.say("{count} in stock", count=reader.number(each.available))
    return GoodsRow(each.sku, with_options(each.name, each.options), reader.money(each.price), left)


def price_in(variant: VariantRow, currency: str) -> Money | None:
    """The variant's price in `currency`, if it has one."""
    return next((price for price in variant.prices if price.currency == currency), None)
