"""Show contacts as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.identity.assure import is_assured
from domain.identity.checks import MASKED_FIELDS, lock_person, record_unmasked
from domain.kernel.errors import IdentityNeeded, Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import CustomerAddress, CustomerEmail, CustomerPhone
from domain.work.unit import Unit

FIELDS: Final = MASKED_FIELDS[:3]  # a card is never shown beyond its last four
LONGEST_REASON: Final = 300


@dataclass(frozen=True, slots=True)
class Unmasked:
    """The plain values of the fields that were asked for; the others are empty."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[Mapping[str, str], ...] = ()


def unmask(unit: Unit, *, customer_id: UUID, fields: Sequence[str], reason: str = "") -> Unmasked:
    """The plain values of `fields` (of `FIELDS`), main ones first. Records `identity.unmasked` with the fields.

    Needs a customer whose identity is assured; without that, the right to decide on approvals and a `reason`.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    wanted = _check_fields(fields)
    customer, members = lock_person(unit, customer_id)
    why = clean_text(reason, field="reason", most=LONGEST_REASON, required=False)
    if not is_assured(unit, customer.id):
        _check_right(unit, why)
    record_unmasked(unit, customer.id, wanted, {"reason": why} if why else {})
    return Unmasked(**{name: _READ[name](unit, members) for name in wanted})


def _check_fields(fields: Sequence[str]) -> list[str]:
    chosen = [] if isinstance(fields, str) else [name for name in FIELDS if name in fields]
    if not chosen or any(name not in FIELDS for name in fields):
        raise Invalid(
            field="fields",
            code="unknown_choice",
            en=f"“fields” must name some of: {', '.join(FIELDS)}.",
            fr=f"« fields » doit nommer une partie de : {', '.join(FIELDS)}.",
        )
    return chosen


def _check_right(unit: Unit, why: str) -> None:
    if not unit.actor.can(Permission.APPROVALS_DECIDE):
        raise IdentityNeeded.now()
    if not why:
        raise Invalid(
            field="reason",
            code="missing",
            en="Say why this is shown without an identity check.",
            fr="Dites pourquoi ces données sont affichées sans vérification d’identité.",
        )


def _emails(unit: Unit, members: tuple[UUID, ...]) -> tuple[str, ...]:
    query = select(CustomerEmail.address).where(CustomerEmail.customer_id.in_(members))
    return tuple(unit.session.execute(query.order_by(CustomerEmail.position, CustomerEmail.id)).scalars())


def _phones(unit: Unit, members: tuple[UUID, ...]) -> tuple[str, ...]:
    query = select(CustomerPhone.e164).where(CustomerPhone.customer_id.in_(members))
    return tuple(unit.session.execute(query.order_by(CustomerPhone.position, CustomerPhone.id)).scalars())


def _addresses(unit: Unit, members: tuple[UUID, ...]) -> tuple[Mapping[str, str], ...]:
    names = ("label", "line1", "line2", "city", "region", "postal_code", "country")
    query = select(*(getattr(CustomerAddress, name) for name in names)).where(CustomerAddress.customer_id.in_(members))
    rows = unit.session.execute(query.order_by(CustomerAddress.position, CustomerAddress.id))
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


_READ: Final[Mapping[str, Any]] = {"emails": _emails, "phones": _phones, "addresses": _addresses}
