"""What a list of conversations shows, ready to be read. Lists are sent whole, so a row is kept small."""

from dataclasses import dataclass

from console.workspace.clock import Clock


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A conversation. `since` is when the customer began to wait (seconds since 1970, 0 for nobody waits), shown where
    no `clock` is; `urgent`: 1 or 2 of the priorities. `at` stands there while nobody waits; `whisper`: a colleague has
    whispered something that was not looked at.
    """

    id: str
    href: str
    name: str
    channel: str
    subject: str
    preview: str
    unread: int
    since: int
    clock: Clock
    urgent: bool
    owner: str
    whisper: bool
    at: str
    state: str
