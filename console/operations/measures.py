"""What the web processes of this machine count about themselves, for `/metrics`."""

import os
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"  # its library looks for it when it is imported

REQUESTS = Counter("comptoir_http_requests_total", "HTTP requests answered", ["method", "status"])
SECONDS = Histogram(
    "comptoir_http_request_seconds",
    "Time to the end of the answer",
    ["kind"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
SCREENS = Gauge(
    "comptoir_open_screens", "Browser tabs with a live connection to this machine", multiprocess_mode="livesum"
)
JOBS = Gauge(
    "comptoir_jobs", "Jobs in the queue by state, over all processes", ["state"], multiprocess_mode="mostrecent"
)
JOB_AGE = Gauge(
    "comptoir_oldest_due_job_seconds",
    "How long the oldest job that is due has waited",
    multiprocess_mode="mostrecent",
)


def told() -> bytes:
    """Everything that was counted, in the text form of Prometheus; of all processes that share a folder."""
    if _FOLDER not in os.environ:
        return generate_latest()
    for file in Path(os.environ[_FOLDER]).glob("gauge_live*_*.db"):
        pid = int(file.stem.rpartition("_")[2])
        if not _lives(pid):
            mark_process_dead(pid)  # type: ignore[no-untyped-call]
    every = CollectorRegistry()
    MultiProcessCollector(every)  # type: ignore[no-untyped-call]
    return generate_latest(every)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
