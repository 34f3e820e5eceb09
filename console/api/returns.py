"""The next steps of returns and exchanges: received, refused, cancelled; the label for the parcel back."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.actions import ACTION_ANSWERS, Does
from console.api.asked import Asks
from console.api.shapes.actions import ReasonBody, ReceiptBody
from console.api.shapes.after_sales import ReturnMadeShape
from console.api.shapes.orders import OrderShape
from console.bootstrap import console
from domain.approvals.actions import ACTIONS
from domain.orders.after_sale_queries import order_of_exchange, order_of_return
from domain.orders.rows import OrderDetail
from domain.returns.label import return_label

router = APIRouter(tags=["returns"])
_LABEL: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.post(
    "/returns/{return_id}/receipt", status_code=201, response_model=ReturnMadeShape, responses={**ACTION_ANSWERS}
)
async def receive(does: Does, return_id: UUID, body: ReceiptBody) -> Response:
    """The goods are here: what is accepted is credited, once. New goods of an exchange may leave."""
    order = await _order_of(does, "receive_return", return_id)
    return await does.do(
        "receive_return", body, shape=ReturnMadeShape, pick=_picks(return_id), order=order, return_id=str(return_id)
    )


@router.post("/returns/{return_id}/rejection", status_code=201, response_model=OrderShape)
async def reject(does: Does, return_id: UUID, body: ReasonBody) -> Response:
    """The goods are not taken back."""
    order = await _order_of(does, "reject_return", return_id)
    return await does.do("reject_return", body, order=order, return_id=str(return_id))


@router.post("/returns/{return_id}/cancellation", status_code=201, response_model=OrderShape)
async def cancel(does: Does, return_id: UUID, body: ReasonBody) -> Response:
    """Nothing comes back after all."""
    order = await _order_of(does, "cancel_return", return_id)
    return await does.do("cancel_return", body, order=order, return_id=str(return_id))


@router.post("/exchanges/{exchange_id}/cancellation", status_code=201, response_model=OrderShape)
async def cancel_exchange(does: Does, exchange_id: UUID, body: ReasonBody) -> Response:
    """Nothing is exchanged after all; what was kept for it is let go."""
    does.posts.actor.require(ACTIONS["cancel_exchange"].right)
    order = await console().ask(order_of_exchange, does.posts.actor, exchange_id=exchange_id)
    return await does.do("cancel_exchange", body, order=str(order), exchange_id=str(exchange_id))


@router.get("/returns/{return_id}/label", response_class=Response, responses=_LABEL)
async def label(asks: Asks, return_id: UUID) -> Response:
    """The label for the parcel back, as PDF. It shows the customer's address: their identity must be known."""
    pdf = await console().ask(return_label, asks.actor, return_id=return_id)
    return Response(pdf, media_type="application/pdf", headers={"cache-control": "private, no-store"})


async def _order_of(does: Does, action: str, return_id: UUID) -> str:
    """The order of a return; who may not do `action` is not told whether there is one."""
    does.posts.actor.require(ACTIONS[action].right)
    return str(await console().ask(order_of_return, does.posts.actor, return_id=return_id))


def _picks(return_id: UUID) -> Any:
    def pick(order: OrderDetail, _made: Any) -> object:
        return next(each for each in order.returns if each.id == return_id)

    return pick
