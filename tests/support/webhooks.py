"""A place that webhooks are sent to."""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass(frozen=True)
class Delivery:
    headers: dict[str, str]
    body: bytes


class Receiver:
    """`url` is where to send; `answers` holds the statuses to come (200 when it is empty)."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}/webhooks/payments"
        self.answers: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._taken: queue.SimpleQueue[Delivery] = queue.SimpleQueue()

    def next(self) -> Delivery:
        """The next delivery, waited for."""
        return self._taken.get(timeout=20)

    def taken(self) -> list[Delivery]:
        """What came since this was asked last, without waiting."""
        came = []
        while not self._taken.empty():
            came.append(self._taken.get())
        return came

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing comes for so long."""
        try:
            self._taken.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@contextmanager
def webhook_receiver(*, seconds: float = 0.0) -> Iterator[Receiver]:
    """Takes deliveries until the end, and answers each after so long."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver._taken.put(Delivery({name.lower(): value for name, value in self.headers.items()}, body))
            time.sleep(seconds)
            self.send_response(200 if receiver.answers.empty() else receiver.answers.get())
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(server)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()
