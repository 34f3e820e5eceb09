"""What people do: a page for them, and the same for tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from console.adapters.local_twilio.exchange import Exchange
from console.adapters.local_twilio.refusals import unusable
from console.adapters.local_twilio.routes import Reply, Routes, created, ok

_PAGE = Path(__file__).with_name("page.html")


class People:
    """Every request is handed its body as it came."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        rows: dict[str, Callable[..., Reply]] = {
            "GET /": lambda _: Reply(200, _PAGE.read_bytes(), media="text/html; charset=utf-8"),
            "GET /health": lambda _: ok({"status": "ok"}),
            "GET /world": lambda _: ok(exchange.world()),
            "GET /messages": lambda _: ok({"messages": exchange.messages.matching({})}),
            "POST /people/sms": self._write,
            "POST /people/calls": self._call,
            "POST /people/calls/{sid}": lambda body, sid: ok(exchange.calls.do(sid, _object(body))),
            "PUT /people/phones": self._phones,
            "GET /faults": lambda _: ok(exchange.faults.as_json()),
            "PUT /faults": lambda body: self._faults(_json(body)),
            "DELETE /faults": lambda _: self._faults([]),
        }
        self._routes: Routes[bytes] = Routes(rows.items())

    def reply(self, method: str, path: str, body: bytes) -> Reply:
        """What is answered."""
        return self._routes.answer(method, path, body)

    def _write(self, body: bytes) -> Reply:
        told = _object(body)
        return created(self._exchange.messages.receive(sender=_text(told, "from"), body=_text(told, "body")))

    def _call(self, body: bytes) -> Reply:
        leg = self._exchange.calls.receive(sender=_text(_object(body), "from"))
        return created(leg.as_json(self._exchange.line.root))

    def _phones(self, body: bytes) -> Reply:
        self._exchange.calls.phones = {str(number): str(does) for number, does in _object(body).items()}
        return ok(self._exchange.calls.phones)

    def _faults(self, rules: Any) -> Reply:
        self._exchange.faults.replace(rules)
        return ok(self._exchange.faults.as_json())


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise unusable("The body is not JSON.") from None


def _object(body: bytes) -> dict[str, Any]:
    told = _json(body)
    if not isinstance(told, dict):
        raise unusable("The body is an object.")
    return told


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value:
        raise unusable(f"“{name}” is missing.")
    return value
