"""Keep a means of payment of a customer, as a token."""

import re
from uuid import UUID

from sqlalchemy import func, select

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import Money, check_money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import PaymentMethod
from domain.models.payment import CreditEntry
from domain.work.unit import Unit

KINDS = ("card", "wallet", "gift_card", "store_credit", "goodwill_credit", "bank_transfer", "invoice")
WITH_BALANCE = ("gift_card", "store_credit", "goodwill_credit")


def add_payment_method(
    unit: Unit,
    *,
    customer_id: UUID,
    kind: str,
    brand: str = "",
    last_four: str = "",
    external_ref: str | None = None,
    balance: Money | None = None,
) -> UUID:
    """Keep a payment method. `kind` is one of `KINDS`; those of `WITH_BALANCE` need a `balance`.

    `external_ref` is the vendor's token, never a card number. Records `customer.payment_method_added`.
    """
    unit.actor.require(Permission.CUSTOMERS_WRITE)
    _check(kind, last_four, balance)
    reference = clean_text(external_ref, field="external_ref", most=200) if external_ref else None
    customer = load_customer(unit, customer_id)
    _refuse_known(unit, customer.id, reference)
    method = PaymentMethod(
        id=new_id(at=unit.now),
        customer_id=customer.id,
        external_ref=reference,
        kind=kind,
        brand=clean_text(brand, field="brand", most=40, required=False),
        last_four=last_four,
        balance=None if balance is None else balance.minor,
        balance_currency=None if balance is None else balance.currency,
        position=_next_position(unit, customer.id),
    )
    unit.session.add(method)
    unit.session.flush()
    _open_balance(unit, method)
    unit.record(
        "customer.payment_method_added",
        stream=Stream.of_customer(customer.id),
        customer_id=customer.id,
        data={
            "payment_method_id": str(method.id),
            "kind": kind,
            "brand": method.brand,
            "last_four": last_four,
        },
    )
    return method.id


def _open_balance(unit: Unit, method: PaymentMethod) -> None:
    """A balance is the sum of its entries; the first one is what it starts with."""
    if method.balance:
        unit.session.add(
            CreditEntry(
                id=new_id(at=unit.now),
                payment_method_id=method.id,
                amount=method.balance,
                currency=method.balance_currency or "",
                reason="opening",
                at=unit.now,
            )
        )


def _refuse_known(unit: Unit, customer_id: UUID, reference: str | None) -> None:
    known = PaymentMethod.customer_id == customer_id, PaymentMethod.external_ref == reference
    if reference and unit.session.execute(select(PaymentMethod.id).where(*known)).scalar_one_or_none():
        raise Conflict(
            code="duplicate_external_ref",
            field="external_ref",
            en=f"The customer already has the payment method “{reference}”.",
            fr=f"Le client a déjà le moyen de paiement « {reference} ».",
        )


def _next_position(unit: Unit, customer_id: UUID) -> int:
    query = select(func.count()).where(PaymentMethod.customer_id == customer_id)
    return unit.session.execute(query).scalar_one()


def _check(kind: str, last_four: str, balance: Money | None) -> None:
    if kind not in KINDS:
        raise Invalid(
            field="kind",
            code="unknown_choice",
            en=f"“kind” must be one of: {', '.join(KINDS)}.",
            fr=f"« kind » doit être l’une de ces valeurs : {', '.join(KINDS)}.",
        )
    if last_four and not re.fullmatch(r"[0-9]{4}", last_four):
        raise Invalid(
            field="last_four",
            code="not_four_digits",
            en="“last_four” must be the last four digits.",
            fr="« last_four » doit être les quatre derniers chiffres.",
        )
    if (kind in WITH_BALANCE) != (balance is not None) or (balance is not None and balance.minor < 0):
        raise Invalid(
            field="balance",
            code="balance_and_kind",
            en="Gift cards and credits need a balance that is not negative; other kinds have none.",
            fr="Les cartes cadeaux et avoirs ont un solde positif ou nul ; les autres moyens n’en ont pas.",
        )
    if balance is not None:
        check_money(balance, field="balance")
