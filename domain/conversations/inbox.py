"""What an inbox shows, read for everybody at once: rows that changed, and how many each list holds."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select

from domain.cases.next_due import place
from domain.conversations.live import is_live
from domain.conversations.queries import BEFORE_ALL, TO_TAKE
from domain.conversations.reading import columns, conversation_row
from domain.conversations.rows import ConversationRow
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit

_NEVER: Final = 1e12


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations that are not closed wait with whom (None: nobody), and how many are put aside. `theirs`:
    of nobody's, those in which it is the customer's turn.
    """

    of: Counter[UUID | None] = field(default_factory=Counter)
    snoozed: int = 0
    theirs: int = 0

    def views(self, staff_id: UUID | None) -> dict[str, int]:
        """By list, as this person sees it."""
        return {
            "mine": self.of[staff_id] if staff_id else 0,
            "unassigned": self.of[None] - self.theirs,
            "open": self.of.total(),
            "snoozed": self.snoozed,
        }


def inbox_counts(unit: Unit) -> Counts:
    """How many conversations each list of everybody holds; one statement."""
    unit.actor.require(Permission.CASES_READ)
    awake = Case.snoozed_until.is_(None) | (Case.snoozed_until <= unit.now)
    theirs = awake & Case.owner_id.is_(None) & Case.status.not_in(TO_TAKE)
    query = (
        select(Case.owner_id, func.count().filter(awake), func.count().filter(~awake), func.count().filter(theirs))
        .select_from(Conversation)
        .join(Case, Case.id == Conversation.case_id)
        .where(Conversation.merged_into_id.is_(None), Case.status != "closed")
        .group_by(Case.owner_id)
    )
    rows = unit.session.execute(query).all()
    return Counts(
        Counter({owner: here for owner, here, *_ in rows}),
        sum(aside for _, _, aside, _ in rows),
        sum(waits for *_, waits in rows),
    )


def inbox_rows(
    unit: Unit, *, conversations: Collection[UUID], cases: Collection[UUID] = ()
) -> tuple[ConversationRow, ...]:
    """These conversations, and those of these cases, as they are now."""
    unit.actor.require(Permission.CASES_READ)
    wanted = or_(Conversation.id.in_(conversations), Conversation.case_id.in_(cases))
    return tuple(map(conversation_row, unit.session.execute(columns().where(wanted))))


def is_in(
    row: ConversationRow,
    /,
    *,
    view: str,
    now: datetime,
    staff_id: UUID | None = None,
    queue: str | None = None,
    channel: str | None = None,
) -> bool:
    """Whether a list holds the row: the same as `conversations` says of it."""
    if row.merged_into_id is not None or (queue and row.queue != queue) or (channel and row.channel != channel):
        return False
    running, awake = row.status != "closed", row.snoozed_until is None or row.snoozed_until <= now
    return {
        "mine": running and awake and row.owner_id is not None and row.owner_id == staff_id,
        "unassigned": awake and row.owner_id is None and row.status in TO_TAKE,
        "open": running and awake,
        "snoozed": running and not awake,
        "closed": not running,
        "all": True,
    }[view]


def place_in_list(
    row: ConversationRow, /, sort: str = "waits", *, view: str, now: datetime
) -> tuple[float, float, str]:
    """Where the row stands among others: as `conversations` sorts them."""
    waits = row.waiting_since.timestamp() if row.waiting_since else _NEVER
    if sort == "due":
        waits = place(row.due)
    if view == "unassigned" and is_live(row, now):
        waits -= BEFORE_ALL
    return waits, -row.last_at.timestamp(), str(row.id)


def inbox_queues(unit: Unit) -> tuple[str, ...]:
    """The queues in which something waits now."""
    unit.actor.require(Permission.CASES_READ)
    query = select(Case.queue).where(Case.status.in_(("new", "open", "waiting"))).distinct().order_by(Case.queue)
    return tuple(unit.session.execute(query.limit(60)).scalars())
