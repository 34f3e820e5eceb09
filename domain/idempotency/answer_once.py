"""Answer a request that carries an idempotency key: once, and then the same again."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.models.staff import KeptAnswer
from domain.work.unit import Unit

Answered = tuple[int, str]


def answer_once(
    unit: Unit,
    *,
    requires: Permission,
    route: str,
    key: str,
    digest: bytes,
    answer: Callable[[Unit], Answered],
) -> Answered:
    """What `answer(unit)` tells, a status and a text, kept under the actor, `route` and `key` in this transaction.

    Asked again with the same `digest` (of everything that the request says), tells what was kept and runs nothing; a
    twin that runs at the same moment is waited for. Refuses with `Denied` whoever no longer has the right `requires`,
    and with `Conflict` another digest. What `answer` refuses is not kept, so it may be asked again.
    """
    unit.actor.require(requires)
    owner = unit.actor.id
    if owner is None:
        raise ValueError("an idempotency key belongs to an actor with an id")
    if not _claim(unit, owner, route, key, digest):
        return _kept(unit, owner, route, key, digest)
    status, text = answer(unit)
    unit.session.flush()
    unit.session.execute(update(KeptAnswer).where(*_is(owner, route, key)).values(status=status, body=text))
    return status, text


def _claim(unit: Unit, owner: UUID, route: str, key: str, digest: bytes) -> bool:
    """Whether the key is new. Waits until a transaction that claims it at this moment has ended."""
    row = {"owner_id": owner, "route": route, "key": key, "request_digest": digest, "kept_at": unit.now}
    claim = insert(KeptAnswer).values(row).on_conflict_do_nothing().returning(KeptAnswer.key)
    return unit.session.execute(claim).first() is not None


def _kept(unit: Unit, owner: UUID, route: str, key: str, digest: bytes) -> Answered:
    query = select(KeptAnswer.request_digest, KeptAnswer.status, KeptAnswer.body).where(*_is(owner, route, key))
    known, status, text = unit.session.execute(query).one()
    if bytes(known) != digest:
        raise Conflict(
            code="idempotency_key_reused",
            field="Idempotency-Key",
            en="This idempotency key has been used for a different request.",
            fr="Cette clé d’idempotence a déjà servi pour une autre requête.",
        )
    assert status is not None
    assert text is not None
    return status, text


def _is(owner: UUID, route: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return (KeptAnswer.owner_id == owner, KeptAnswer.route == route, KeptAnswer.key == key)
