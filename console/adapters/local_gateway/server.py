"""HTTP around the vendor: one thread for each connection, so that a held answer holds nobody else."""

from __future__ import annotations

import hmac
import json
import select
import sys
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from console.adapters.local_gateway.ledger import Answer
from console.adapters.local_gateway.orders import Unusable
from console.adapters.local_gateway.vendor import Reply, Request, Vendor

_LONGEST_BODY = 64 * 1024
_NEVER = 300.0  # seconds for which an answer that never comes is not given; then the line is cut
_ALIVE = Answer(HTTPStatus.OK, {"status": "ok"})
_UNREADABLE = Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"code": "unreadable", "message": "Longer than 64 KiB?"})
_NO_SECRET = Answer(HTTPStatus.UNAUTHORIZED, {"code": "unauthorised", "message": "The secret is missing or wrong."})


class Server(ThreadingHTTPServer):
    """Listens on loopback only: whoever knows the secret may make it lie."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, vendor: Vendor, *, port: int, secret: str) -> None:
        self.vendor = vendor
        self.bearer = f"Bearer {secret}".encode()
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is nobody's fault; everything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = _NEVER
    wbufsize = -1  # headers and body leave together
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        length = self.headers.get("content-length", "0")
        told = length.isdecimal() and "transfer-encoding" not in self.headers
        if not told or int(length) > _LONGEST_BODY:
            if told and int(length) <= 16 * _LONGEST_BODY:
                self.rfile.read(int(length))  # an answer before the end of the request may be lost with the line
            else:
                self.close_connection = True  # where the next request begins cannot be told
            return self._send(Reply(_UNREADABLE))
        self._send(self._reply(self.rfile.read(int(length))))

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the ledger tells what happened."""

    def _reply(self, body: bytes) -> Reply:
        if self.path == "/health":
            return Reply(_ALIVE)
        given = self.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self.server.bearer):
            return Reply(_NO_SECRET)
        try:
            return self.server.vendor.reply(self._request(body))
        except Unusable as why:
            refused = {"code": "invalid_request", "message": str(why)}
            return Reply(Answer(HTTPStatus.UNPROCESSABLE_ENTITY, refused))

    def _request(self, body: bytes) -> Request:
        address = urlsplit(self.path)
        return Request(
            method=self.command,
            path=[unquote(part) for part in address.path.strip("/").split("/")],
            query=dict(parse_qsl(address.query)),
            key=self.headers.get("idempotency-key", ""),
            body=_parsed(body),
        )

    def _send(self, reply: Reply) -> None:
        if reply.answer is None:
            return self._hold()
        time.sleep(reply.wait)
        body = json.dumps(reply.answer.body).encode()
        for _ in range(reply.copies):
            self.send_response(reply.answer.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(b"\0" * len(body) if reply.garbled else body)
        self.wfile.flush()

    def _hold(self) -> None:
        """Until the caller gives up."""
        select.select([self.connection], [], [], _NEVER)
        self.close_connection = True


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        raise Unusable("The body is not JSON.") from None
