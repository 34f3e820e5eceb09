"""Who is at the self-service page: a cookie, the visit behind it, and what such a person may do."""

from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response

from console.auth.visits import address_of, is_https
from console.bootstrap import console
from console.widget.asked import DOOR
from domain.identity.queries import IdentityStatus, identity_status
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.permissions import Permission
from domain.visitors.attempts import count_public_attempt, network_of
from domain.visitors.track_order import LASTS, HelpVisitRow, Tracked, help_visit_with, tracked_order

COOKIE: Final = "comptoir_help"
_RIGHTS: Final = frozenset(
    {
        Permission.ORDERS_READ,
        Permission.ORDERS_WRITE,
        Permission.RETURNS_WRITE,
        Permission.CUSTOMERS_READ,
        Permission.CUSTOMERS_WRITE,
        Permission.MESSAGES_SEND,
    }
)


@dataclass(frozen=True, slots=True)
class Here:
    """A visit with what it shows. Every page asks for the order of the visit and for no other."""

    visit: HelpVisitRow
    tracked: Tracked
    identity: IdentityStatus

    @property
    def actor(self) -> Actor:
        return actor_of(self.visit)


def actor_of(visit: HelpVisitRow) -> Actor:
    """The customer, whose identity is known as far as the codes of this visit go; policies see them as an agent."""
    return Actor(
        kind=ActorKind.CUSTOMER,
        id=visit.id,
        name="Customer",
        role="agent",
        permissions=_RIGHTS,
        session_id=visit.id,
    )


async def here(request: Request) -> Here | None:
    """The visit of the request's cookie, None where there is none or it is over."""
    token = request.cookies.get(COOKIE, "")[:100]
    visit = await console().ask(help_visit_with, DOOR, token=token) if token and token.isascii() else None
    if visit is None:
        return None
    actor = actor_of(visit)
    tracked = await console().ask(tracked_order, actor, order_id=visit.order_id)
    identity = await console().ask(identity_status, actor, customer_id=visit.customer_id)
    return Here(visit, tracked, identity)


async def count(request: Request, what: str, *more: tuple[str, str]) -> None:
    """Count an attempt by the network address, and `more`; refuses with `TooOften`."""
    for each, by in ((what, network_of(address_of(request))), *more):
        await console().perform(count_public_attempt, DOOR, what=each, by=by)


def with_cookie(answer: Response, token: str) -> Response:
    cookie: dict[str, Any] = {"path": "/help", "secure": is_https(), "httponly": True, "samesite": "lax"}
    answer.set_cookie(COOKIE, token, max_age=int(LASTS.total_seconds()), **cookie)
    return answer


def without_cookie(answer: Response) -> Response:
    answer.delete_cookie(COOKIE, path="/help", secure=is_https(), httponly=True, samesite="lax")
    return answer
