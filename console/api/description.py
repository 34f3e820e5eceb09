"""The OpenAPI description, with our kind of errors in it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from console.api.problems import MEDIA_TYPE

_ABOUT = (
    "Amounts are text with their currency, times are UTC (RFC 3339), lists are paged by cursor. "
    "Errors are problem details with a stable `code` and, where an input is at fault, its `field`; the sentence is in "
    "English or French, by `Accept-Language`."
)
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
    "412": "The record has changed since the version in `If-Match`.",
    "413": "The body is too large.",
    "415": "The body is not declared as JSON.",
}


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
            told = _READ | _BAD | (_WRITE if method != "get" else {})
            for status, meaning in told.items():
                operation["responses"][status] = _problem(meaning)
    schema["servers"] = [{"url": "/api/v1"}]
    return schema


def _problem(meaning: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": meaning, "content": content}
