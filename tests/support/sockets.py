"""Nothing leaves this machine: connections go to loopback and Unix sockets only."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""


def close_sockets(patch: pytest.MonkeyPatch) -> None:
    """Refuse every connection of this process beyond loopback, and every look-up of a name."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def local_look_up(host: Any, *rest: Any, **options: Any) -> Any:
        _refuse_unless_local(host)
        return look_up(host, *rest, **options)

    patch.setattr(socket, "getaddrinfo", local_look_up)


def _guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX:
            _refuse_unless_local(address[0])
        return original(self, address)

    return connect


def _refuse_unless_local(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        if ipaddress.ip_address(name).is_loopback or name in ("0.0.0.0", "::"):
            return
    except ValueError:
        pass
    raise NetworkRefused(f"tests do not reach {name!r}")
