"""Bodies are read once, up to a limit, and are sound JSON before any route sees them."""

from typing import Any

from pydantic_core import from_json
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.api.faults import invalid
from console.api.languages import preferred_language
from console.api.problems import problem_of
from domain.kernel.errors import DomainError, Invalid

LARGEST_BODY = 1_000_000  # bytes
_WITH_BODY = {"POST", "PUT", "PATCH", "DELETE"}


class SoundBodies:
    """An ASGI middleware.

    A body beyond the limit is refused (413) as soon as it is known to be: by its declared length before anything is
    read, else at the first byte too many. What is not JSON in UTF-8, or holds what cannot be kept (NaN, endless
    nesting, numbers that nothing can hold, NUL characters), is refused (400, 415, 422). `scope["state"]["body"]` then
    holds the bytes and `scope["state"]["json"]` the values.
    """

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _WITH_BODY:
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        try:
            body = await self._read(headers, receive)
            values = _sound(headers, body)
        except _Refused as refused:
            language = preferred_language(headers.get("accept-language"))
            answer = problem_of(refused.refusal, language=language, status=refused.status)
            if refused.status == 413:
                answer.headers["connection"] = "close"
            return await answer(scope, receive, send)
        scope.setdefault("state", {}).update(body=body, json=values)
        await self._app(scope, _replaying(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes:
        if int(declared if (declared := headers.get("content-length", "")).isdecimal() else 0) > self._largest:
            raise _too_large(self._largest)
        chunks, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Refused(400, _broken("The request was cut off.", "La requête a été interrompue."))
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = message.get("more_body", False)
            if size > self._largest:
                raise _too_large(self._largest)
        return b"".join(chunks)


class _Refused(Exception):
    def __init__(self, status: int, refusal: DomainError) -> None:
        super().__init__(str(refusal))
        self.status = status
        self.refusal = refusal


def _sound(headers: Headers, body: bytes) -> Any:
    if not body:
        return None
    _check_type(headers.get("content-type", ""))
    try:
        values = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise _Refused(
            400, _broken(f"The body is not JSON: {error}.", f"Le corps n’est pas du JSON : {error}.")
        ) from None
    _check_values(values)
    return values


def _check_type(content_type: str) -> None:
    kind, _, options = content_type.lower().partition(";")
    charset = options.strip().removeprefix("charset=").strip('"')
    if kind.strip() != "application/json" or charset not in ("", "utf-8", "utf8"):
        refusal = Invalid(
            code="unsupported_media_type",
            field="Content-Type",
            en="Send the body as application/json in UTF-8.",
            fr="Envoyez le corps en application/json, en UTF-8.",
        )
        raise _Refused(415, refusal)


def _check_values(values: Any) -> None:
    """Nothing that a text column cannot hold. Walks without recursion, naming the place."""
    waiting: list[tuple[str, Any]] = [("", values)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str) and "\x00" in value:
            raise _Refused(422, invalid("unreadable_text", place.lstrip(".") or "body"))
        if isinstance(value, float) and value in (float("inf"), float("-inf")):
            raise _Refused(422, invalid("out_of_range", place.lstrip(".") or "body"))
        if isinstance(value, dict):
            waiting += [(f"{place}.name", key) for key in value]
            waiting += [(f"{place}.{key}", inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}[{i}]", inner) for i, inner in enumerate(value)]


def _replaying(body: bytes, receive: Receive) -> Receive:
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _broken(en: str, fr: str) -> Invalid:
    return Invalid(code="invalid_json", field="body", en=en, fr=fr)


def _too_large(largest: int) -> _Refused:
    refusal = Invalid(
        code="body_too_large",
        field="body",
        en=f"The body is larger than {largest:,} bytes.",
        fr=f"Le corps dépasse {largest:,} octets.".replace(",", " "),
        details={"largest": largest},
    )
    return _Refused(413, refusal)
