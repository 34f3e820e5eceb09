"""The machine makes sure of a caller before it tells where their order is."""

from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.conversations.answer_call import MOST_TRIES, where_it_stands
from domain.conversations.call_rows import CallStep
from domain.conversations.load_call import call_of
from domain.conversations.spoken_status import as_keys, spoken_status
from domain.identity.answer_code import answer_code
from domain.identity.begin_code_check import begin_code_check
from domain.identity.check_facts import check_facts
from domain.kernel.errors import Conflict, DomainError
from domain.kernel.permissions import Permission
from domain.models.customer import CustomerPhone
from domain.models.order import Order
from domain.models.telephone import Call
from domain.work.family import members_of
from domain.work.unit import Unit

_MOST_DIGITS: Final = 20


def ask_who(unit: Unit, *, vendor_ref: str) -> CallStep:
    """Where an order is was asked for: a code goes to the number that calls, if it is one customer's; else the number
    of the order is asked for. Records `identity.code_sent`.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE, Permission.CUSTOMERS_READ, Permission.MESSAGES_SEND)
    call = call_of(unit, vendor_ref)
    if call.stage != "menu":
        return where_it_stands(call)
    if call.order_id is None and call.customer_id and call.number and call.check_id is None:
        phone = _phone_of(unit, call)
        try:
            if phone is not None:
                with unit.session.begin_nested():
                    call.check_id = begin_code_check(
                        unit, customer_id=call.customer_id, contact=phone, language=call.language
                    )
                return CallStep("code", call.language)
        except Conflict:  # no SMS wanted, or too many checks: there is another way
            pass
    return CallStep("order_number", call.language)


def give_code(unit: Unit, *, vendor_ref: str, digits: str) -> CallStep:
    """The code that was sent; right, they hear of their newest order. Star or nothing: the number of an order is asked.

    Records what `answer_code` does.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE, Permission.CUSTOMERS_READ)
    call = call_of(unit, vendor_ref)
    if call.stage != "menu":
        return where_it_stands(call)
    if call.check_id is None or call.customer_id is None or not digits.isdigit():
        return CallStep("order_number", call.language)
    try:
        outcome = answer_code(unit, customer_id=call.customer_id, check_id=call.check_id, code=digits)
    except DomainError:
        return _wrong(call, "code", "wrong_code")
    if not outcome.passed:
        return _wrong(call, "code", "wrong_code")
    newest = (
        select(Order)
        .where(Order.customer_id.in_(members_of(unit, call.customer_id)), Order.status != "draft")
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .limit(1)
    )
    order = unit.session.execute(newest).scalar_one_or_none()
    return _told(unit, call, order) if order else CallStep("order_number", call.language, {"problem": "no_match"})


def give_order_number(unit: Unit, *, vendor_ref: str, digits: str) -> CallStep:
    """The digits of an order number; whether there is one is not told."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = call_of(unit, vendor_ref)
    if call.stage != "menu":
        return where_it_stands(call)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return _wrong(call, "order_number", "not_understood")
    return CallStep("postal_code", call.language, {"number": digits})


def give_postal_code(unit: Unit, *, vendor_ref: str, number: str, digits: str) -> CallStep:
    """The keys of the postal code that the order of these digits goes to; right, they hear where it is.

    It counts as a check of the customer's identity, with its limits. Records what `check_facts` does.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE, Permission.CUSTOMERS_READ)
    call = call_of(unit, vendor_ref)
    if call.stage != "menu":
        return where_it_stands(call)
    order = _order_of(unit, number) if digits else None
    if order is None or not _passes(unit, order, digits):
        return _wrong(call, "order_number", "no_match")
    return _told(unit, call, order)


def _passes(unit: Unit, order: Order, digits: str) -> bool:
    """Keys stand for several letters: right ones are compared as the postal code that they stand for."""
    code = order.shipping_address.get("postal_code", "")
    said = code if code and as_keys(code) == digits else digits
    try:
        facts = {"order_number": order.number, "postal_code": said}
        return check_facts(unit, customer_id=order.customer_id, facts=facts).passed
    except DomainError:
        return False


def _told(unit: Unit, call: Call, order: Order) -> CallStep:
    call.order_id, call.customer_id, call.tries = order.id, order.customer_id, 0
    return CallStep("status", call.language, spoken_status(unit, order))


def _wrong(call: Call, again: str, problem: str) -> CallStep:
    """Asked again; after too many tries somebody has to help."""
    call.tries += 1
    if call.tries >= MOST_TRIES:
        return CallStep("to_queue", call.language)
    return CallStep(again, call.language, {"problem": problem, "tries": call.tries + 1})


def _order_of(unit: Unit, digits: str) -> Order | None:
    """The order whose number has these digits; nobody's where several have."""
    ends = func.reverse(Order.number_key).like(f"{digits[::-1]}%")
    query = select(Order).where(ends, func.regexp_replace(Order.number_key, r"\D", "", "g") == digits).limit(2)
    found = unit.session.execute(query).scalars().all() if digits.isascii() and digits.isdigit() else []
    return found[0] if len(found) == 1 else None


def _phone_of(unit: Unit, call: Call) -> UUID | None:
    assert call.customer_id is not None
    query = select(CustomerPhone.id).where(
        CustomerPhone.customer_id.in_(members_of(unit, call.customer_id)), CustomerPhone.e164 == call.number
    )
    return unit.session.execute(query.limit(1)).scalar_one_or_none()
