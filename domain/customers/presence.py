"""Who looks at a customer, a conversation or a draft of rules just now.

Presence is courtesy, not history: no event is recorded.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from domain.customers.recent import note_view
from domain.db.prepared import Prepared
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.models.customer import Customer, Presence
from domain.models.rules import RuleDraft
from domain.work.unit import Unit

FORGOTTEN_AFTER = timedelta(seconds=45)
_MODELS: Final[Mapping[str, type[Any]]] = {"customer": Customer, "conversation": Conversation, "draft": RuleDraft}
_FRENCH: Final = {"customer": "client", "conversation": "conversation", "draft": "brouillon"}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody with the record open."""

    staff_id: UUID
    name: str


def look_at(unit: Unit, *, subject_kind: str, subject_id: UUID) -> None:
    """Note that the actor's session has the record open; repeat it within `FORGOTTEN_AFTER`."""
    unit.actor.require(_right(subject_kind))
    session_id, staff_id = _who(unit)
    _check_subject(subject_kind)
    own = Presence.session_id == session_id, Presence.subject_kind == subject_kind, Presence.subject_id == subject_id
    renewed = update(Presence).where(*own, Presence.seen_at > unit.now - FORGOTTEN_AFTER).values(seen_at=unit.now)
    if unit.session.execute(renewed.returning(Presence.session_id)).first() is not None:
        return  # everybody knows already
    _check_there(unit, subject_kind, subject_id)
    row = {
        "session_id": session_id,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "staff_id": staff_id,
        "staff_name": unit.actor.name,
        "seen_at": unit.now,
    }
    keys = ["session_id", "subject_kind", "subject_id"]
    statement = insert(Presence).values(row)
    unit.session.execute(
        statement.on_conflict_do_update(
            index_elements=keys,
            set_={"seen_at": unit.now},
        )
    )
    unit.session.execute(delete(Presence).where(Presence.seen_at < unit.now - FORGOTTEN_AFTER * 4))
    if subject_kind == "customer":
        note_view(unit, staff_id=staff_id, customer_id=subject_id)
    _announce(unit, subject_kind, subject_id)


Look = tuple[UUID, str, UUID]  # session, kind and id of what it has open


def keep_looking(unit: Unit, *, looks: Sequence[Look]) -> set[Look]:
    """Renew many looks that are known, in one statement; told are those that were. Nobody needs to hear of it."""
    unit.actor.require(Permission.CUSTOMERS_READ, Permission.RULES_READ)
    sessions, kinds, subjects = zip(*looks, strict=True) if looks else ((), (), ())
    rows = _KEEP.run(
        unit.session,
        sessions=list(sessions),
        kinds=list(kinds),
        subjects=list(subjects),
        now=unit.now,
        known=unit.now - FORGOTTEN_AFTER,
    )
    return {(session_id, kind, id) for session_id, kind, id in rows}


_KEEP: Final = Prepared(
    lambda: text("""
        UPDATE presences SET seen_at = :now
        FROM unnest(CAST(:sessions AS uuid[]), CAST(:kinds AS text[]), CAST(:subjects AS uuid[]))
            AS own (session_id, subject_kind, subject_id)
        WHERE presences.session_id = own.session_id AND presences.subject_kind = own.subject_kind
            AND presences.subject_id = own.subject_id AND presences.seen_at > :known
        RETURNING presences.session_id, presences.subject_kind, presences.subject_id
    """)
)


def look_away(unit: Unit, *, subject_kind: str, subject_id: UUID) -> None:
    """Note that the actor's session has closed the record."""
    unit.actor.require(_right(subject_kind))
    session_id, _ = _who(unit)
    _check_subject(subject_kind)
    unit.session.execute(
        delete(Presence).where(
            Presence.session_id == session_id,
            Presence.subject_kind == subject_kind,
            Presence.subject_id == subject_id,
        )
    )
    _announce(unit, subject_kind, subject_id)


def viewers(unit: Unit, *, subject_kind: str, subject_id: UUID) -> tuple[Viewer, ...]:
    """Who else, each once: the actor's own session and those not heard of for `FORGOTTEN_AFTER` left out."""
    unit.actor.require(_right(subject_kind))
    query = (
        select(Presence.staff_id, Presence.staff_name)
        .where(
            Presence.subject_kind == subject_kind,
            Presence.subject_id == subject_id,
            Presence.seen_at > unit.now - FORGOTTEN_AFTER,
            Presence.staff_id.is_distinct_from(unit.actor.id),
        )
        .distinct()
        .order_by(Presence.staff_name, Presence.staff_id)
    )
    return tuple(Viewer(staff_id, name) for staff_id, name in unit.session.execute(query))


def _check_there(unit: Unit, subject_kind: str, subject_id: UUID) -> None:
    model = _MODELS[subject_kind]
    if unit.session.execute(select(model.id).where(model.id == subject_id)).scalar_one_or_none() is None:
        raise NotFound.of(subject_kind, _FRENCH[subject_kind], subject_id)


def _right(subject_kind: str) -> Permission:
    return Permission.RULES_READ if subject_kind == "draft" else Permission.CUSTOMERS_READ


def _announce(unit: Unit, subject_kind: str, subject_id: UUID) -> None:
    about = {"t": "presence", "k": subject_kind, "c": str(subject_id)}
    if subject_kind == "conversation":
        about = {"t": "thread.viewers", "s": f"conversation:{subject_id}"}
    if subject_kind == "draft":
        about = {"t": "rules.presence", "s": f"draft:{subject_id}"}
    body = json.dumps(about)
    unit.session.execute(text("SELECT pg_notify('comptoir', :body)"), {"body": body})


def _who(unit: Unit) -> tuple[UUID, UUID]:
    if unit.actor.session_id is None or unit.actor.id is None:
        raise Invalid(
            field="session",
            code="no_session",
            en="Only somebody signed in on a screen can look at a record.",
            fr="Seule une personne connectée à un écran peut consulter une fiche.",
        )
    return unit.actor.session_id, unit.actor.id


def _check_subject(subject_kind: str) -> None:
    if subject_kind not in _MODELS:
        raise Invalid(
            field="subject_kind",
            code="unknown_choice",
            en="“subject_kind” must be customer, conversation or draft.",
            fr="« subject_kind » doit être customer, conversation ou draft.",
        )
