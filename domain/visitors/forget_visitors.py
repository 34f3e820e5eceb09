"""Visitors who never wrote are removed after a while, and tokens that nobody used any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, delete, exists, select, update

from domain.kernel.permissions import Permission
from domain.models.conversation import ConversationContact
from domain.models.visitor import Visitor, VisitorToken
from domain.work.unit import Unit

MOST: Final = 2_000  # in one transaction


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many were removed."""

    visitors: int
    tokens: int


def forget_visitors(unit: Unit, *, silent_since: datetime, unused_since: datetime, most: int = MOST) -> Forgotten:
    """Remove visitors who have no conversation and were not seen after `silent_since`, and the tokens of the others
    that were not used after `unused_since`: what they wrote stays, and their browser begins anew. At most `most` of
    each; whoever is busy at this moment is left for the next time.

    No event: nothing was said by the former, and nothing of the latter's conversations changes.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    silent = _locked_of(unit, most, Visitor.seen_at < silent_since, ~_has_conversation())
    unit.session.execute(delete(VisitorToken).where(VisitorToken.visitor_id.in_(silent)))
    unit.session.execute(delete(Visitor).where(Visitor.id.in_(silent)))
    unused = _locked_of(unit, most, Visitor.seen_at < unused_since, Visitor.token_digest.is_not(None))
    unit.session.execute(update(Visitor).where(Visitor.id.in_(unused)).values(token_digest=None))
    return Forgotten(len(silent), len(unused))


def _has_conversation() -> ColumnElement[bool]:
    return exists().where(ConversationContact.channel == "chat", ConversationContact.address == cast(Visitor.id, Text))


def _locked_of(unit: Unit, most: int, *where: ColumnElement[bool]) -> list[UUID]:
    query = select(Visitor.id).where(*where).order_by(Visitor.seen_at).limit(most)
    return list(unit.session.execute(query.with_for_update(skip_locked=True)).scalars())
