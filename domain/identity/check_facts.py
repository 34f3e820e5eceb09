"""Make sure of a customer by what only they should know."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, func, or_, select

from domain.identity.checks import (
    CheckOutcome,
    lock_person,
    new_check,
    note_failure,
    note_success,
    open_check,
    refuse_preview,
)
from domain.kernel.email import fold_email
from domain.kernel.errors import Invalid
from domain.kernel.order_number import number_key
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, fold
from domain.models.customer import Customer, CustomerAddress, CustomerEmail, CustomerPhone
from domain.models.order import Order
from domain.work.unit import Unit

FEWEST: Final = 2
Members = tuple[UUID, ...]
# What may be asked, and which kind of knowledge it is: two of one kind prove no more than one.
KINDS: Final[Mapping[str, str]] = {
    "order_number": "order",
    "postal_code": "address",
    "last_name": "name",
    "email": "contact",
    "phone": "contact",
}
HIDDEN: Final = frozenset({"postal_code", "email", "phone"})  # what nobody reads off the screen before a check


def check_facts(unit: Unit, *, customer_id: UUID, facts: Mapping[str, str]) -> CheckOutcome:
    """Compare what the customer says with what is known; right, the session is sure of them (level 1).

    `facts` are at least two of `KINDS`, of two different kinds and one of them `HIDDEN`; blank ones are left out. Every
    one that is given has to be right, and nobody is told which was not. A wrong answer is an outcome that counts,
    as in `answer_code`. Records `identity.passed` and `identity.unmasked`, or `identity.failed`. Refuses a preview.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    refuse_preview(unit.previewing)
    given = _given(facts)
    customer, members = lock_person(unit, customer_id)
    asked = {"asked": {"facts": sorted(given)}}
    check = open_check(unit, customer.id, "facts") or new_check(unit, customer, method="facts", **asked)
    check.asked = asked["asked"]
    right = select(*(_KNOWN[name](value, members) for name, value in given.items()))
    if all(unit.session.execute(right).one()):
        return note_success(unit, check)
    return note_failure(unit, check)


def _given(facts: object) -> dict[str, str]:
    if not isinstance(facts, Mapping) or len(facts) > len(KINDS):
        raise _too_few()
    for name in facts:
        if name not in KINDS:
            raise Invalid(
                field=f"facts.{str(name)[:40]}",
                code="unknown_choice",
                en=f"“facts” may hold: {', '.join(KINDS)}.",
                fr=f"« facts » peut contenir : {', '.join(KINDS)}.",
            )
    cleaned = {name: clean_text(facts[name], field=f"facts.{name}", most=200, required=False) for name in facts}
    given = {name: value for name, value in cleaned.items() if value}
    if len({KINDS[name] for name in given}) < FEWEST or not HIDDEN & given.keys():
        raise _too_few()
    return given


def _too_few() -> Invalid:
    return Invalid(
        field="facts",
        code="too_few_facts",
        en="Ask for two facts of different kinds, one of them a postal code, an e-mail address or a phone number.",
        fr="Demandez deux informations de nature différente, dont un code postal, un e-mail ou un téléphone.",
    )


def _order_number(value: str, members: Members) -> ColumnElement[bool]:
    return exists().where(Order.customer_id.in_(members), Order.number_key == number_key(value))


def _postal_code(value: str, members: Members) -> ColumnElement[bool]:
    wanted = re.sub(r"[\W_]+", "", value).upper()
    of_customer = exists().where(
        CustomerAddress.customer_id.in_(members), _alone(CustomerAddress.postal_code) == wanted
    )
    of_order = exists().where(
        Order.customer_id.in_(members), _alone(Order.__table__.c.shipping_address.op("->>")("postal_code")) == wanted
    )
    return or_(of_customer, of_order) if wanted else false()


def _alone(column: Any) -> Any:
    """Letters and digits alone, as postal codes are compared."""
    return func.upper(func.regexp_replace(column, r"\W|_", "", "g"))


def _last_name(value: str, members: Members) -> ColumnElement[bool]:
    key = fold(value)
    same = (Customer.sort_key == key) | Customer.sort_key.startswith(f"{key} ", autoescape=True)
    return exists().where(Customer.id.in_(members), same, func.length(Customer.last_name) > 0)


def _email(value: str, members: Members) -> ColumnElement[bool]:
    return exists().where(CustomerEmail.customer_id.in_(members), CustomerEmail.folded == fold_email(value))


def _phone(value: str, members: Members) -> ColumnElement[bool]:
    digits = re.sub(r"\D", "", value).lstrip("0")
    if len(digits) < 8:  # the end of a number is shown to everybody
        return false()
    return exists().where(
        CustomerPhone.customer_id.in_(members), CustomerPhone.reversed.startswith(digits[::-1], autoescape=True)
    )


_KNOWN: Final[Mapping[str, Callable[[str, Members], ColumnElement[bool]]]] = {
    "order_number": _order_number,
    "postal_code": _postal_code,
    "last_name": _last_name,
    "email": _email,
    "phone": _phone,
}
