"""Put a tag on an order, or take it off."""

from uuid import UUID

from sqlalchemy import delete, func, select

from domain.customers.tag import check_tag, refuse_too_many
from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.models.order import Order, OrderTag
from domain.orders.load import load_order
from domain.work.unit import Unit


def tag_order(unit: Unit, *, order: str | UUID, tag: str) -> None:
    """Put `tag` on the order. Records `order.tagged`; a tag that is already there changes nothing."""
    unit.actor.require(Permission.NOTES_WRITE)
    word = check_tag(tag)
    found = load_order(unit, order)
    if unit.session.get(OrderTag, (found.id, word)) is not None:
        return
    refuse_too_many(unit, select(func.count()).where(OrderTag.order_id == found.id))
    unit.session.add(OrderTag(order_id=found.id, tag=word))
    _record(unit, "order.tagged", found, word)


def untag_order(unit: Unit, *, order: str | UUID, tag: str) -> None:
    """Take `tag` off the order. Records `order.untagged`; a tag that is not there changes nothing."""
    unit.actor.require(Permission.NOTES_WRITE)
    word = check_tag(tag)
    found = load_order(unit, order)
    gone = delete(OrderTag).where(OrderTag.order_id == found.id, OrderTag.tag == word).returning(OrderTag.tag)
    if unit.session.execute(gone).first() is not None:
        _record(unit, "order.untagged", found, word)


def _record(unit: Unit, type: str, order: Order, tag: str) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"tag": tag},
    )
