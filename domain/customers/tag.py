"""Put a tag on a customer, or take it off."""

from uuid import UUID

from sqlalchemy import Select, delete, func, select

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import CustomerTag
from domain.work.unit import Unit

LONGEST_TAG = 40
MOST_TAGS = 30


def check_tag(value: object, *, field: str = "tag") -> str:
    """`value` as a tag: lower case, at most `LONGEST_TAG` characters."""
    return clean_text(value, field=field, most=LONGEST_TAG).lower()


def tag_customer(unit: Unit, *, customer_id: UUID, tag: str) -> None:
    """Put `tag` on the customer. Records `customer.tagged`; a tag that is already there changes nothing."""
    unit.actor.require(Permission.NOTES_WRITE)
    word = check_tag(tag)
    customer = load_customer(unit, customer_id)
    if unit.session.get(CustomerTag, (customer.id, word)) is not None:
        return
    refuse_too_many(unit, select(func.count()).where(CustomerTag.customer_id == customer.id))
    unit.session.add(CustomerTag(customer_id=customer.id, tag=word))
    _record(unit, "customer.tagged", customer.id, word)


def untag_customer(unit: Unit, *, customer_id: UUID, tag: str) -> None:
    """Take `tag` off the customer. Records `customer.untagged`; a tag that is not there changes nothing."""
    unit.actor.require(Permission.NOTES_WRITE)
    word = check_tag(tag)
    customer = load_customer(unit, customer_id)
    gone = delete(CustomerTag).where(CustomerTag.customer_id == customer.id, CustomerTag.tag == word)
    if unit.session.execute(gone.returning(CustomerTag.tag)).first() is not None:
        _record(unit, "customer.untagged", customer.id, word)


def refuse_too_many(unit: Unit, count: Select[int]) -> None:
    """Refuse when `count` tags are already there."""
    if unit.session.execute(count).scalar_one() >= MOST_TAGS:
        raise Invalid(
            field="tag",
            code="too_many",
            en=f"There are already {MOST_TAGS} tags; take one off first.",
            fr=f"Il y a déjà {MOST_TAGS} étiquettes ; retirez-en une d’abord.",
        )


def _record(unit: Unit, type: str, customer_id: UUID, tag: str) -> None:
    unit.record(type, stream=Stream.of_customer(customer_id), customer_id=customer_id, data={"tag": tag})
