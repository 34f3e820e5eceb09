"""Somebody calls: the machine answers, in their language."""

from typing import Final

import phonenumbers
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.conversations.addresses import check_address, likely_customers
from domain.conversations.call_rows import CallStep
from domain.conversations.load_call import call_of
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.customer import Customer
from domain.models.telephone import Call
from domain.work.unit import Unit

MOST_TRIES: Final = 3
_FRENCH: Final = frozenset({"FR", "BE", "CH", "LU", "MC", "SN", "CI", "GP", "MQ", "GF", "RE", "YT", "PM", "NC", "PF"})


def answer_call(unit: Unit, *, vendor_ref: str, number: str) -> CallStep:
    """Note a call from `number` ("" or no number where it is withheld), and greet.

    The language is that of the only customer with the number, else that of its country. The same call is noted once:
    asked again, it goes on where it is.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    where = _number(number)
    likely = likely_customers(unit, "phone", where) if where else ()
    only = likely[0] if len(likely) == 1 else None
    row = {
        "id": new_id(at=unit.now),
        "vendor_ref": vendor_ref,
        "number": where,
        "language": _language_of(unit, only) or language_of_number(where),
        "customer_id": only,
        "stage": "menu",
        "held": False,
        "started_at": unit.now,
    }
    unit.session.execute(insert(Call).values(row).on_conflict_do_nothing(index_elements=["vendor_ref"]))
    call = call_of(unit, vendor_ref)
    return CallStep("greet", call.language) if call.stage == "menu" else where_it_stands(call)


def press_menu(unit: Unit, *, vendor_ref: str, digits: str, tries: int = 1) -> CallStep:
    """What a key of the menu leads to; another key than those that were offered asks again, thrice in all."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = call_of(unit, vendor_ref)
    if call.stage != "menu":
        return where_it_stands(call)
    if digits == "9":
        call.language = "en" if call.language == "fr" else "fr"
        return CallStep("greet", call.language)
    if digits in ("2", "3"):
        return CallStep("to_queue" if digits == "2" else "message", call.language)
    if digits == "1":
        return CallStep("to_order", call.language)
    if tries < MOST_TRIES:
        return CallStep("greet", call.language, {"tries": tries + 1})
    return CallStep("to_queue", call.language)


def greet_again(unit: Unit, *, vendor_ref: str, tries: int) -> CallStep:
    """The menu for somebody who pressed nothing."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = call_of(unit, vendor_ref)
    return CallStep("greet", call.language, {"tries": tries}) if call.stage == "menu" else where_it_stands(call)


def where_it_stands(call: Call) -> CallStep:
    """What a call that left the menu hears when it is asked for anew."""
    if call.stage in ("waiting", "offered"):
        return CallStep("queue", call.language)
    if call.stage == "talking":
        return CallStep("meet", call.language, {"room": call.room, "caller": True})
    return CallStep("farewell", call.language)


def language_of_number(number: str) -> str:
    """French where most who have such a number speak it, else English."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return "en"
    return "fr" if region in _FRENCH else "en"


def _number(number: str) -> str:
    try:
        return check_address("phone", number)
    except Invalid:
        return ""


def _language_of(unit: Unit, customer_id: object) -> str | None:
    if customer_id is None:
        return None
    return unit.session.execute(select(Customer.language).where(Customer.id == customer_id)).scalar_one()
