"""HTTP around the company: one thread for each connection, so that a held answer holds nobody else."""

from __future__ import annotations

import base64
import hmac
import json
import select
import sys
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from console.adapters.local_twilio.api import Api
from console.adapters.local_twilio.description import Description
from console.adapters.local_twilio.exchange import Exchange
from console.adapters.local_twilio.people import People
from console.adapters.local_twilio.refusals import Refused, not_found
from console.adapters.local_twilio.routes import Reply

_LONGEST_BODY = 256 * 1024
_NEVER = 300.0  # seconds for which an answer that never comes is not given; then the line is cut
_HERE = ("127.0.0.1", "localhost")


class Server(ThreadingHTTPServer):
    """Listens on loopback only: whoever reaches it may play anybody."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, exchange: Exchange, description: Description, *, port: int) -> None:
        self.exchange, self.description = exchange, description
        self.api, self.people = Api(exchange), People(exchange)
        known = f"{exchange.line.account}:{exchange.line.token}".encode()
        self.basic = b"Basic " + base64.b64encode(known)
        super().__init__(("127.0.0.1", port), Handler)
        exchange.recordings.api_url = f"http://127.0.0.1:{self.server_port}"

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
        if "transfer-encoding" in self.headers or not length.isdecimal() or int(length) > _LONGEST_BODY:
            self.close_connection = True
            return self._send(Reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"message": "Longer than 256 KiB?"}))
        try:
            self._send(self._reply(self.rfile.read(int(length))))
        except Refused as refused:
            self._send(Reply(refused.status, refused.as_json()))

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the page tells what happened."""

    def _reply(self, body: bytes) -> Reply:
        address = urlsplit(self.path)
        path = unquote(address.path)
        if path.startswith(("/2010-04-01/", "/2010-04-01.")):
            self._refuse_strangers(path)
            given = _given(self.command, address.query, body)
            self.server.description.check(self.command, path, given)
            return self.server.api.reply(self.command, path, given)
        return self._of_people(path, body)

    def _refuse_strangers(self, path: str) -> None:
        """Everything but the sound of a recording asks for the account and its token."""
        given = self.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self.server.basic):
            raise Refused(401, 20003, "Authenticate")
        if not path.startswith(f"{self.server.exchange.line.root}/"):
            raise not_found(path)

    def _of_people(self, path: str, body: bytes) -> Reply:
        if (self.headers.get("host") or "").rpartition(":")[0] not in _HERE:
            raise Refused(403, 20403, "Only for this machine.")
        if self.command != "GET" and self.headers.get("content-type", "") != "application/json":
            raise Refused(415, 20415, "JSON is wanted.")  # no page of another site can send that unasked
        return self.server.people.reply(self.command, path, body)

    def _send(self, reply: Reply) -> None:
        if reply.body is None:
            return self._hold()
        time.sleep(reply.wait)
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        self.send_header("content-type", reply.media)
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "no-store")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _hold(self) -> None:
        """Until the caller gives up."""
        select.select([self.connection], [], [], _NEVER)
        self.close_connection = True


def _given(method: str, query: str, body: bytes) -> Mapping[str, list[str]]:
    return parse_qs(body.decode("utf-8", errors="replace") if method == "POST" else query, keep_blank_values=True)
