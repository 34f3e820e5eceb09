"""Where else a customer is reached when the first channel fails. Pure."""

from collections.abc import Sequence

from domain.messages.purposes import SERVICE
from domain.messages.rows import Contacts
from notifications.catalogue import address_on


def other_way(
    channels: Sequence[str], first: str, contacts: Contacts, purpose: str = SERVICE
) -> tuple[str, str] | None:
    """The next of `channels` on which they may be written to, with the address; None where there is none."""
    others = (each for each in channels if each != first and each not in contacts.refuses(purpose))
    return next(((each, address) for each in others if (address := address_on(each, contacts))), None)
