"""Who wants to hear of a customer or an order. Each watches for themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.models.document import Watcher
from domain.models.order import Order
from domain.models.staff import StaffMember
from domain.work.family import members_of
from domain.work.unit import Unit

SUBJECTS: Final = ("customer", "order")


@dataclass(frozen=True, slots=True)
class WatcherRow:
    """Somebody who watches, since when."""

    staff_id: UUID
    name: str
    since: datetime


def watch(unit: Unit, *, subject_kind: str, subject_id: UUID) -> None:
    """From now on the actor watches the customer or order. Records `watcher.added`; a second time changes nothing.

    Refuses with `Invalid` a kind that is not of `SUBJECTS`, and whoever is not of staff; with `NotFound` the subject.
    """
    unit.actor.require(Permission.NOTES_WRITE)
    subject = _subject(unit, subject_kind, subject_id)
    staff_id = _staff_id(unit)
    if any(row.staff_id == staff_id for row in _watchers(unit, subject.kind, subject.members)):
        return
    row = {"subject_kind": subject.kind, "subject_id": subject.id, "staff_id": staff_id, "since": unit.now}
    written = insert(Watcher).values(row).on_conflict_do_nothing().returning(Watcher.staff_id)
    if unit.session.execute(written).first() is not None:
        _record(unit, "watcher.added", subject)
        announce_watching(unit, staff_id)


def unwatch(unit: Unit, *, subject_kind: str, subject_id: UUID) -> None:
    """The actor no longer watches it. Records `watcher.removed`; who did not watch it changes nothing."""
    unit.actor.require(Permission.NOTES_WRITE)
    subject = _subject(unit, subject_kind, subject_id)
    staff_id = _staff_id(unit)
    own = delete(Watcher).where(_on(subject.kind, subject.members), Watcher.staff_id == staff_id)
    if unit.session.execute(own.returning(Watcher.staff_id)).all():
        _record(unit, "watcher.removed", subject)
        announce_watching(unit, staff_id)


def watchers(unit: Unit, *, subject_kind: str, subject_id: UUID) -> tuple[WatcherRow, ...]:
    """Who watches it, who began first before. Who watches a merged record watches the one that is kept."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    return _watchers(unit, subject_kind, _members(unit, subject_kind, subject_id))


def announce_watching(unit: Unit, staff_id: UUID, /) -> None:
    """Tell the open screens of somebody that what they watch, or have seen of it, is not the same any more."""
    body = f'{{"t":"watching","p":"{staff_id}"}}'
    unit.session.execute(text("SELECT pg_notify('comptoir', :body)"), {"body": body})


@dataclass(frozen=True, slots=True)
class _Subject:
    kind: str
    id: UUID
    customer_id: UUID
    order_id: UUID | None
    members: tuple[UUID, ...]


def _subject(unit: Unit, kind: str, subject_id: UUID) -> _Subject:
    if kind not in SUBJECTS:
        raise Invalid(
            field="subject_kind",
            code="unknown_choice",
            en=f"“subject_kind” must be one of: {', '.join(SUBJECTS)}.",
            fr=f"« subject_kind » doit être l’une de ces valeurs : {', '.join(SUBJECTS)}.",
        )
    if kind == "customer":
        found = load_customer(unit, subject_id, also_erased=True)
        return _Subject(kind, found.id, found.id, None, _members(unit, kind, found.id))
    owner = unit.session.execute(select(Order.customer_id).where(Order.id == subject_id)).scalar_one_or_none()
    if owner is None:
        raise NotFound.of("order", "commande", subject_id)
    return _Subject(kind, subject_id, owner, subject_id, (subject_id,))


def _members(unit: Unit, kind: str, subject_id: UUID) -> tuple[UUID, ...]:
    return members_of(unit, subject_id) if kind == "customer" else (subject_id,)


def _on(kind: str, members: tuple[UUID, ...]) -> ColumnElement[bool]:
    return (Watcher.subject_kind == kind) & Watcher.subject_id.in_(members)


def _watchers(unit: Unit, kind: str, members: tuple[UUID, ...]) -> tuple[WatcherRow, ...]:
    since = func.min(Watcher.since)
    query = (
        select(Watcher.staff_id, StaffMember.name, since)
        .join(StaffMember, StaffMember.id == Watcher.staff_id)
        .where(_on(kind, members))
        .group_by(Watcher.staff_id, StaffMember.name)
        .order_by(since, Watcher.staff_id)
    )
    return tuple(WatcherRow(*row) for row in unit.session.execute(query))


def _staff_id(unit: Unit) -> UUID:
    id = unit.actor.id
    if id is None or unit.session.execute(select(StaffMember.id).where(StaffMember.id == id)).first() is None:
        raise Invalid(
            field="staff",
            code="not_staff",
            en="Only somebody of staff can watch a record.",
            fr="Seul un membre du personnel peut suivre une fiche.",
        )
    return id


def _record(unit: Unit, type: str, subject: _Subject) -> None:
    unit.record(
        type,
        stream=Stream.of_customer(subject.customer_id),
        customer_id=subject.customer_id,
        order_id=subject.order_id,
        data={"subject_kind": subject.kind, "subject_id": str(subject.id), "staff_id": str(unit.actor.id)},
    )
