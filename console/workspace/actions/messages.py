"""The messages that will go out, in words. Pure."""

from collections.abc import Iterable

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.actions.preview_rows import MessageRow
from notifications.foresee import PlannedMessage


def message_rows(messages: Iterable[PlannedMessage], reader: Reader) -> list[MessageRow]:
    """One for each: what is written, by which way and to whom, and its words; or why nothing is."""
    return [_row(message, reader) for message in messages]


def sms_size(count: int, reader: Reader) -> str:
    """How many SMS it is, "" for what is none."""
    return reader.say("{count} SMS", count=reader.number(count)) if count else ""


def _row(message: PlannedMessage, reader: Reader) -> MessageRow:
    about, channel = word(message.template, reader), word(message.channel, reader)
    if message.skipped:
        return MessageRow(
            reader.say("No message about “{about}”: {why}", about=about, why=word(message.skipped, reader))
        )
    line = reader.say("{channel} “{about}” to {address}", channel=channel, about=about, address=message.address_masked)
    return MessageRow(line, message.subject, message.text, sms_size(message.segments, reader))
