"""What an erasure empties and removes, table by table."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, exists, func, or_, select, update

from domain.models.approval import Approval
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationContact, ConversationEntry
from domain.models.customer import (
    Consent,
    CustomerAddress,
    CustomerEmail,
    CustomerPhone,
    CustomerTag,
    CustomerWord,
    Note,
    PaymentMethod,
    Presence,
    RecentView,
    RiskFlag,
    SearchWord,
)
from domain.models.dispute import Dispute, DisputeEvidence
from domain.models.document import Document, Watcher
from domain.models.event import EventRow, EventText
from domain.models.identity import IdentityCheck, IdentityLevel
from domain.models.message import OutboundMessage
from domain.models.order import Order
from domain.models.quote import Quote
from domain.models.returns import RETURN_REASONS, Return, ReturnLine
from domain.models.rules import DecisionRow
from domain.models.staff import KeptAnswer
from domain.models.telephone import Call
from domain.models.visitor import HelpVisit, SurveyAnswer, Visitor, VisitorToken
from domain.privacy.holdings import HOLDINGS, orders_of
from domain.privacy.refused_records import forget_refused_records
from domain.work.unit import Unit

POSTAL_LETTERS: Final = 2  # of a postal code are left, for the books
_REMOVED: Final = (
    *(CustomerEmail, CustomerPhone, CustomerAddress, Consent, CustomerTag, RiskFlag, Note),
    *(RecentView, IdentityLevel, IdentityCheck, HelpVisit),
)


def empty_everything(unit: Unit, members: Sequence[UUID]) -> None:
    """Everything but the customers' own rows, of the records `members` of one person."""
    forget_refused_records(unit, members)
    _empty_texts(unit, members)
    _remove_words(unit, members)
    for model in _REMOVED:
        unit.session.execute(delete(model).where(model.customer_id.in_(members)))
    for statement in _statements(unit, members):
        unit.session.execute(statement.execution_options(synchronize_session=False))


def _empty_texts(unit: Unit, members: Sequence[UUID]) -> None:
    """Of each text the digest stays in its event; without the salt nobody can find out what it was of."""
    streams = [f"customer:{id}" for id in members]
    theirs = or_(
        EventRow.customer_id.in_(members), EventRow.order_id.in_(orders_of(members)), EventRow.stream.in_(streams)
    )
    own = EventText.event_id.in_(select(EventRow.id).where(theirs))
    unit.session.execute(
        update(EventText).where(own).values(value=None, salt=None).execution_options(synchronize_session=False)
    )


def _remove_words(unit: Unit, members: Sequence[UUID]) -> None:
    """And those that nobody else has, so that a rare name is not found among the words."""
    gone = delete(CustomerWord).where(CustomerWord.customer_id.in_(members)).returning(CustomerWord.word)
    words = sorted(set(unit.session.execute(gone).scalars()))
    others = exists().where(CustomerWord.word == SearchWord.word)
    unit.session.execute(delete(SearchWord).where(SearchWord.word.in_(words), ~others))


def _statements(unit: Unit, members: Sequence[UUID]) -> Iterator[Any]:
    subject = ("customer", members), ("order", orders_of(members))
    for model in (Presence, Watcher):
        about = or_(*((model.subject_kind == kind) & model.subject_id.in_(ids) for kind, ids in subject))
        yield delete(model).where(about)
    yield _of(PaymentMethod, members).values(external_ref=None, brand="", last_four="")
    yield _of(Order, members).values(shipping_address=_coarse(), locker="")
    yield _of(OutboundMessage, members).values(
        address="",
        subject="",
        body="",
        html="",
        details={},
        status=case(
            (OutboundMessage.status.in_(("queued", "sending", "unknown")), "skipped"), else_=OutboundMessage.status
        ),
    )
    yield _of(Quote, members).values(content={}, status=case((Quote.status == "open", "withdrawn"), else_=Quote.status))
    yield _of(Approval, members).values(args={}, preview={}, note="", reason="")
    yield _of(Dispute, members).values(note="")
    yield _of(DisputeEvidence, members).values(statement="", content={})
    yield _of(Document, members).values(name="", removed_at=func.coalesce(Document.removed_at, unit.now), sha256="")
    yield _of(Return, members).values(reason=_known(Return.reason), drop_off="", tracking_number="")
    yield _of(ReturnLine, members).values(reason=_known(ReturnLine.reason))
    yield _of(Case, members).values(subject="", tags=[])
    yield _of(ConversationEntry, members).values(body="", subject="", address="", author_name="", details={})
    visitors = list(unit.session.execute(select(Visitor.id).where(_condition(Visitor, members))).scalars())
    yield _of(SurveyAnswer, members).values(words="")
    yield delete(ConversationContact).where(_condition(ConversationContact, members))
    yield _of(Conversation, members).values(address="", contact_name="", last_preview="")
    yield _of(Call, members).values(number="", reason="")
    yield delete(VisitorToken).where(VisitorToken.visitor_id.in_(visitors))
    yield delete(Visitor).where(Visitor.id.in_(visitors))
    yield _of(DecisionRow, members).values(facts={}, fired=[])
    mentioned = or_(*(KeptAnswer.body.contains(str(id)) for id in members))
    yield update(KeptAnswer).where(mentioned).values(body="{}")


def _of(model: Any, members: Sequence[UUID]) -> Any:
    return update(model).where(_condition(model, members))


def _condition(model: Any, members: Sequence[UUID]) -> ColumnElement[bool]:
    return next(each for each in HOLDINGS if each.model is model).of(members)


def _coarse() -> Any:
    address = Order.__table__.c.shipping_address
    return func.jsonb_build_object(
        *("line1", "", "line2", "", "city", ""),
        *("country", func.coalesce(address.op("->>")("country"), "")),
        *("region", func.coalesce(address.op("->>")("region"), "")),
        *("postal_code", func.left(func.coalesce(address.op("->>")("postal_code"), ""), POSTAL_LETTERS)),
    )


def _known(column: Any) -> ColumnElement[str]:
    """A reason of the list stays; one in somebody's own words does not."""
    return case((column.in_(RETURN_REASONS), column), else_="")
