"""The alerting rules are asked after events, and by the clock about what is open."""

from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from console.workspace.timeline.sentences import SENTENCES
from domain.alerts.look_again import BATCH, look_again, note_change
from domain.alerts.react_to_event import react_to_event
from domain.alerts.react_to_stock import STOCK
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor

REACT: Final = "alerts.react"
LOOK: Final = "alerts.look"
LOOK_AT_THE_REST: Final = "alerts.look_at_the_rest"
RULES: Final = Actor.system("rules")
QUEUE: Final = "alerts"

# What follows from alerts themselves, and what people only looked at or wrote down for themselves.
_QUIET: Final = (
    *("alert.", "watcher.", "document.", "identity.unmasked", "note.", "job."),
    *(
        f"conversation.{what}"
        for what in ("message_received", "reply_sent", "note_added", "noticed", "language_chosen")
    ),
    *(
        f"message.{what}"
        for what in ("queued", "sent", "skipped", "waiting", "fell_back", "arrived", "ruled", "settings")
    ),
    *("agent.", "offer.", "assignment.", "queue.", "calendar.", "service_level.changed"),
)
REACTED: Final = (*(type for type in SENTENCES if not type.startswith(_QUIET)), "stock.short", STOCK)


def follow_events(subscriptions: Subscriptions) -> None:
    """Ask after each event, one job per customer at a time."""
    subscriptions.on(
        REACTED,
        task=REACT,
        args=lambda event: {"event_id": str(event.id)},
        lock=lambda event: f"alerts:{event.customer_id or event.stream.key}",
    )


@task(REACT)
def react(console: Any, /, **args: Any) -> object:
    """The task: see `react_to_event`."""
    return console.application.perform(react_to_event, RULES, event_id=UUID(args["event_id"]))


@task(LOOK, cron="* * * * *", queue=QUEUE)
def look_every_minute(console: Any, /, **_args: Any) -> object:
    """What somebody waits for by the minute."""
    return look_at(console, "case", "approval", "dispute")


@task(LOOK_AT_THE_REST, cron="*/10 * * * *", queue=QUEUE)
def look_at_the_rest(console: Any, /, **_args: Any) -> object:
    """What takes days."""
    return look_at(console, "order", "return", "customer")


def look_at(console: Any, *kinds: str, limit: int = BATCH) -> int:
    """Look at everything open of these kinds, a batch at a time; how much has changed."""
    changed = 0
    for kind in kinds:
        after: UUID | None = None
        while True:
            looked = console.application.ask(look_again, RULES, kind=kind, after=after, limit=limit)
            for change in looked.changes:
                console.application.perform(note_change, RULES, change=change)
            changed += len(looked.changes)
            after = looked.after
            if after is None:
                break
    return changed
