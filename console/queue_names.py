"""What queues are called, for texts that hold only the name that rules use.

Read again after a minute, and as soon as the process hears that a queue was changed.
"""

import time
from collections.abc import Mapping
from typing import Final

from console.bootstrap import console
from console.ui.figures import Reader
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.queues.queries import queue_labels
from domain.service_levels.named import Label

_SECONDS: Final = 60.0

_known: dict[int, tuple[float, Mapping[str, Label]]] = {}  # of the console of this process


def hear(kind: str) -> None:
    """An event of this type was recorded anywhere: one about a queue may have renamed it."""
    if kind.startswith("queue."):
        for of, (_, labels) in list(_known.items()):
            _known[of] = (0.0, labels)  # the old names serve until the new ones are read


async def learn_queues(actor: Actor) -> None:
    """Read what the queues are called, unless it was read a moment ago or is none of the actor's business."""
    read_at, _ = _known.get(id(console()), (0.0, {}))
    if actor.can(Permission.CASES_READ) and (not read_at or time.monotonic() - read_at > _SECONDS):
        rows = await console().ask(queue_labels, actor)
        _known.clear()
        _known[id(console())] = (time.monotonic(), {row.name: row.label for row in rows})


def queue_labels_known() -> Mapping[str, Label]:
    """What is known of them by now, by their names."""
    _, labels = next(iter(_known.values()), (0.0, {}))
    return labels


def queue_name(name: str, reader: Reader) -> str:
    """What the queue is called in the reader's language; one that nobody wrote down keeps its name."""
    labels = queue_labels_known()
    return labels[name].in_language(reader.language) if name in labels else name.replace("_", " ")
