"""The records that stand for one person: the one that is kept, and those merged into it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, func, select

from domain.kernel.errors import NotFound
from domain.models.customer import Customer
from domain.work.unit import Unit

_ROOT = Customer.__table__.alias("root").c
_MEMBER = Customer.__table__.alias("member").c


@dataclass(frozen=True, slots=True)
class Family:
    """`kept` is the record that people see; `members` are all that stand for the person, it included."""

    kept: UUID
    members: tuple[UUID, ...]


def kept_id(customer_id: Any) -> Any:
    """A scalar subquery: the record that `customer_id` leads to. None where there is no such customer."""
    return (
        select(func.coalesce(_ROOT.merged_into_id, _ROOT.id))
        .select_from(_ROOT.id.table)
        .where(_ROOT.id == customer_id)
        .correlate(None)
        .scalar_subquery()
    )


def family_of(unit: Unit, customer_id: UUID) -> Family:
    """The family that the record belongs to, in one indexed statement, or `NotFound`."""
    family = _family(unit, customer_id)
    if family is None:
        raise NotFound.of("customer", "client", customer_id)
    return family


def members_of(unit: Unit, customer_id: UUID) -> tuple[UUID, ...]:
    """The members of the family; of an id that nobody has, the id alone."""
    family = _family(unit, customer_id)
    return family.members if family else (customer_id,)


def belongs_to(column: Any, members: tuple[UUID, ...]) -> ColumnElement[bool]:
    """The condition that `column` is one of `members`; equality for the plain case, which indexes can sort by."""
    condition: ColumnElement[bool] = column == members[0] if len(members) == 1 else column.in_(members)
    return condition


def is_member(column: Any, *, alone: bool) -> ColumnElement[bool]:
    """`belongs_to` for a statement that is compiled once; `member_values` are what it is run with."""
    if alone:
        return column == bindparam("member", type_=Uuid)  # type: ignore[no-any-return]
    return column == any_(bindparam("members", type_=ARRAY(Uuid)))  # type: ignore[no-any-return]


def member_values(members: tuple[UUID, ...]) -> dict[str, Any]:
    """The parameters of `is_member`."""
    return {"member": members[0]} if len(members) == 1 else {"members": list(members)}


def _family(unit: Unit, customer_id: UUID) -> Family | None:
    root = kept_id(customer_id)
    query = select(_MEMBER.id, _MEMBER.merged_into_id).where((_MEMBER.id == root) | (_MEMBER.merged_into_id == root))
    rows = unit.session.execute(query).all()
    if not rows:
        return None
    kept = next(id for id, into in rows if into is None)
    return Family(kept, tuple(sorted(id for id, _ in rows)))
