"""The messages that will go out, in words. Pure."""

from collections.abc import Iterable

from console.ui.figures import Reader
from console.ui.words import word
from notifications.catalogue import PlannedMessage


def message_lines(messages: Iterable[PlannedMessage], reader: Reader) -> list[str]:
    """One line for each: what is written, by which way and to whom; or why nothing is."""
    return [_line(message, reader) for message in messages]


def _line(message: PlannedMessage, reader: Reader) -> str:
    about, channel = word(message.template, reader), word(message.channel, reader)
    if message.skipped:
        return reader.say("No message about “{about}”: {why}", about=about, why=word(message.skipped, reader))
    return reader.say("{channel} “{about}” to {address}", channel=channel, about=about, address=message.address_masked)
