"""The secret that a shop signs with: given by it or made for it, kept sealed with the key of the server."""

import secrets

from console.bootstrap import console
from console.connectors.sealed import seal, unseal
from domain.connectors.particulars import LONGEST_SECRET
from domain.kernel.text import clean_text


def sealed(given: str) -> str:
    """What is kept of a secret; of a new one where none is given. `Invalid` names `secret`."""
    return seal(
        _key(), clean_text(given, field="secret", most=LONGEST_SECRET, required=False) or secrets.token_urlsafe(32)
    )


def plain(kept: str) -> str:
    """The secret, "" where the key of the server has changed since."""
    return unseal(_key(), kept) or ""


def address_of(connector_id: object) -> str:
    """Where the shop is to send."""
    return f"{console().settings.public_url.rstrip('/')}/webhooks/connectors/{connector_id}"


def _key() -> bytes:
    return console().settings.secret_key.get_secret_value().encode()
