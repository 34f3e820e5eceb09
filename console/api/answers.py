"""Answers: JSON made from the domain's rows through a shape."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from starlette.responses import Response

MEDIA_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a JSON text and headers."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        return Response(self.text.encode(), self.status, headers=dict(self.headers), media_type=MEDIA_TYPE)

    def kept(self) -> tuple[int, str]:
        """As it is kept under an idempotency key: the headers are the first line."""
        return self.status, f"{json.dumps(dict(self.headers))}\n{self.text}"

    @classmethod
    def from_kept(cls, status: int, kept: str) -> "Answer":
        headers, _, text = kept.partition("\n")
        return cls(status, text, json.loads(headers))


def answer(shape: Any, value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """`value` as JSON in the form of `shape`. What has a `version` gets it as its `ETag`."""
    adapter = _adapter(shape)
    text = adapter.dump_json(adapter.validate_python(value, from_attributes=True)).decode()
    version = getattr(value, "version", None)
    tags = {"etag": f'"{version}"'} if isinstance(version, int) else {}
    return Answer(status, text, {**tags, **(headers or {})})


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
