"""The service-level clock of a conversation: what is due next, how long it has, and how it looks."""

from dataclasses import dataclass
from typing import Final

import reflex as rx

from console.ui.figures import Reader
from console.ui.i18n import t
from domain.cases.next_due import NextDue

KINDS: Final = {"first_answer": "First answer", "next_answer": "Next answer", "resolution": "Resolution"}


@dataclass(frozen=True, slots=True)
class Clock:
    """When it is due and when little of its time is left (seconds since 1970; `due` 0 for no clock). One that is
    paused has `left` seconds of business time. `what` it is about, and all of it on hover in `title`.
    """

    due: int = 0
    warn: int = 0
    paused: bool = False
    left: int = 0
    what: str = ""
    title: str = ""


class DueClock(rx.Component):
    """Counts down in the browser to what is due; says how late it is, or that it is paused."""

    library = "$/public/js/due_clock.jsx"
    tag = "DueClock"

    clock: rx.Var[Clock]
    named: rx.Var[bool]
    labels: rx.Var[dict[str, str]]


def clock_of(due: NextDue | None, reader: Reader) -> Clock:
    """What is due next, as the reader reads it. Pure."""
    if due is None:
        return Clock()
    what, paused = reader.say(KINDS[due.kind]), due.paused_at is not None
    when = reader.moment(due.due_at) if _soon(due, reader) else f"{reader.moment(due.due_at)} {reader.time(due.due_at)}"
    said = reader.say("paused") if paused else reader.say("due {time}", time=when)
    return Clock(
        due=int(due.due_at.timestamp()),
        warn=int(due.warn_at.timestamp()),
        paused=paused,
        left=due.left or 0,
        what=what,
        title=f"{what} · {said} · {due.service_level.replace('_', ' ')}",
    )


def clock_labels() -> dict[str, rx.Var[str]]:
    """Words that a clock shows beside its figures."""
    return {"days": t("d"), "late": t("late"), "paused": t("paused")}


def all_words() -> list[str]:
    """Every English text of this file, for the test that each has its French."""
    return [*KINDS.values(), "paused", "due {time}"]


def _soon(due: NextDue, reader: Reader) -> bool:
    """Whether `moment` tells the hour: today and yesterday."""
    days = (due.due_at.astimezone(reader.zone).date() - reader.now.astimezone(reader.zone).date()).days
    return days in (0, -1)
