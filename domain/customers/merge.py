"""Two records of one person: one is kept, the other points at it. Taking the pointer away undoes it exactly."""

from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import Customer
from domain.work.unit import Unit

LONGEST_REASON = 300


def merge_customers(unit: Unit, *, kept_id: UUID, merged_id: UUID, reason: str) -> None:
    """Let `merged_id` stand for the same person as `kept_id`, whose record shows what belongs to either from now on.

    Nothing is moved. Records `customer.merged` on both. Refuses a record with itself, an erased one, and one that is
    merged already or has others merged into it (so there are no chains); merging the same again changes nothing.
    """
    unit.actor.require(Permission.CUSTOMERS_MERGE)
    why = clean_text(reason, field="reason", most=LONGEST_REASON)
    if kept_id == merged_id:
        raise Invalid(
            field="merged_id",
            code="same_customer",
            en="A customer cannot be merged with themselves.",
            fr="Un client ne peut pas être fusionné avec lui-même.",
        )
    both = _lock(unit, kept_id, merged_id)
    kept, merged = both[kept_id], both[merged_id]
    if merged.merged_into_id == kept.id:
        return
    _refuse_erased(kept, field="kept_id")
    _refuse_erased(merged, field="merged_id")
    _refuse_merged(kept, field="kept_id")
    _refuse_merged(merged, field="merged_id")
    _refuse_others_in(unit, merged)
    merged.merged_into_id = kept.id
    _move_on(kept, merged)
    _record(unit, "customer.merged", kept, merged, {"reason": why})


def undo_merge(unit: Unit, *, merged_id: UUID) -> None:
    """Let the record stand for itself again, with what was its own before. Records `customer.unmerged` on both.

    Refuses a record that is not merged, or whose personal data are gone by now.
    """
    unit.actor.require(Permission.CUSTOMERS_MERGE)
    kept_id = unit.session.execute(select(Customer.merged_into_id).where(Customer.id == merged_id)).scalar_one_or_none()
    both = _lock(unit, *((kept_id, merged_id) if kept_id else (merged_id,)))
    merged = both[merged_id]
    if kept_id is None or merged.merged_into_id != kept_id:
        raise Conflict(
            code="not_merged",
            field="merged_id",
            en=f"{merged.number} is not merged with another customer.",
            fr=f"{merged.number} n’est pas fusionné avec un autre client.",
        )
    _refuse_erased(merged, field="merged_id")
    kept = both[kept_id]
    merged.merged_into_id = None
    _move_on(kept, merged)
    _record(unit, "customer.unmerged", kept, merged, {})


def _lock(unit: Unit, *ids: UUID) -> dict[UUID, Customer]:
    """In the order of their ids, as everybody locks who needs more than one."""
    query = select(Customer).where(Customer.id.in_(ids)).order_by(Customer.id).with_for_update()
    found = {each.id: each for each in unit.session.execute(query).scalars()}
    for id in ids:
        if id not in found:
            raise NotFound.of("customer", "client", id)
    return found


def _refuse_erased(customer: Customer, *, field: str) -> None:
    if customer.erased_at is not None:
        raise Conflict(
            code="customer_erased",
            field=field,
            en=f"The personal data of {customer.number} are erased.",
            fr=f"Les données personnelles de {customer.number} sont effacées.",
        )


def _refuse_merged(customer: Customer, *, field: str) -> None:
    if customer.merged_into_id is not None:
        raise Conflict(
            code="already_merged",
            field=field,
            en=f"{customer.number} is already merged into another customer. Undo that first.",
            fr=f"{customer.number} est déjà fusionné avec un autre client. Annulez d’abord cette fusion.",
        )


def _refuse_others_in(unit: Unit, customer: Customer) -> None:
    others = select(Customer.number).where(Customer.merged_into_id == customer.id).limit(1)
    if (number := unit.session.execute(others).scalar_one_or_none()) is not None:
        raise Conflict(
            code="has_merged_records",
            field="merged_id",
            en=f"{number} is merged into {customer.number}. Keep {customer.number}, or undo that first.",
            fr=f"{number} est fusionné avec {customer.number}. Gardez {customer.number} ou annulez d’abord.",
        )


def _move_on(*customers: Customer) -> None:
    for customer in customers:
        customer.version += 1


def _record(unit: Unit, type: str, kept: Customer, merged: Customer, more: dict[str, str]) -> None:
    for own, other in ((kept, merged), (merged, kept)):
        data = {"other": other.number, "other_id": str(other.id), "kept": kept.number, **more}
        unit.record(type, stream=Stream.of_customer(own.id), customer_id=own.id, data=data)
