"""How the embedded PostgreSQL is set: for one machine and a few million rows, durable, on a socket only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_duration_statement": "1s",
    "log_parameter_max_length": "0",  # slow statements are logged without the customer's data in them
    "log_parameter_max_length_on_error": "0",
    "idle_in_transaction_session_timeout": "5min",
}
_ENOUGH_SHARED_MEMORY = 256 * 1024 * 1024
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


def server_options(*, sockets: Path) -> str:
    """The text of a configuration file."""
    options = {**_OPTIONS, "shared_buffers": _shared_buffers(), "unix_socket_directories": f'"{sockets}"'}
    if _shared_memory_is_small():
        options["dynamic_shared_memory_type"] = "sysv"
    return "".join(f"{name} = '{_quoted(value)}'\n" for name, value in options.items())


def _shared_buffers() -> str:
    """An eighth of the memory that we may use, from 128 MB to 1 GB. What is not needed is never touched."""
    megabytes = _memory() // 8 // 2**20
    return f"{min(1024, max(128, megabytes))}MB"


def _memory() -> int:
    """Bytes of the machine, or of the container that we are in."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(machine, int(_CONTAINER_LIMIT.read_text()))
    except (OSError, ValueError):  # no such file, or "max"
        return machine


def _shared_memory_is_small() -> bool:
    """Containers often have 64 MB of /dev/shm, too little for a parallel query."""
    folder = Path("/dev/shm")  # noqa: S108
    return folder.is_dir() and shutil.disk_usage(folder).total < _ENOUGH_SHARED_MEMORY


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
