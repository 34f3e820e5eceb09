"""What every test of the console begins with."""

import pytest

from console.queue_names import hear


@pytest.fixture(autouse=True)
def _no_names_of_queues() -> None:
    """A process remembers what queues are called; a test begins without that of the one before."""
    hear("queue.changed")
