"""The vendor without HTTP: what each route does, and what each fault makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from console.adapters.local_gateway.disputes import Disputes
from console.adapters.local_gateway.faults import Faults, Rule
from console.adapters.local_gateway.ledger import Answer, Ledger
from console.adapters.local_gateway.orders import KINDS, PaymentOrder, payment_order
from console.adapters.local_gateway.outbox import Courier
from console.adapters.local_gateway.store import Store

NOT_FOUND = Answer(HTTPStatus.NOT_FOUND, {"code": "not_found", "message": "There is no such thing."})
_BROKEN = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"code": "internal", "message": "Something broke."})
_NO_RULE = Rule(match={}, fault="")
_FILTERS = ("reference", "key", "status")


@dataclass(frozen=True)
class Request:
    """What came in: `path` in its parts, `key` the idempotency key, `body` parsed (None: it has none)."""

    method: str
    path: list[str]
    query: Mapping[str, str]
    key: str
    body: Any


@dataclass(frozen=True)
class Reply:
    """How an answer reaches the caller: None is never sent; after `wait` seconds, `copies` times, cut off or whole."""

    answer: Answer | None
    wait: float = 0.0
    copies: int = 1
    garbled: bool = False


class Vendor:
    """`webhook`: the address that is told, "" for none."""

    def __init__(self, store: Store, *, secret: str, webhook: str) -> None:
        self._ledger, self._disputes, self._faults = Ledger(store), Disputes(store), Faults()
        self._courier = Courier(store, url=webhook, secret=secret)
        self._courier.start()

    def reply(self, request: Request) -> Reply:
        """What is answered. `Unusable` when the request makes no sense."""
        match request.method, *request.path:
            case "POST", *path:
                reply = self._post(path, request)
                self._courier.wake()
                return reply
            case "GET", "v1", "movements":
                wanted = {name: value for name, value in request.query.items() if name in _FILTERS}
                return _ok({"items": self._ledger.movements(**wanted)})
            case "GET", "v1", "balances":
                return _ok({"items": self._ledger.balances()})
            case ("GET" | "PUT" | "DELETE") as method, "faults":
                if method != "GET":
                    self._faults.replace(request.body if method == "PUT" else [])
                return _ok(self._faults.as_json())
        return Reply(NOT_FOUND)

    def _post(self, path: list[str], request: Request) -> Reply:
        body = request.body if isinstance(request.body, dict) else {}
        match path:
            case ["v1", collection] if collection in KINDS:
                return self._pay(payment_order(kind=KINDS[collection], key=request.key, body=body))
            case ["disputes"]:
                return self._open_dispute(body)
            case ["disputes", dispute_id, "close"]:
                return Reply(self._disputes.close(dispute_id, body))
        return Reply(NOT_FOUND)

    def _pay(self, order: PaymentOrder) -> Reply:
        rule = self._faults.take(kind=order.kind, reference=order.reference, token=order.token) or _NO_RULE
        if rule.fault == "timeout_before":
            return Reply(None)
        if rule.fault == "error_500_before":
            return Reply(_BROKEN)
        refuse = rule.code if rule.fault == "refuse" else ""
        return _bent(self._ledger.carry_out(order, refuse=refuse, copies=_copies(rule)), rule)

    def _open_dispute(self, body: Mapping[str, Any]) -> Reply:
        rule = self._faults.take(kind="dispute", reference=str(body.get("reference"))) or _NO_RULE
        return Reply(self._disputes.open(body, copies=_copies(rule)))


def _bent(answer: Answer, rule: Rule) -> Reply:
    """What the rule makes of an answer that the ledger has given."""
    match rule.fault:
        case "timeout_after":
            return Reply(None)
        case "error_500_after":
            return Reply(_BROKEN)
        case "late":
            return Reply(answer, wait=rule.seconds)
        case "garbage":
            return Reply(answer, garbled=True)
    return Reply(answer, copies=_copies(rule))


def _copies(rule: Rule) -> int:
    return 2 if rule.fault == "twice" else 1


def _ok(body: Any) -> Reply:
    return Reply(Answer(HTTPStatus.OK, body))
