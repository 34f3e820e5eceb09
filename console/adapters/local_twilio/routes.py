"""Which method answers which request, by a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from console.adapters.local_twilio.refusals import not_found

A = TypeVar("A")


@dataclass(frozen=True)
class Reply:
    """How an answer reaches the caller: `body` None is never sent; bytes are sent as `media`."""

    status: int
    body: Any
    wait: float = 0.0
    media: str = "application/json"


class Routes(Generic[A]):
    """`rows` are "METHOD path" and what answers; a {name} in the path is handed over in its order."""

    def __init__(self, rows: Iterable[tuple[str, Callable[..., Reply]]]) -> None:
        self._rows = [
            (re.compile(re.sub(r"\{\w+\}", "([^/]+?)", row.replace(".", r"\."))), answer) for row, answer in rows
        ]

    def answer(self, method: str, path: str, asked: A) -> Reply:
        """Refused as not found when no row fits."""
        for pattern, answer in self._rows:
            if found := pattern.fullmatch(f"{method} {path}"):
                return answer(asked, *found.groups())
        raise not_found(path)


def ok(body: Any) -> Reply:
    return Reply(HTTPStatus.OK, body)


def created(body: Any) -> Reply:
    return Reply(HTTPStatus.CREATED, body)


def gone() -> Reply:
    return Reply(HTTPStatus.NO_CONTENT, b"")
