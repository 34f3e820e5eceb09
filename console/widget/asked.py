"""What every request of the widget goes through: whose token, how often, how large, and how a refusal is told."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, TypeVar, cast

from fastapi import Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.requests import ClientDisconnect

from console.api.problems import status_of
from console.auth.form import FormRefused
from console.auth.origin import from_own_page
from console.auth.visits import address_of, spoken_to
from console.bootstrap import console
from console.widget.limits import limits
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.permissions import Permission
from domain.visitors.attempts import TooOften, network_of
from domain.visitors.note_seen import SEEN_WITHIN, note_visitor_seen
from domain.visitors.queries import visitor_with
from domain.visitors.rows import VisitorRow

Handler = TypeVar("Handler", bound=Callable[..., Awaitable[Response]])

MOST_BYTES: Final = 64 * 1024
LONGEST_TOKEN: Final = 100
RIGHTS: Final = frozenset({Permission.CONVERSATIONS_RECEIVE, Permission.CASES_WRITE})
DOOR: Final = Actor(kind=ActorKind.SYSTEM, name="chat", permissions=RIGHTS)


class NobodysToken(Exception):
    """The request carries no token of a visitor."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A visitor who asks, from where, as the domain sees them: one who writes, and may do nothing else."""

    visitor: VisitorRow
    network: str

    @property
    def actor(self) -> Actor:
        """None of these rights lets anybody read; that to write cases is for what a message does to its own."""
        return Actor(kind=ActorKind.CUSTOMER, id=self.visitor.id, name=self.visitor.name, permissions=RIGHTS)


async def guest_of(request: Request, what: str) -> Guest:
    """The visitor whose token the request carries, once they may do `what`. Refuses with `NobodysToken`, `TooOften`."""
    network = network_of(address_of(request))
    limits().take(what, network=network)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN or not token.isascii():
        raise NobodysToken
    visitor = await console().ask(visitor_with, DOOR, token=token)
    if visitor is None:
        raise NobodysToken
    limits().take(what, visitor=str(visitor.id))
    if visitor.seen_at < console().application.clock.now() - SEEN_WITHIN:
        await console().perform(note_visitor_seen, DOOR, visitor_id=visitor.id)
    return Guest(visitor, network)


async def small_json(request: Request) -> dict[str, Any]:
    """The fields of a small JSON object. `FormRefused`: 415 no JSON, 413 above 64 KB, 400 unreadable."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise FormRefused(415)
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                raise FormRefused(413)
        fields = json.loads(body.decode("utf-8"))
    except (ClientDisconnect, ValueError, RecursionError) as unreadable:
        raise FormRefused(400) from unreadable
    if not isinstance(fields, dict):
        raise FormRefused(400)
    return fields


def text_of(fields: dict[str, Any], name: str) -> str:
    """A text among the fields, "" where it is missing; `Invalid` names what is no text."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise Invalid(field=name, code="not_text", en=f"“{name}” must be text.", fr=f"« {name} » doit être un texte.")
    return value


def answered(handler: Handler) -> Handler:
    """`handler`, for our own page only, with every refusal answered as JSON in the reader's language."""

    @wraps(handler)
    async def guarded(request: Request, **path: Any) -> Response:
        if not from_own_page(request.headers, public_url=console().settings.public_url):
            return PlainTextResponse("This is for our own page.", status_code=403)
        try:
            return await handler(request, **path)
        except NobodysToken:
            return JSONResponse({"code": "no_visitor"}, status_code=401)
        except FormRefused as refusal:
            return JSONResponse({"code": "not_understood"}, status_code=refusal.status)
        except DomainError as refusal:
            return refused(refusal, spoken_to(request))

    return cast(Handler, guarded)


def refused(refusal: DomainError, language: str) -> Response:
    told = {"code": refusal.code, "field": refusal.field, "detail": refusal.sentence(language)}
    if isinstance(refusal, TooOften):
        after = refusal.details["retry_after"]
        return JSONResponse(told | {"retry_after": after}, status_code=429, headers={"retry-after": str(after)})
    return JSONResponse(told, status_code=status_of(refusal))
