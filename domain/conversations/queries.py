"""Read conversations: one with its thread, or lists of them."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Uuid, bindparam, case, exists, func, literal, select, true
from sqlalchemy.orm import aliased

from domain.cases.next_due import place_of
from domain.conversations.addresses import likely_customers
from domain.conversations.live import lives
from domain.conversations.load import kept_conversation
from domain.conversations.named_orders import named_in
from domain.conversations.reading import (
    DUE,
    ENTRY,
    HAS_FILES,
    columns,
    conversation_row,
    entries_before,
    page_of_thread,
)
from domain.conversations.rows import ConversationRow, EntryRow, Thread
from domain.db.prepared import Prepared
from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry
from domain.models.customer import Customer
from domain.orders.new_order import check_choice
from domain.work.family import members_of
from domain.work.unit import Unit

TO_TAKE: Final = ("new", "open")  # it is our turn
VIEWS: Final = ("mine", "unassigned", "open", "snoozed", "closed", "all")
SORTS: Final = ("waits", "due")
BEFORE_ALL: Final = 4e12  # taken from the place of people who wait live: more than any place there is
_OTHER: Final = aliased(Conversation)
_GATHERS: Final = exists().where(_OTHER.merged_into_id == Conversation.id).label("gathers")


def thread(unit: Unit, *, conversation_id: UUID, before: str | None = None, limit: int = 50) -> Thread:
    """A conversation (that which goes on in its place, if it was merged) and a page of its thread, the newest without
    `before`; `NotFound`. A constant number of statements.
    """
    unit.actor.require(Permission.CASES_READ)
    row = _row(unit, conversation_id)
    if row is not None and row.merged_into_id is not None:
        row = _row(unit, kept_conversation(unit, conversation_id))
    if row is None:
        raise NotFound.of("conversation", "conversation", conversation_id)
    found = conversation_row(row)
    return _whole(unit, found, *entries_before(unit, found.id, before, check_limit(limit), alone=not row.gathers))


def newest(unit: Unit, *, conversations: Sequence[UUID], limit: int) -> dict[UUID, Thread]:
    """The newest entries of many threads, as `thread` tells each, in two statements. Those that were merged, either
    way, and those that are not there are left out.
    """
    unit.actor.require(Permission.CASES_READ)
    rows = {row.id: row for row in _THESE.run(unit.session, ids=list(conversations))}
    alone = {id: row for id, row in rows.items() if row.merged_into_id is None and not row.gathers}
    found = _NEWEST.run(unit.session, ids=list(alone), most=check_limit(limit) + 1) if alone else ()
    entries = {id: tuple(group) for id, group in groupby(found, key=lambda entry: entry.conversation_id)}
    return {
        id: _whole(unit, conversation_row(row), *page_of_thread(unit, entries.get(id, ()), limit))
        for id, row in alone.items()
    }


def _whole(unit: Unit, found: ConversationRow, entries: tuple[EntryRow, ...], earlier: str | None) -> Thread:
    if found.customer_id:
        return Thread(found, entries, earlier, ())
    return Thread(found, entries, earlier, _likely(unit, found), named_in(unit, entries))


_ONE: Final = Prepared(lambda: columns(_GATHERS).where(Conversation.id == bindparam("id")))
_THESE: Final = Prepared(
    lambda: columns(_GATHERS).where(Conversation.id == func.any(bindparam("ids", type_=ARRAY(Uuid))))
)


def _newest() -> Any:
    wanted = func.unnest(bindparam("ids", type_=ARRAY(Uuid))).table_valued("id", name="wanted").render_derived()
    entry = aliased(ConversationEntry)
    newest_of_each = (
        select(entry.id)
        .where(entry.conversation_id == wanted.c.id)
        .order_by(entry.at.desc(), entry.id.desc())
        .limit(bindparam("most", type_=Integer))
        .lateral("newest")
    )
    return (
        select(*ENTRY, HAS_FILES)
        .select_from(wanted)
        .join(newest_of_each, true())
        .join(ConversationEntry, ConversationEntry.id == newest_of_each.c.id)
        .order_by(ConversationEntry.conversation_id, ConversationEntry.at.desc(), ConversationEntry.id.desc())
    )


_NEWEST: Final = Prepared(_newest)


def _row(unit: Unit, id: UUID) -> Any:
    return _ONE.run(unit.session, id=id).one_or_none()


def conversation_of_case(unit: Unit, *, case_id: UUID) -> UUID | None:
    """The conversation in which a case is worked on; None where there is none."""
    unit.actor.require(Permission.CASES_READ)
    found = unit.session.execute(select(Conversation.id).where(Conversation.case_id == case_id)).scalar_one_or_none()
    return kept_conversation(unit, found) if found is not None else None


def conversations(
    unit: Unit,
    *,
    view: str = "open",
    queue: str | None = None,
    channel: str | None = None,
    customer_id: UUID | None = None,
    owner_id: UUID | None = None,
    sort: str = "waits",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[ConversationRow]:
    """Conversations, where the customer waits longest first, or with `sort` due what is due next first, then the
    newest; with `sort` newest these alone. Merged ones are part of another.

    `view`: those that are the actor's own (mine), nobody's while it is our turn (unassigned; people who wait live
    before letters, whatever is due), open at all, snoozed, closed, or all. `owner_id` narrows them to whose they are.
    """
    unit.actor.require(Permission.CASES_READ)
    check_choice(view, VIEWS, field="view")
    check_choice(sort, (*SORTS, "newest"), field="sort")
    waits = {"waits": _WAITED, "due": place_of(DUE), "newest": literal(0.0)}[sort]
    if view == "unassigned" and sort != "newest":
        waits = case((lives(unit.now), waits - BEFORE_ALL), else_=waits)
    newest = -func.extract("epoch", Conversation.last_at)
    query = (
        columns(waits.label("waits"), newest.label("newest"))
        .where(Conversation.merged_into_id.is_(None), *_view(unit, view))
        .order_by(waits, newest, Conversation.id)
        .limit(check_limit(limit) + 1)
    )
    if customer_id is not None:
        query = query.where(Conversation.customer_id.in_(members_of(unit, customer_id)))
    wanted = ((Case.owner_id, owner_id), (Case.queue, queue), (Conversation.channel, channel))
    query = query.where(*(column == value for column, value in wanted if value is not None))
    if cursor:
        first, second, last = decode_cursor(cursor, float, float, UUID)
        query = query.where(func.row(waits, newest, Conversation.id) > func.row(first, second, last))
    rows = unit.session.execute(query).all()
    return page_of(
        rows,
        limit=limit,
        item=conversation_row,
        cursor=lambda row: (float(row.waits), float(row.newest), row.id),
    )


_WAITED: Final = func.coalesce(func.extract("epoch", Conversation.waiting_since), 1e12)


def conversation_counts(unit: Unit) -> dict[str, int]:
    """How many conversations each of the views holds, closed and all left out."""
    unit.actor.require(Permission.CASES_READ)
    counted = [
        func.count().filter(*_view(unit, view)).label(view) for view in ("mine", "unassigned", "open", "snoozed")
    ]
    query = (
        select(*counted)
        .select_from(Conversation)
        .join(Case, Case.id == Conversation.case_id)
        .where(Conversation.merged_into_id.is_(None), Case.status != "closed")
    )
    return dict(unit.session.execute(query).one()._mapping)


def _view(unit: Unit, view: str) -> tuple[Any, ...]:
    running = Case.status != "closed"
    awake = Case.snoozed_until.is_(None) | (Case.snoozed_until <= unit.now)
    return {
        "mine": (running, awake, Case.owner_id == unit.actor.id),
        "unassigned": (awake, Case.owner_id.is_(None), Case.status.in_(TO_TAKE)),
        "open": (running, awake),
        "snoozed": (running, ~awake),
        "closed": (~running,),
        "all": (),
    }[view]


def _likely(unit: Unit, found: ConversationRow) -> tuple[tuple[UUID, str], ...]:
    ids = likely_customers(unit, found.channel, found.address)
    if not ids:
        return ()
    query = select(Customer.id, Customer.first_name, Customer.last_name).where(Customer.id.in_(ids))
    names = {id: f"{first} {last}".strip() for id, first, last in unit.session.execute(query)}
    return tuple((id, names[id]) for id in ids if id in names)
