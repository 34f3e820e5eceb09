"""Every table that holds something about a person, and what of it is theirs to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, select

from domain.models.alert import Alert
from domain.models.approval import Allowance, Approval
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationContact, ConversationEntry
from domain.models.customer import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerEmail,
    CustomerPhone,
    CustomerTag,
    Note,
    PaymentMethod,
    RiskFlag,
)
from domain.models.dispute import Dispute, DisputeEvidence
from domain.models.document import Document
from domain.models.identity import IdentityCheck
from domain.models.message import OutboundMessage
from domain.models.order import Order, OrderAdjustment, OrderHold, OrderLine, OrderTag
from domain.models.payment import CreditEntry, PaymentEntry, PaymentIntent
from domain.models.quote import Quote
from domain.models.returns import Exchange, Return, ReturnLine
from domain.models.rules import DecisionRow
from domain.models.shipment import Shipment, ShipmentLine, ShipmentScan
from domain.models.sourcing import LineSourcing
from domain.models.telephone import Call
from domain.models.visitor import HelpVisit, SurveyAnswer, Visitor

Members = Sequence[UUID]
Condition = Callable[[Members], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Holding:
    """`name` is what the export calls it; `without` are columns that are keys of ours or secrets of vendors."""

    name: str
    model: Any
    of: Condition
    without: frozenset[str] = frozenset()


# Whoever works here is a person as well: their names and ids stay out of somebody else's data.
OF_STAFF: Final = frozenset(
    {
        *(
            "acknowledged_by",
            "acknowledged_by_id",
            "actor_id",
            "actor_name",
            "author_id",
            "author_name",
            "asked_by",
            "asked_by_id",
            "asked_by_name",
        ),
        *("asked_by_role", "decided_by_id", "decided_by_name", "made_by", "opened_by", "placed_by", "requested_by"),
        *("session_id", "salt", "code_digest", "version"),
    }
)


def orders_of(members: Members) -> Any:
    """A select of the ids of the orders."""
    return select(Order.id).where(Order.customer_id.in_(members))


def _own(model: Any) -> Condition:
    def of(members: Members) -> ColumnElement[bool]:
        found: ColumnElement[bool] = model.customer_id.in_(members)
        return found

    return of


def _of_orders(model: Any) -> Condition:
    return lambda members: model.order_id.in_(orders_of(members))


def _within(column: Any, parent: Any, of: Condition) -> Condition:
    return lambda members: column.in_(select(parent.id).where(of(members)))


def _without(*names: str) -> frozenset[str]:
    return frozenset(names)


def _record(members: Members) -> ColumnElement[bool]:
    return Customer.id.in_(members)


def _documents(members: Members) -> ColumnElement[bool]:
    returns = select(Return.id).where(Return.customer_id.in_(members))
    return (
        Document.customer_id.in_(members) | Document.order_id.in_(orders_of(members)) | Document.return_id.in_(returns)
    )


def _of_conversations(members: Members) -> ColumnElement[bool]:
    """What was said; notes for staff only are about them as well."""
    theirs = select(Conversation.id).where(Conversation.customer_id.in_(members))
    return ConversationEntry.conversation_id.in_(theirs)


def _visitors(members: Members) -> ColumnElement[bool]:
    """Those who were told apart by a signed token, and those in whose conversation an agent recognised the customer."""
    chats = (
        select(ConversationContact.address)
        .join(Conversation, Conversation.id == ConversationContact.conversation_id)
        .where(ConversationContact.channel == "chat", Conversation.customer_id.in_(members))
    )
    found: ColumnElement[bool] = Visitor.customer_id.in_(members) | cast(Visitor.id, Text).in_(chats)
    return found


HOLDINGS: Final[Sequence[Holding]] = (
    Holding("records", Customer, _record, _without("sort_key")),
    Holding("emails", CustomerEmail, _own(CustomerEmail), _without("folded")),
    Holding("phones", CustomerPhone, _own(CustomerPhone), _without("reversed")),
    Holding("addresses", CustomerAddress, _own(CustomerAddress)),
    Holding("consents", Consent, _own(Consent)),
    Holding("payment_methods", PaymentMethod, _own(PaymentMethod), _without("external_ref")),
    Holding("tags", CustomerTag, _own(CustomerTag)),
    Holding("risk_flags", RiskFlag, _own(RiskFlag)),
    Holding("notes", Note, _own(Note)),
    Holding("orders", Order, _own(Order), _without("number_key")),
    Holding("order_lines", OrderLine, _of_orders(OrderLine)),
    Holding("order_adjustments", OrderAdjustment, _of_orders(OrderAdjustment)),
    Holding("order_holds", OrderHold, _of_orders(OrderHold)),
    Holding("order_tags", OrderTag, _of_orders(OrderTag)),
    Holding("payments", PaymentEntry, _of_orders(PaymentEntry), _without("external_ref")),
    Holding("payments_asked_for", PaymentIntent, _own(PaymentIntent), _without("original", "vendor_ref")),
    Holding("credit_entries", CreditEntry, _within(CreditEntry.payment_method_id, PaymentMethod, _own(PaymentMethod))),
    Holding("shipments", Shipment, _of_orders(Shipment)),
    Holding("shipment_lines", ShipmentLine, _within(ShipmentLine.shipment_id, Shipment, _of_orders(Shipment))),
    Holding("shipment_scans", ShipmentScan, _within(ShipmentScan.shipment_id, Shipment, _of_orders(Shipment))),
    Holding("returns", Return, _own(Return)),
    Holding("return_lines", ReturnLine, _within(ReturnLine.return_id, Return, _own(Return))),
    Holding("exchanges", Exchange, _own(Exchange)),
    Holding("disputes", Dispute, _own(Dispute), _without("external_ref")),
    Holding("dispute_evidence", DisputeEvidence, _within(DisputeEvidence.dispute_id, Dispute, _own(Dispute))),
    Holding("documents", Document, _documents),
    Holding("quotes", Quote, _own(Quote)),
    Holding("messages", OutboundMessage, _own(OutboundMessage), _without("html", "vendor_ref", "details")),
    Holding("identity_checks", IdentityCheck, _own(IdentityCheck)),
    Holding("approvals", Approval, _own(Approval), _without("digest", "preview")),
    Holding("allowances", Allowance, _own(Allowance)),
    Holding("cases", Case, _own(Case), _without("owner_id")),
    Holding("conversations", Conversation, _own(Conversation), _without("staff_read_seq")),
    Holding(
        "conversation_contacts",
        ConversationContact,
        _within(ConversationContact.conversation_id, Conversation, _own(Conversation)),
    ),
    Holding("conversation_entries", ConversationEntry, _of_conversations, _without("external_ref", "client_key")),
    Holding(
        "calls", Call, _own(Call), _without("vendor_ref", "room_ref", "recording_ref", "recording_url", "check_id")
    ),
    Holding("decisions", DecisionRow, _own(DecisionRow)),
    Holding("alerts", Alert, _own(Alert), _without("rule", "rule_name", "roles")),
    Holding("chat_visits", Visitor, _visitors, _without("token_digest")),
    Holding("help_visits", HelpVisit, _own(HelpVisit), _without("token_digest")),
    Holding(
        "surveys",
        SurveyAnswer,
        _within(SurveyAnswer.conversation_id, Conversation, _own(Conversation)),
        _without("owner_id"),
    ),
    Holding("line_sourcings", LineSourcing, _of_orders(LineSourcing)),
)
