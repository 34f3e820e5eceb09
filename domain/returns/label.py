"""The label that a customer sticks on a parcel back."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from domain.identity.assure import assure_identity
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.customer import Customer
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.models.returns import Return, ReturnLine
from domain.ports.papers import ReturnLabel
from domain.returns.start import BY_POST
from domain.work.unit import Unit

_SHOP = "Comptoir"


def return_label(unit: Unit, *, return_id: UUID) -> bytes:
    """The label of a return by post as a PDF, drawn anew each time and always the same.

    It shows where the customer lives: their identity must be made sure of. Refuses with `Conflict` "no_label" a return
    that does not come by post or is closed.
    """
    unit.actor.require(Permission.RETURNS_WRITE)
    query = (
        select(Return, Order, Customer)
        .join(Order, Order.id == Return.order_id)
        .join(Customer, Customer.id == Return.customer_id)
        .where(Return.id == return_id)
    )
    row = unit.session.execute(query).one_or_none()
    if row is None:
        raise NotFound.of("return", "retour", return_id)
    back, order, customer = row
    assure_identity(unit, back.customer_id)
    if back.channel not in BY_POST or back.status != "requested":
        raise _no_label(back)
    return unit.ports.papers.return_label(
        ReturnLabel(
            number=back.number or "",
            tracking_number=back.tracking_number,
            carrier=back.carrier,
            order_number=order.number,
            sender=[customer.name, *_lines_of(order.shipping_address)],
            receiver=_receiver(unit, back),
            lines=_goods(unit, back),
            language=customer.language,
        )
    )


def _receiver(unit: Unit, back: Return) -> list[str]:
    node = unit.session.get(Node, back.node_id) if back.node_id else None
    point = [back.drop_off] if back.drop_off else []
    return [*point, *([node.name, *_lines_of(node.address)] if node else [_SHOP])]


def _goods(unit: Unit, back: Return) -> list[tuple[str, int]]:
    query = (
        select(OrderLine.title, OrderLine.sku, ReturnLine.quantity)
        .join(ReturnLine, ReturnLine.order_line_id == OrderLine.id)
        .where(ReturnLine.return_id == back.id)
        .order_by(OrderLine.position)
    )
    return [(f"{title} ({sku})", quantity) for title, sku, quantity in unit.session.execute(query)]


def _lines_of(address: Mapping[str, str]) -> list[str]:
    place = " ".join(filter(None, (address.get("postal_code"), address.get("city"), address.get("region"))))
    lines = (address.get("line1"), address.get("line2"), place, address.get("country"))
    return [line for line in lines if line]


def _no_label(back: Return) -> Conflict:
    return Conflict(
        code="no_label",
        en=f"Return {back.number} needs no label: it does not come by post, or is closed.",
        fr=f"Le retour {back.number} n’a pas besoin d’étiquette : il ne vient pas par la poste, ou il est clos.",
        details={"channel": back.channel, "status": back.status},
    )
