"""Everything that an agent does to an order. Each can be previewed; what passes a limit waits for an approval (202)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.actions import ACTION_ANSWERS, OrderPosts
from console.api.shapes import actions as asked
from console.api.shapes.after_sales import DisputeMadeShape, ExchangeMadeShape, HoldMadeShape, ReturnMadeShape
from console.api.shapes.orders import OrderShape
from domain.kernel.errors import Invalid
from domain.orders.rows import OrderDetail

router = APIRouter(prefix="/orders/{order}", tags=["order actions"], responses={**ACTION_ANSWERS})


@router.post("/edits", status_code=201, response_model=OrderShape)
async def edit(on_order: OrderPosts, body: asked.EditBody) -> Response:
    """Change lines of an order that has not been picked; the difference is collected or given back."""
    return await on_order.do("edit", body)


@router.post("/address-changes", status_code=201, response_model=OrderShape)
async def change_address(on_order: OrderPosts, body: asked.AddressChangeBody) -> Response:
    """Send the order elsewhere: taxed, sourced and promised anew."""
    return await on_order.do("change_address", body)


@router.post("/payment-changes", status_code=201, response_model=OrderShape)
async def change_payment(on_order: OrderPosts, body: asked.PaymentChangeBody) -> Response:
    """Pay with another method; what was paid before is given back."""
    return await on_order.do("change_payment", body)


@router.post("/cancellations", status_code=201, response_model=OrderShape)
async def cancel(on_order: OrderPosts, body: asked.CancellationBody) -> Response:
    """Cancel the order, or some lines of it that have not left."""
    return await on_order.do("cancel", body)


@router.post("/returns", status_code=201, response_model=ReturnMadeShape)
async def ask_return(on_order: OrderPosts, body: asked.ReturnBody) -> Response:
    """Goods are to come back; they are refunded once they are here, or at once where the policy says so."""
    return await on_order.do("return", body, shape=ReturnMadeShape, pick=_return)


@router.post("/exchanges", status_code=201, response_model=ExchangeMadeShape)
async def exchange(on_order: OrderPosts, body: asked.ExchangeBody) -> Response:
    """Goods for others of the same product; the difference is settled once the old ones are back."""
    return await on_order.do("exchange", body, shape=ExchangeMadeShape, pick=_exchange)


@router.post("/refunds", status_code=201, response_model=OrderShape)
async def refund(on_order: OrderPosts, body: asked.RefundBody) -> Response:
    """Give money back: what is owed, or more within one's limits."""
    return await on_order.do("refund", body)


@router.post("/discounts", status_code=201, response_model=OrderShape)
async def discount(on_order: OrderPosts, body: asked.DiscountBody) -> Response:
    """A discount, a price match or goodwill, within one's limits; above them it waits for an approval."""
    if body.kind not in _GIFTS:
        raise _unknown_kind()
    given = body.model_dump(mode="json", exclude_none=True, exclude={"kind"})
    return await on_order.do(body.kind, None, **given)


@router.post("/holds", status_code=201, response_model=HoldMadeShape)
async def hold(on_order: OrderPosts, body: asked.HoldBody) -> Response:
    """Keep the order back."""
    return await on_order.do("hold", body, shape=HoldMadeShape, pick=_hold)


@router.post("/holds/{hold_id}/release", status_code=201, response_model=OrderShape)
async def release_hold(on_order: OrderPosts, hold_id: UUID) -> Response:
    """Let the order go on, as far as this hold is concerned."""
    return await on_order.do("release_hold", None, hold_id=str(hold_id))


@router.post("/shipments/{shipment_id}/pick-up", status_code=201, response_model=OrderShape)
async def mark_fetched(on_order: OrderPosts, shipment_id: UUID) -> Response:
    """The customer has fetched a parcel that waited for them at a store or locker."""
    return await on_order.do("mark_fetched", None, shipment_id=str(shipment_id))


@router.post("/replacements", status_code=201, response_model=OrderShape)
async def replace(on_order: OrderPosts, body: asked.ReplacementBody) -> Response:
    """Send again what was lost or broken, free of charge."""
    return await on_order.do("replace", body)


@router.post("/fulfilment-changes", status_code=201, response_model=OrderShape)
async def change_fulfilment(on_order: OrderPosts, body: asked.FulfilmentChangeBody) -> Response:
    """Ship, pick up, curbside or locker; or, without `fulfilment`, only another promise."""
    if body.fulfilment is None and body.promise is not None:
        return await on_order.do("change_promise", None, promised_on=body.promise.isoformat(), reason=body.reason)
    given = body.model_dump(mode="json", exclude_none=True, exclude={"promise"})
    promise = body.promise.isoformat() if body.promise else None
    return await on_order.do("change_fulfilment", None, **given, promise_on=promise)


@router.post("/reorder", status_code=201, response_model=OrderShape)
async def reorder(on_order: OrderPosts, body: asked.ReorderBody) -> Response:
    """Order the same goods again, at today's prices; answers the new order."""
    return await on_order.do("reorder", body)


@router.post("/disputes", status_code=201, response_model=DisputeMadeShape)
async def open_dispute(on_order: OrderPosts, body: asked.DisputeBody) -> Response:
    """Note that the customer's bank takes a payment back, or wants it explained."""
    return await on_order.do("open_dispute", body, shape=DisputeMadeShape, pick=_dispute)


_GIFTS = ("discount", "price_match", "goodwill")


def _unknown_kind() -> Invalid:
    choices = ", ".join(_GIFTS)
    return Invalid(
        field="kind",
        code="unknown_choice",
        en=f"“kind” must be one of: {choices}.",
        fr=f"« kind » doit être l’une de ces valeurs : {choices}.",
    )


def _return(order: OrderDetail, made: Any) -> object:
    return next(each for each in order.returns if each.id == made)


def _exchange(order: OrderDetail, made: Any) -> object:
    return next(each for each in order.exchanges if each.id == made)


def _hold(order: OrderDetail, made: Any) -> object:
    return next(each for each in order.holds if each.id == made)


def _dispute(order: OrderDetail, made: Any) -> object:
    return next(each for each in order.disputes if each.id == made)
