"""A line between a browser and a server that can be cut, and led to another server."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Breakable:
    """Listens at `address` and passes everything on to `target` (host and port), while it is `whole`."""

    address: str
    target: tuple[str, int]
    whole: bool = True
    _open: set[socket.socket] = field(default_factory=set)

    def cut(self) -> None:
        """Break every connection, and take no other until `mend`."""
        self.whole = False
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def mend(self, target: tuple[str, int] | None = None) -> None:
        """Take connections again, to `target` from now on."""
        self.target, self.whole = target or self.target, True

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                if not self.whole:
                    raise OSError
                far = socket.create_connection(self.target)
            except OSError:
                near.close()
                continue
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with near, far:
            self._open |= {near, far}
            back = threading.Thread(target=self._pass_on, args=(far, near), daemon=True)
            back.start()
            self._pass_on(near, far)
            back.join()
            self._open -= {near, far}

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def breakable(host: str, port: int) -> Iterator[Breakable]:
    """A line to a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Breakable(f"http://127.0.0.1:{listener.getsockname()[1]}", (host, port))
        threading.Thread(target=line.serve, args=(listener,), daemon=True).start()
        try:
            yield line
        finally:
            line.cut()
            listener.shutdown(socket.SHUT_RDWR)
