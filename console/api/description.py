"""The OpenAPI description, with our kind of errors in it."""

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from console.api.problems import MEDIA_TYPE

_ABOUT = """\
Amounts are text with their currency, times are UTC (RFC 3339). Lists that can grow are paged: `limit`, and the
`next_cursor` of one page as the `cursor` of the next; short ones come whole.

**Errors** are problem details (RFC 9457) with a stable `code` and, where an input is at fault, its `field`; the
sentence is in English or French, by `Accept-Language`.

**Preview.** With `?preview=true` a POST does everything and keeps nothing. An action's preview has a `digest`; sent
back with the request itself, it is done only if its result would still be what was shown (else 409).

**Once.** A POST with an `Idempotency-Key` is done once for this key, whatever is sent twice; the same key with another
body is refused (409). A preview is never kept.

**Versions.** Where a route takes `If-Match`, a stale `ETag` is refused (412) and nothing is changed.

**Approval.** What passes a limit answers 202 with `approval`; it is done once somebody has granted it.

`docs/api.md` of the project goes through an example.
"""
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for machines."},
        "detail": {"type": "string", "description": "A sentence for people."},
        "field": {"type": "string", "description": "The input at fault, such as `lines[0].quantity`."},
        "details": {"type": "object", "description": "Values that help to repair the request."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
    "examples": [
        {
            "type": "about:blank",
            "title": "Unprocessable Content",
            "status": 422,
            "code": "quantity_out_of_range",
            "detail": "“lines[0].quantity” must be from 1 to 100000.",
            "field": "lines[0].quantity",
        }
    ],
}
_READ = {
    "401": "No key, or one that opens nothing.",
    "403": "The key lacks a right.",
    "404": "There is no such record.",
}
_BAD = {"422": "An input cannot be right; `field` names it."}
_WRITE = {
    "400": "The body is not JSON.",
    "409": "It contradicts the state of things, or the idempotency key has been used for another request.",
    "413": "The body is too large.",
    "415": "The body is not declared as JSON.",
}

_STALE = {"412": "The record has changed since the version that was named."}


def describe(rest: FastAPI) -> None:
    """Make `rest.openapi()` tell every error of every route."""

    def openapi() -> dict[str, Any]:
        if rest.openapi_schema is None:
            rest.openapi_schema = _described(rest)
        return rest.openapi_schema

    rest.openapi = openapi  # type: ignore[method-assign]


def _described(rest: FastAPI) -> dict[str, Any]:
    schema = get_openapi(title=rest.title, version=rest.version, description=_ABOUT, routes=rest.routes)
    schemas = schema["components"]["schemas"]
    schemas["Problem"] = _PROBLEM
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            operation["summary"] = _summary(operation["description"])
            told = _READ | _BAD | (_WRITE if method != "get" else {})
            if _has_version(operation, schemas):
                told |= _STALE
            for status, meaning in told.items():
                operation["responses"][status] = _problem(meaning)
    schema["servers"] = [{"url": "/api/v1"}]
    return schema


def _summary(description: str) -> str:
    """The first clause of what a route does: its function's name alone says little in a list of all routes."""
    clause = re.split(r"[.;:](?:\s|$)", " ".join(description.split()), maxsplit=1)[0]
    return clause if clause.count("(") == clause.count(")") else clause[: clause.rindex("(")].rstrip()


def _has_version(operation: dict[str, Any], schemas: dict[str, Any]) -> bool:
    """Whether the caller may name the version that they saw, in a header or in the body."""
    if any(parameter["name"].lower() == "if-match" for parameter in operation.get("parameters", ())):
        return True
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return "expected_version" in schemas.get(body, {}).get("properties", {})


def _problem(meaning: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": meaning, "content": content}
