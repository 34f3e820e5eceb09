"""What is new for all lines of the chat that were stirred at the same time, read together."""

from collections.abc import Sequence

from console.bootstrap import console
from console.gathering import Gathering
from console.widget.asked import DOOR
from domain.visitors.heard_by import Following, heard_by
from domain.visitors.rows import Heard


def lines_together() -> Gathering[Following, Heard | None]:
    """What is new for each after now; see `heard_by`."""
    return Gathering(_read)


async def _read(following: list[Following]) -> Sequence[Heard | None]:
    return await console().ask(heard_by, DOOR, following=following)
