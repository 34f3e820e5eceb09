"""What is recorded about staff, roles and keys. Passwords and tokens stand in none of it.

`LEAVE_NO_SCREEN_OPEN` are the events after which every open screen of the person must close.
"""

from typing import Final

from domain.events.event import Stream

ADDED: Final = "staff.added"
CHANGED: Final = "staff.changed"
PREFERENCES_CHANGED: Final = "staff.preferences_changed"
LOCKED: Final = "staff.locked"
UNLOCKED: Final = "staff.unlocked"
PASSWORD_SET: Final = "staff.password_set"  # noqa: S105 - the name of an event
SIGNED_IN: Final = "staff.signed_in"
SIGN_IN_FAILED: Final = "staff.sign_in_failed"
SIGNED_OUT: Final = "staff.signed_out"
SIGNED_OUT_EVERYWHERE: Final = "staff.signed_out_everywhere"
RIGHTS_CHANGED: Final = "role.rights_changed"
KEY_ADDED: Final = "api_key.added"
KEY_REVOKED: Final = "api_key.revoked"

LEAVE_NO_SCREEN_OPEN: Final = frozenset({LOCKED, PASSWORD_SET, SIGNED_OUT_EVERYWHERE})

SIGN_INS: Final = Stream.named("sign_in")  # failures, known e-mail or not, stand in one stream
KEYS: Final = Stream.named("api_keys")


def stream_of_role(role: str) -> Stream:
    """The stream of what happens to a role."""
    return Stream.named(f"role:{role}")
