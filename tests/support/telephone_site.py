"""A site that the local telephone company asks and tells, with documents that a test writes."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

from tests.support.telephone import TOKEN


@dataclass(frozen=True)
class Told:
    """One request: its path, its fields, and whether the vendor's own library takes its signature for good."""

    path: str
    fields: dict[str, str]
    genuine: bool


class Site:
    """`documents` are TwiML by path; other paths are answered with an empty one."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.documents: dict[str, str] = {}
        self.told: queue.SimpleQueue[Told] = queue.SimpleQueue()

    def next(self) -> Told:
        return self.told.get(timeout=20)


@contextmanager
def telephone_site() -> Iterator[Site]:
    """Takes requests until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            fields = dict(parse_qsl(body, keep_blank_values=True))
            signature = self.headers.get("x-twilio-signature", "")
            genuine = RequestValidator(TOKEN).validate(site.url + self.path, fields, signature)
            site.told.put(Told(self.path, fields, genuine))
            content = site.documents.get(self.path, "<Response/>").encode()
            self.send_response(200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Site(server)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield site
        server.shutdown()
        thread.join()
