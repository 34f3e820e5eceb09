"""A signed token says which customer a visitor is."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.conversations.identify import identify_conversation
from domain.kernel.email import fold_email
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.models.customer import Customer, CustomerEmail
from domain.models.visitor import VisitorToken
from domain.visitors.identity_token import Claims, read_token, token_refused
from domain.visitors.load import conversation_of, load_visitor
from domain.work.family import family_of, members_of
from domain.work.unit import Unit


def identify_visitor(unit: Unit, *, visitor_id: UUID, token: str, secrets: Sequence[str]) -> UUID:
    """Make the visitor, and their conversation, those of the customer whom `token` names; tell the customer's id.

    Records `conversation.identified`. Refuses one and the same way (`token_refused`) a token that is altered, expired,
    of nobody or of several, or that somebody else used; with `Conflict` "other_customer" a visitor who is another
    customer already: their browser begins anew, so that nobody reads what the one before has written.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    claims = read_token(token, secrets=secrets, now=unit.now)
    visitor = load_visitor(unit, visitor_id)
    _use_once(unit, token, claims, visitor_id)
    customer_id = _customer(unit, claims)
    conversation_id = conversation_of(unit, visitor_id)
    whose = _whose(unit, conversation_id) if conversation_id else None
    for known in (visitor.customer_id, whose):
        if known is not None and known not in members_of(unit, customer_id):
            raise Conflict(
                code="other_customer",
                en="This chat is somebody else’s.",
                fr="Cette conversation appartient à quelqu’un d’autre.",
            )
    visitor.customer_id = customer_id
    if conversation_id is not None and whose is None:
        identify_conversation(unit, conversation_id=conversation_id, customer_id=customer_id)
    return customer_id


def _use_once(unit: Unit, token: str, claims: Claims, visitor_id: UUID) -> None:
    """The first visitor who shows it may show it again; anybody else has it from somewhere."""
    unit.session.execute(delete(VisitorToken).where(VisitorToken.expires_at < unit.now))
    digest = hashlib.sha256(token.encode()).digest()
    row = {"digest": digest, "visitor_id": visitor_id, "expires_at": claims.expires_at}
    unit.session.execute(insert(VisitorToken).values(row).on_conflict_do_nothing())
    user = unit.session.execute(select(VisitorToken.visitor_id).where(VisitorToken.digest == digest)).scalar_one()
    if user != visitor_id:
        raise token_refused()


def _customer(unit: Unit, claims: Claims) -> UUID:
    query = select(Customer.id).where(Customer.erased_at.is_(None))
    if claims.external_ref:
        query = query.where(Customer.external_ref == claims.external_ref)
        if claims.source:
            query = query.where(Customer.source == claims.source)
    else:
        owners = select(CustomerEmail.customer_id).where(CustomerEmail.folded == fold_email(claims.email))
        query = query.where(Customer.id.in_(owners))
    found = {family_of(unit, id).kept for id in unit.session.execute(query.limit(10)).scalars()}
    if len(found) != 1:
        raise token_refused()
    return found.pop()


def _whose(unit: Unit, conversation_id: UUID) -> UUID | None:
    return unit.session.execute(select(Conversation.customer_id).where(Conversation.id == conversation_id)).scalar_one()
