"""Actions on orders: every route that changes an order as an agent would goes through here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Path, Query
from pydantic import BaseModel
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Acting, ExpectedVersion, Posts, as_its_maker
from console.api.messages import planned_messages
from console.api.order_preview import shown
from console.api.shapes.orders import OrderShape
from console.api.shapes.previews import PendingShape, PreviewShape
from domain.approvals.act import Acted, act
from domain.approvals.actions import ACTIONS
from domain.approvals.queries import approval
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.work import Unit

OrderName = Annotated[
    str,
    Path(
        alias="order",
        max_length=60,
        description="The number as people see it (the leading `#` percent-encoded or left out), or the id.",
    ),
]
Digest = Annotated[
    str | None,
    Query(max_length=64, description="The `digest` of a preview: another result than was shown is refused (409)."),
]
ApprovalNote = Annotated[str, Query(max_length=500, description="A word for who has to agree, where somebody has to.")]
Pick = Callable[[OrderDetail, Any], object]

ACTION_ANSWERS: Mapping[int | str, dict[str, Any]] = {
    200: {"model": PreviewShape, "description": "With `preview=true`: what would be."},
    202: {"model": PendingShape, "description": "Somebody else has to agree first; nothing was done."},
}


class WithOrder:
    """A return, exchange or hold that was made, with its order; read like the thing itself."""

    def __init__(self, thing: object, order: OrderDetail) -> None:
        self._thing = thing
        self.order = order
        self.version = order.version

    def __getattr__(self, name: str) -> Any:
        return getattr(self._thing, name)


@dataclass(frozen=True, slots=True)
class Doing:
    """A request to do something: perhaps only for show, perhaps exactly what a preview has shown."""

    posts: Acting
    version: int | None
    digest: str | None
    note: str

    async def do(
        self, action: str, body: BaseModel | None, *, shape: Any = OrderShape, pick: Pick | None = None, **more: Any
    ) -> Response:
        """Do `action` with the fields of `body` and `more`; answer the order as it then is, or what `pick` finds of it.

        201 when it is done, 200 for a preview, 202 when somebody else has to agree first.
        """
        given = body.model_dump(mode="json", exclude_none=True) if body else {}
        args = given | {name: value for name, value in more.items() if value is not None}

        def run(unit: Unit) -> Answer:
            acted = act(unit, action=action, args=args, digest=self.digest, note=self.note)
            if unit.previewing:
                return answer(PreviewShape, shown(acted.preview, messages=planned_messages(unit, acted.preview)))
            return _pending(unit, acted) if acted.approval_id else _done(unit, acted, shape, pick)

        return await self.posts.perform(act, run, requires=ACTIONS[action].right)


@dataclass(frozen=True, slots=True)
class OnOrder(Doing):
    """The same about one order, at the version in `If-Match`."""

    order: str

    async def do(
        self, action: str, body: BaseModel | None, *, shape: Any = OrderShape, pick: Pick | None = None, **more: Any
    ) -> Response:
        named = more | {"order": self.order, "expected_version": self.version}
        return await Doing.do(self, action, body, shape=shape, pick=pick, **named)


def _doing(posts: Posts, digest: Digest = None, approval_note: ApprovalNote = "") -> Doing:
    return Doing(posts, None, digest, approval_note)


def _on_order(
    posts: Posts, name: OrderName, version: ExpectedVersion, digest: Digest = None, approval_note: ApprovalNote = ""
) -> OnOrder:
    return OnOrder(posts, version, digest, approval_note, name)


Does = Annotated[Doing, Depends(_doing)]
OrderPosts = Annotated[OnOrder, Depends(_on_order)]


def _pending(unit: Unit, acted: Acted) -> Answer:
    assert acted.approval_id is not None
    asked = approval(as_its_maker(unit), approval_id=acted.approval_id)
    return answer(PendingShape, {"approval": asked}, status=202, headers={"location": f"/api/v1/approvals/{asked.id}"})


def _done(unit: Unit, acted: Acted, shape: Any, pick: Pick | None) -> Answer:
    assert acted.preview.after is not None
    order = read_order(as_its_maker(unit), order=acted.preview.after.id)
    value = order if pick is None else WithOrder(pick(order, acted.result), order)
    return answer(shape, value, status=201)
