"""Other systems come in with `Authorization: Bearer KEY`."""

import logging
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from console.auth.known_keys import known_keys
from console.bootstrap import console
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.staff.keys import KnownKey, key_presented
from domain.staff.note_key_use import note_key_use
from domain.staff.secrecy import KEY_PREFIX

log = logging.getLogger(__name__)

_DOOR: Final = Actor.system("api-key")
_LONGEST: Final = 200
CHALLENGE: Final = "Bearer"  # for the header `WWW-Authenticate` of the 401


class NotAuthenticated(DomainError):
    """No key, or none that opens anything. 401."""

    @classmethod
    def missing(cls) -> "NotAuthenticated":
        return cls(
            code="not_authenticated",
            en="Send a key: Authorization: Bearer KEY.",
            fr="Envoyez une clé : Authorization: Bearer CLÉ.",
        )

    @classmethod
    def wrong(cls) -> "NotAuthenticated":
        return cls(
            code="not_authenticated",
            en="This key opens nothing: it is unknown or was revoked.",
            fr="Cette clé n’ouvre rien : elle est inconnue ou a été révoquée.",
        )


async def authenticate(authorization: str | None) -> Actor:
    """Who the key in the header `Authorization` stands for; one that was revoked is nobody as soon as that is heard.

    Notes the use of the key at most once a minute. Refuses with `NotAuthenticated`.
    """
    known = await known_keys().find(_key_in(authorization or ""), _look_up)
    if known is None:
        raise NotAuthenticated.wrong()
    if known.note and known.actor.id is not None:
        try:
            await console().perform(note_key_use, _DOOR, key_id=known.actor.id)
        except SQLAlchemyError:
            log.exception("the use of a key could not be noted")
    return known.actor


async def _look_up(key: str) -> KnownKey | None:
    return await console().ask(key_presented, _DOOR, key=key)


def _key_in(authorization: str) -> str:
    scheme, _, key = authorization.strip().partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise NotAuthenticated.missing()
    if not key.startswith(KEY_PREFIX) or len(key) > _LONGEST or not key.isascii():
        raise NotAuthenticated.wrong()
    return key
