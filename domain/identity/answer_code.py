"""Hear the code that a customer reads out."""

import hmac
import re
from uuid import UUID

from sqlalchemy import select

from domain.identity.begin_code_check import DIGITS, code_digest
from domain.identity.checks import (
    CheckOutcome,
    lock_person,
    note_failure,
    note_success,
    own_session,
    refuse_preview,
)
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.models.identity import IdentityCheck
from domain.work.unit import Unit


def answer_code(unit: Unit, *, customer_id: UUID, check_id: UUID, code: str) -> CheckOutcome:
    """Compare the code with the one that was sent; right, the session is sure of the customer (level 2).

    A wrong code is no refusal but an outcome, so that it is committed and counts, whatever the entrance does next;
    `checks.MOST_FAILURES` of them close the check. Records `identity.passed` and `identity.unmasked`, or
    `identity.failed`. Refuses what is not six digits, a check of another session, and one that is over; a preview too.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    refuse_preview(unit.previewing)
    digits = _digits(code)
    _, members = lock_person(unit, customer_id)
    check = _load(unit, check_id, members)
    if check.status != "open" or check.expires_at <= unit.now:
        raise _over()
    assert check.salt is not None and check.code_digest is not None  # an open check has both
    if hmac.compare_digest(code_digest(check.salt, digits), check.code_digest):
        return note_success(unit, check)
    return note_failure(unit, check)


def _digits(code: object) -> str:
    digits = re.sub(r"[\s-]", "", code) if isinstance(code, str) and len(code) <= 40 else ""
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits):
        raise Invalid(
            field="code",
            code="not_a_code",
            en=f"The code has {DIGITS} digits.",
            fr=f"Le code comporte {DIGITS} chiffres.",
        )
    return digits


def _load(unit: Unit, check_id: UUID, members: tuple[UUID, ...]) -> IdentityCheck:
    query = select(IdentityCheck).where(
        IdentityCheck.id == check_id,
        IdentityCheck.method == "code",
        IdentityCheck.customer_id.in_(members),
        IdentityCheck.session_id == own_session(unit.actor),
    )
    check = unit.session.execute(query.with_for_update()).scalar_one_or_none()
    if check is None:
        raise NotFound.of("check of this session", "vérification de cette session", check_id)
    return check


def _over() -> Conflict:
    return Conflict(
        code="check_over",
        en="This code is no longer good. Send another.",
        fr="Ce code n’est plus valable. Envoyez-en un autre.",
    )
