"""Who asks, what they may, and how: what every route is handed."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.faults import invalid
from console.auth.api_keys import authenticate
from console.bootstrap import console
from domain.idempotency.answer_once import Answered, answer_once
from domain.kernel.actor import Actor
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.work import Unit

_bearer = HTTPBearer(auto_error=False, description="A key, made with `python -m console api-key` or in /admin.")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_TAG = re.compile(r'"(\d{1,15})"')


@dataclass(frozen=True, slots=True)
class Reading:
    """A request that changes nothing."""

    actor: Actor

    async def ask(self, query: Callable[..., Any], shape: Any, **args: Any) -> Response:
        """What `query` tells, in the form of `shape`."""

        @wraps(query)
        def run(unit: Unit) -> Answer:
            return answer(shape, query(unit, **args))

        return (await console().ask(run, self.actor)).response()


@dataclass(frozen=True, slots=True)
class Acting(Reading):
    """A request that changes something: perhaps only for show (`preview`), perhaps under an idempotency key."""

    route: str
    digest: bytes
    key: str | None
    preview: bool

    async def perform(
        self, use_case: Callable[..., Any], run: Callable[[Unit], Answer], *, requires: Permission
    ) -> Response:
        """Do `run`, which calls `use_case` and tells the answer, in one transaction with what is kept of it.

        A preview is rolled back, answers 200 and is never kept. `requires` is the right that `use_case` asks for.
        """
        named = wraps(use_case)(run)
        if self.preview:
            shown = (await console().preview(named, self.actor)).result
            return replace(shown, status=200, headers={}).response()
        if self.key is None:
            return (await console().perform(named, self.actor)).response()
        key = self.key

        @wraps(use_case)
        def once(unit: Unit) -> Answered:
            return answer_once(
                unit,
                requires=requires,
                route=self.route,
                key=key,
                digest=self.digest,
                answer=lambda inner: run(inner).kept(),
            )

        return Answer.from_kept(*await console().perform(once, self.actor)).response()


def as_its_maker(unit: Unit) -> Unit:
    """`unit` with what was made written out, and with the right to read it back, which its maker may not have."""
    unit.session.flush()
    return replace(unit, actor=Actor.system(unit.actor.name))


async def _reading(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
) -> Reading:
    header = f"{credentials.scheme} {credentials.credentials}" if credentials else None
    actor = await authenticate(header)
    _check_parameters(request)
    return Reading(actor)


def _check_parameters(request: Request) -> None:
    described = request.app.openapi()["paths"][request.scope["route"].path][request.method.lower()]
    known = {parameter["name"] for parameter in described.get("parameters", ()) if parameter["in"] == "query"}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise invalid("unknown_parameter", name[:100])
        if "\x00" in value:
            raise invalid("unreadable_text", name)
    for name, value in request.path_params.items():
        if "\x00" in str(value):
            raise invalid("unreadable_text", name)


async def _acting(
    request: Request,
    reading: Annotated[Reading, Depends(_reading)],
    preview: Annotated[
        bool, Query(description="Nothing is kept; the answer is what would have been, with status 200.")
    ] = False,
) -> Acting:
    return Acting(
        actor=reading.actor,
        route=f"{request.method} {request.scope['route'].path}",
        digest=_digest(request),
        key=None,
        preview=preview,
    )


async def _posting(
    acting: Annotated[Acting, Depends(_acting)],
    idempotency_key: Annotated[
        str | None,
        Header(description="The same key with the same request gives the same answer; with another request, 409."),
    ] = None,
) -> Acting:
    if idempotency_key is not None and not _KEY.fullmatch(idempotency_key):
        raise Invalid(
            code="invalid_idempotency_key",
            field="Idempotency-Key",
            en="“Idempotency-Key” must be 1 to 255 visible ASCII characters.",
            fr="« Idempotency-Key » doit compter de 1 à 255 caractères ASCII visibles.",
        )
    return replace(acting, key=idempotency_key)


def _digest(request: Request) -> bytes:
    said = [request.url.path, sorted(request.query_params.multi_items()), getattr(request.state, "json", None)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).digest()


async def _expected_version(
    if_match: Annotated[
        str | None, Header(description='The `ETag` that was read, such as `"3"`. A stale one is refused with 412.')
    ] = None,
) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    found = _TAG.fullmatch(if_match.strip())
    if not found:
        raise Invalid(
            code="invalid_etag",
            field="If-Match",
            en='“If-Match” must be one ETag as it was given, such as "3".',
            fr='« If-Match » doit être un ETag tel qu’il a été donné, par exemple "3".',
        )
    return int(found[1])


Asks = Annotated[Reading, Depends(_reading)]
Changes = Annotated[Acting, Depends(_acting)]
Posts = Annotated[Acting, Depends(_posting)]
ExpectedVersion = Annotated[int | None, Depends(_expected_version)]
Cursor = Annotated[
    str | None, Query(max_length=500, description="`next_cursor` of the page before; the first page if left out.")
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
