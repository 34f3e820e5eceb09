"""Refusals as problem details (RFC 9457): one mapping from the domain's errors to HTTP."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from console.auth.api_keys import CHALLENGE, NotAuthenticated
from domain.kernel.errors import (
    Busy,
    Conflict,
    Denied,
    DomainError,
    IdentityNeeded,
    Invalid,
    NotFound,
    StaleVersion,
)

MEDIA_TYPE = "application/problem+json"

# The first class that fits tells the status.
STATUSES: Sequence[tuple[type[DomainError], int]] = (
    (NotAuthenticated, 401),
    (Denied, 403),
    (IdentityNeeded, 403),
    (NotFound, 404),
    (StaleVersion, 412),
    (Busy, 409),
    (Conflict, 409),
    (Invalid, 422),
)


def status_of(refusal: DomainError) -> int:
    """The HTTP status of a refusal; 422 for a kind that has none of its own."""
    return next((status for kind, status in STATUSES if isinstance(refusal, kind)), 422)


def problem_of(refusal: DomainError, *, language: str, status: int | None = None) -> Response:
    """A refusal of the domain as an answer, with its sentence in `language`."""
    status = status or status_of(refusal)
    headers = {"www-authenticate": CHALLENGE} if status == HTTPStatus.UNAUTHORIZED else {}
    if isinstance(refusal, Busy):
        headers["retry-after"] = "1"
    return problem(
        status=status,
        code=refusal.code,
        detail=refusal.sentence(language),
        field=refusal.field,
        details=refusal.details,
        language=language,
        headers=headers,
    )


def problem(
    *,
    status: int,
    code: str,
    detail: str,
    language: str,
    field: str | None = None,
    details: Mapping[str, Any] | None = None,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Problem details. `code` is stable; `field` names the input at fault; `errors` lists every fault if several."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if field:
        body["field"] = field
    if details:
        body["details"] = dict(details)
    if errors:
        body["errors"] = list(errors)
    text = json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "replace")
    answer = Response(text, status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))
    answer.headers["content-language"] = language
    return answer
