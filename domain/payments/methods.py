"""Find the means of payment that somebody named."""

from uuid import UUID

from sqlalchemy import func, select

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.text import sought_text
from domain.models.customer import PaymentMethod
from domain.work.family import belongs_to, members_of
from domain.work.unit import Unit

WITH_BALANCE = ("gift_card", "store_credit", "goodwill_credit")
SETTLED_AT_ONCE = (*WITH_BALANCE, "invoice")
OWN_WORDS = WITH_BALANCE


def method_of(
    unit: Unit, customer_id: UUID, named: str | UUID, *, field: str, currency: str | None = None
) -> PaymentMethod:
    """The customer's payment method `named` by its id or `external_ref`; also one of a record merged with theirs.

    The words of `OWN_WORDS` mean the customer's own one in `currency`, made with a balance of zero if there is none
    (`customer.payment_method_added` is recorded). Refuses with `NotFound` what is not the customer's, and with
    `Invalid` such a word without a currency; both name `field`.
    """
    word = sought_text(str(named))
    if word in OWN_WORDS:
        return _own(unit, customer_id, word, currency, field)
    id = _as_id(named)
    wanted = PaymentMethod.id == id if id else PaymentMethod.external_ref == word
    query = select(PaymentMethod).where(wanted, belongs_to(PaymentMethod.customer_id, members_of(unit, customer_id)))
    found = unit.session.execute(query.order_by(PaymentMethod.position, PaymentMethod.id)).scalars().first()
    if found is None:
        raise NotFound(
            code="not_found",
            field=field,
            en=f"The customer has no payment method “{word}”.",
            fr=f"Le client n’a pas de moyen de paiement « {word} ».",
            details={"key": word},
        )
    return found


def refuse_foreign(unit: Unit, method: PaymentMethod, customer_id: UUID, *, field: str) -> None:
    """Refuse a method that belongs to somebody else, as one that does not exist."""
    if method.customer_id != customer_id:
        method_of(unit, customer_id, method.id, field=field)


def lock_method(unit: Unit, method_id: UUID) -> PaymentMethod:
    """The payment method, locked until the end of the transaction; after the customer and the order."""
    query = select(PaymentMethod).where(PaymentMethod.id == method_id).with_for_update()
    return unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()


def _own(unit: Unit, customer_id: UUID, kind: str, currency: str | None, field: str) -> PaymentMethod:
    if currency is None:
        raise Invalid(
            field=field,
            code="currency_missing",
            en=f"“{field}” needs a currency to find the customer’s own {kind}.",
            fr=f"« {field} » a besoin d’une devise pour trouver l’avoir du client.",
        )
    kept = load_customer(unit, customer_id).id
    query = select(PaymentMethod).where(
        belongs_to(PaymentMethod.customer_id, members_of(unit, customer_id)),
        PaymentMethod.kind == kind,
        PaymentMethod.balance_currency == currency,
    )
    first = (PaymentMethod.customer_id != kept, PaymentMethod.position, PaymentMethod.id)
    found = unit.session.execute(query.order_by(*first)).scalars().first()
    return found or _make_own(unit, kept, kind, currency)


def _make_own(unit: Unit, customer_id: UUID, kind: str, currency: str) -> PaymentMethod:
    count = select(func.count()).where(PaymentMethod.customer_id == customer_id)
    method = PaymentMethod(
        id=new_id(at=unit.now),
        customer_id=customer_id,
        kind=kind,
        brand="",
        last_four="",
        balance=0,
        balance_currency=currency,
        position=unit.session.execute(count).scalar_one(),
    )
    unit.session.add(method)
    unit.session.flush()
    unit.record(
        "customer.payment_method_added",
        stream=Stream.of_customer(customer_id),
        customer_id=customer_id,
        data={"payment_method_id": str(method.id), "kind": kind, "brand": "", "last_four": ""},
    )
    return method


def _as_id(named: str | UUID) -> UUID | None:
    if isinstance(named, UUID):
        return named
    try:
        return UUID(named)
    except ValueError:
        return None
