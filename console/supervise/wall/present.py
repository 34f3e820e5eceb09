"""Queues and agents as the wall shows them. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from console.presence.why import NOT_SAID
from console.supervise.wall.rows import AgentCard, Figures, QueueLine
from console.ui.figures import Reader
from console.ui.people import initials
from console.ui.words import word
from domain.assignment.queries import AgentRow
from domain.queues.queries import QueueRow
from domain.service_levels.queries import Kept

GOOD, FAIR = 80, 60  # percent of promises kept
_ORDER: Final = {"online": 0, "wrap_up": 1, "away": 2, "offline": 3}


def figures(
    queues: Sequence[QueueRow], agents: Sequence[AgentRow], kept: Kept, reader: Reader, *, now: datetime
) -> Figures:
    """The four figures on top."""
    waiting = [queue for queue in queues if queue.oldest is not None]
    oldest = min(waiting, key=lambda queue: queue.oldest or now, default=None)
    there = [agent for agent in agents if agent.state != "offline"]
    percent = kept.percent
    return Figures(
        waiting=reader.number(sum(queue.waiting for queue in queues)),
        oldest=_seconds(oldest.oldest, now) if oldest is not None and oldest.oldest else -1,
        oldest_in=oldest.label.in_language(reader.language) if oldest is not None else "",
        oldest_href=_list_of(oldest) if oldest is not None else "",
        level=reader.percent(percent / 100) if percent is not None else "",
        level_tone=_tone(percent),
        level_of=reader.say("answers in time: {kept} of {total}", kept=kept.kept, total=kept.kept + kept.broken),
        free=reader.number(sum(agent.is_free for agent in there)),
        total=reader.number(len(there)),
    )


def queue_lines(queues: Iterable[QueueRow], reader: Reader, *, now: datetime) -> list[QueueLine]:
    """One line each, in the order given."""
    rows = list(queues)
    most = max([1, *(row.waiting + row.in_hand for row in rows)])
    return [
        QueueLine(
            name=row.name,
            label=row.label.in_language(reader.language),
            waiting=row.waiting,
            offered=row.offered,
            in_hand=row.in_hand,
            breached=row.breached,
            oldest=_seconds(row.oldest, now) if row.oldest else -1,
            waiting_bar=f"{100 * row.waiting / most:.1f}%",
            hand_bar=f"{100 * row.in_hand / most:.1f}%",
            closed=not row.is_open,
            href=_list_of(row),
        )
        for row in rows
    ]


def agent_cards(agents: Iterable[AgentRow], reader: Reader, *, now: datetime) -> list[AgentCard]:
    """Who is there first, then by name."""
    rows = sorted(agents, key=lambda row: (_ORDER.get(row.state, 9), row.name))
    return [
        AgentCard(
            id=str(row.staff_id),
            name=row.name,
            initials=initials(row.name),
            state=row.state,
            why=reader.say(NOT_SAID[row.reason]) if row.reason in NOT_SAID else "",
            since=_seconds(row.since, now),
            load=_load(row, reader),
            full=row.state == "online" and not row.is_free and not row.is_asked,
            asked=row.state == "online" and row.is_asked,
            bar=f"{min(100.0, 100 * sum(row.loads.values()) / max(sum(row.capacity.values()), 1)):.1f}%",
            skills=", ".join(row.skills),
            href=f"/supervisor?tab=wall&agent={row.staff_id}",
        )
        for row in rows
    ]


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*NOT_SAID.values(), "answers in time: {kept} of {total}", "nothing in hand"]


def _list_of(queue: QueueRow) -> str:
    """What waits in it, whoever waits longest first."""
    return f"/?{urlencode({'inbox': 'unassigned', 'queue': queue.name})}"


def _load(row: AgentRow, reader: Reader) -> str:
    said = [
        f"{row.loads[channel]}/{most} {word(channel, reader)}"
        for channel, most in row.capacity.items()
        if row.loads.get(channel)
    ]
    return " · ".join(said) or reader.say("nothing in hand")


def _seconds(since: datetime | None, now: datetime) -> int:
    return max(int((now - since).total_seconds()), 0) if since else 0


def _tone(percent: int | None) -> str:
    if percent is None:
        return ""
    return "green" if percent >= GOOD else "amber" if percent >= FAIR else "red"
