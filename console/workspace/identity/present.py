"""How sure we are of a customer, in words. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from console.ui.figures import Reader
from console.workspace.identity.rows import WayRow
from domain.identity.checks import CheckOutcome
from domain.identity.queries import ColleagueCheck, ContactRow
from domain.identity.unmask import Unmasked

_PARTS: Final = ("line1", "line2", "postal_code", "city", "region", "country")


def standing(level: int, until: datetime | None, reader: Reader) -> str:
    """The badge beside the name: by what they are known, and for how long yet; "" while they are not."""
    if until is None or until <= reader.now or level < 1:
        return ""
    minutes = minutes_left(until, reader.now)
    return reader.say(
        "verified by code, {minutes} min left" if level > 1 else "verified by facts, {minutes} min left",
        minutes=minutes,
    )


def checked_before(check: ColleagueCheck | None, reader: Reader) -> str:
    """Who else made sure of the customer a moment ago: a hint, it spares nobody the question."""
    if check is None:
        return ""
    return reader.say(
        "Checked by {name} at {time} with a code" if check.method == "code" else "Checked by {name} at {time} by facts",
        name=check.name,
        time=reader.time(check.at),
    )


def minutes_left(until: datetime, now: datetime) -> int:
    """Whole minutes, the one that has begun included."""
    return -(-int((until - now).total_seconds()) // 60)


def ways(contacts: Iterable[ContactRow]) -> list[WayRow]:
    return [WayRow(str(way.id), "email" if way.channel == "email" else "phone", way.address) for way in contacts]


def failure(outcome: CheckOutcome, reader: Reader) -> str:
    """What to say about a wrong answer; which part was wrong nobody is told."""
    if not outcome.attempts_left:
        return reader.say("That is not right, and it was the last try. Begin again.")
    return reader.say("That is not right. Tries left: {count}.", count=outcome.attempts_left)


def plain_lines(shown: Unmasked) -> list[str]:
    """Everything that was unmasked, a line each."""
    return [*shown.emails, *shown.phones, *(_line(address) for address in shown.addresses)]


def _line(address: Mapping[str, str]) -> str:
    return ", ".join(address[part] for part in _PARTS if address.get(part))
