"""The one statement that reads a customer whole: their own rows and those of the records merged into theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, case, func, select

from domain.customers.rows import AddressRow, ConsentRow, CustomerCard, FlagRow, MethodRow
from domain.db.base import Instant
from domain.db.gather import gather, instant_of
from domain.db.prepared import Prepared
from domain.identity.assure import sees_plainly, session_of, standing_levels
from domain.kernel.actor import Actor
from domain.kernel.masking import mask_email, mask_phone
from domain.kernel.money import Money
from domain.models.customer import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerEmail,
    CustomerPhone,
    CustomerTag,
    PaymentMethod,
    RiskFlag,
)
from domain.models.identity import IdentityLevel
from domain.work.family import kept_id
from domain.work.unit import Unit

_MERGED = Customer.__table__.alias("merged").c


def read_card(unit: Unit, customer_id: UUID) -> CustomerCard | None:
    """The person that the record leads to, masked as the actor is to see them; None where there is nobody."""
    found = CARD.run(unit.session, **card_values(unit, customer_id)).all()
    return card_from(unit, found)


def card_values(unit: Unit, customer_id: UUID) -> dict[str, Any]:
    """What `CARD` is run with."""
    return {"customer": customer_id, "session": session_of(unit.actor), "now": unit.now}


def card_from(unit: Unit, rows: Sequence[Any]) -> CustomerCard | None:
    """`read_card` from the rows of `CARD`."""
    return _seen_by(unit.actor, _card(rows[0])) if rows else None


def _card(row: Any) -> CustomerCard:
    level, until = row.levels[0] if row.levels else (0, None)
    return CustomerCard(
        id=row.id,
        number=row.number,
        source=row.source,
        external_ref=row.external_ref,
        first_name=row.first_name,
        last_name=row.last_name,
        language=row.language,
        time_zone=row.time_zone,
        tier=row.tier,
        order_count=row.order_count + sum(count for _, _, count, _ in row.merged),
        last_order_at=max((at for at in _last_orders(row) if at), default=None),
        created_at=row.created_at,
        version=row.version,
        emails=_once(address for (address,) in row.emails),
        phones=_once(number for (number,) in row.phones),
        addresses=_addresses(row.addresses),
        consents=_consents(row.consents),
        payment_methods=tuple(_method(*values) for values in row.payment_methods),
        tags=tuple(sorted({tag for (tag,) in row.tags})),
        risk_flags=_flags(row.risk_flags),
        members=(row.id, *(UUID(id) for id, *_ in row.merged)),
        merged_numbers=tuple(number for _, number, *_ in row.merged),
        identity_level=level,
        identity_until=instant_of(until),
        erased_at=row.erased_at,
    )


def _seen_by(actor: Actor, card: CustomerCard) -> CustomerCard:
    if sees_plainly(actor) or card.identity_level >= 1:
        return card
    return replace(
        card,
        masked=True,
        emails=tuple(mask_email(email) for email in card.emails),
        phones=tuple(mask_phone(phone) for phone in card.phones),
        addresses=tuple(replace(address, line1="", line2="", region="", postal_code="") for address in card.addresses),
        payment_methods=tuple(replace(method, external_ref=None) for method in card.payment_methods),
    )


def _last_orders(row: Any) -> list[datetime | None]:
    return [row.last_order_at, *(instant_of(at) for *_, at in row.merged)]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple({value.casefold(): value for value in reversed(list(values))}.values())[::-1]


def _addresses(rows: Sequence[Sequence[str]]) -> tuple[AddressRow, ...]:
    found = {tuple(rest): AddressRow(UUID(id), *rest) for id, *rest in reversed(rows)}
    return tuple(reversed(found.values()))


def _consents(rows: Sequence[Sequence[Any]]) -> tuple[ConsentRow, ...]:
    """The kept record's word before that of the others, whose rows come after it."""
    found: dict[tuple[str, str], ConsentRow] = {}
    for channel, purpose, granted, at in rows:
        found.setdefault((channel, purpose), ConsentRow(channel, purpose, granted, datetime.fromisoformat(at)))
    return tuple(found[key] for key in sorted(found))


def _flags(rows: Sequence[Sequence[Any]]) -> tuple[FlagRow, ...]:
    found: dict[str, FlagRow] = {}
    for kind, facts, at in rows:
        found.setdefault(kind, FlagRow(kind, facts, datetime.fromisoformat(at)))
    return tuple(found[kind] for kind in sorted(found))


def _method(
    id: str,
    external_ref: str | None,
    kind: str,
    brand: str,
    last_four: str,
    balance: int | None,
    currency: str | None,
) -> MethodRow:
    left = Money(balance, currency) if balance is not None and currency else None
    return MethodRow(UUID(id), external_ref, kind, brand, last_four, left)


def _of_person(table: Any, *columns: Any, order_by: Any) -> Any:
    """The rows of the kept record first. The family is an array, so that the index on the owner is used."""
    family = select(_MERGED.id).where((_MERGED.id == Customer.id) | (_MERGED.merged_into_id == Customer.id))
    members = func.array(family.correlate(Customer).scalar_subquery())
    own = case((table.customer_id == Customer.id, 0), else_=1)
    return gather(*columns, where=[table.customer_id == func.any(members)], order_by=[own, order_by])


def _build() -> Select[*tuple[Any, ...]]:
    customer, now = bindparam("customer", type_=Uuid), bindparam("now", type_=Instant)
    place, method = CustomerAddress, PaymentMethod
    levels = standing_levels(bindparam("session", type_=Uuid), customer, now)
    return select(
        *Customer.__table__.c,
        _of_person(CustomerEmail, CustomerEmail.address, order_by=CustomerEmail.position).label("emails"),
        _of_person(CustomerPhone, CustomerPhone.e164, order_by=CustomerPhone.position).label("phones"),
        _of_person(
            place,
            *(place.id, place.label, place.line1, place.line2, place.city, place.region),
            *(place.postal_code, place.country),
            order_by=place.position,
        ).label("addresses"),
        _of_person(
            Consent,
            *(Consent.channel, Consent.purpose, Consent.granted, Consent.changed_at),
            order_by=Consent.channel + Consent.purpose,
        ).label("consents"),
        _of_person(
            method,
            *(method.id, method.external_ref, method.kind, method.brand, method.last_four),
            *(method.balance, method.balance_currency),
            order_by=method.position,
        ).label("payment_methods"),
        _of_person(CustomerTag, CustomerTag.tag, order_by=CustomerTag.tag).label("tags"),
        _of_person(RiskFlag, RiskFlag.kind, RiskFlag.facts, RiskFlag.raised_at, order_by=RiskFlag.kind).label(
            "risk_flags"
        ),
        gather(
            *(_MERGED.id, _MERGED.number, _MERGED.order_count, _MERGED.last_order_at),
            where=[_MERGED.merged_into_id == Customer.id],
            order_by=[_MERGED.number],
        ).label("merged"),
        gather(
            *(IdentityLevel.level, IdentityLevel.expires_at),
            where=levels,
            order_by=[IdentityLevel.level.desc(), IdentityLevel.expires_at.desc()],
        ).label("levels"),
    ).where(Customer.id == kept_id(customer))


CARD = Prepared(_build)  # one row, or none where there is no such customer
