"""Parcels: what warehouses and carriers tell."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import ExpectedVersion, Posts, as_its_maker
from console.api.order_preview import order_preview
from console.api.shapes.new_orders import NewShipmentBody, ShipmentCancelBody, ShipmentEventBody
from console.api.shapes.orders import ShipmentShape
from console.api.shapes.previews import PreviewShape
from domain.fulfilment.cancel_shipment import cancel_shipment
from domain.fulfilment.queries import shipment
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.kernel.errors import StaleVersion
from domain.kernel.permissions import Permission
from domain.orders.queries import order
from domain.orders.rows import OrderDetail
from domain.work import Unit

router = APIRouter(prefix="/shipments", tags=["shipments"])


@router.post("", status_code=201, response_model=ShipmentShape, responses={200: {"model": PreviewShape}})
async def send(posts: Posts, body: NewShipmentBody, expected_version: ExpectedVersion) -> Response:
    """A parcel has left. The same tracking number twice is refused (409). `If-Match` is about the order."""

    def run(unit: Unit) -> Answer:
        unit.actor.require(Permission.SHIPMENTS_WRITE)
        before = order(as_its_maker(unit), order=body.order)
        _check_version(before, expected_version)
        shipment_id = ship(unit, order=before.id, lines=_lines(body), **body.model_dump(exclude={"order", "lines"}))
        if unit.previewing:
            after = order(as_its_maker(unit), order=before.id)
            return answer(PreviewShape, order_preview(unit, "ship", before=before, after=after))
        return answer(ShipmentShape, shipment(as_its_maker(unit), shipment_id=shipment_id), status=201)

    return await posts.perform(ship, run, requires=Permission.SHIPMENTS_WRITE)


@router.post("/{shipment_id}/events", status_code=201, response_model=ShipmentShape)
async def scan(posts: Posts, shipment_id: UUID, body: ShipmentEventBody) -> Response:
    """What the carrier says of a parcel. The same event told twice is kept once."""

    def run(unit: Unit) -> Answer:
        record_scan(unit, shipment_id=shipment_id, **body.model_dump())
        return answer(ShipmentShape, shipment(as_its_maker(unit), shipment_id=shipment_id), status=201)

    return await posts.perform(record_scan, run, requires=Permission.SHIPMENTS_WRITE)


@router.post("/{shipment_id}/cancel", response_model=ShipmentShape)
async def cancel(posts: Posts, shipment_id: UUID, body: ShipmentCancelBody) -> Response:
    """A parcel that was told of does not leave: its goods are kept again, left to ship. What a carrier has told of, and
    goods with which the order has gone on, are refused (409).
    """

    def run(unit: Unit) -> Answer:
        cancel_shipment(unit, shipment_id=shipment_id, reason=body.reason)
        return answer(ShipmentShape, shipment(as_its_maker(unit), shipment_id=shipment_id))

    return await posts.perform(cancel_shipment, run, requires=Permission.SHIPMENTS_WRITE)


def _check_version(found: OrderDetail, expected: int | None) -> None:
    if expected is not None and expected != found.version:
        raise StaleVersion.of(expected=expected, actual=found.version)


def _lines(body: NewShipmentBody) -> list[ShippedLine] | None:
    if body.lines is None:
        return None
    return [ShippedLine(line.quantity, line.line_id, line.sku) for line in body.lines]
